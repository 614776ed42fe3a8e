package dev.mql.scoring;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The matrix of fit (A, B, C) and engagement (1, 2, 3).
 *
 * @param fitA fit from which a lead is an A, 0 to 100
 * @param fitB fit from which it is a B; below it is a C. A lead of whom nothing is known is a B: neither for nor against
 * @param engagement1 score from which a lead is a 1
 * @param engagement2 score from which it is a 2; below it is a 3
 * @param high cells in which an MQL is of high quality; in the others it is of low quality
 */
public record Grades(double fitA, double fitB, double engagement1, double engagement2, List<String> high) {
    public static final List<String> CELLS = List.of("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3");
    public static final String HIGH = "high";
    public static final String LOW = "low";

    public Grades {
        high = List.copyOf(high);
        InvalidModelException.unless(
                Double.isFinite(fitA) && Double.isFinite(fitB) && fitB >= 0 && fitA >= fitB && fitA <= 100,
                "grades.fit",
                "must be two numbers from 0 to 100, that of A not below that of B");
        InvalidModelException.unless(
                Double.isFinite(engagement1)
                        && Double.isFinite(engagement2)
                        && engagement2 >= 0
                        && engagement1 >= engagement2
                        && engagement1 <= 100_000,
                "grades.engagement",
                "must be two scores, that of 1 not below that of 2");
        InvalidModelException.unless(
                Set.copyOf(CELLS).containsAll(high) && Set.copyOf(high).size() == high.size(),
                "grades.high",
                "must name cells from A1 to C3, each once");
    }

    /** The usual matrix for a threshold: 1 from half above it, 2 from it; high is A1, A2 and B1. */
    public static Grades usual(double in) {
        return new Grades(67, 34, in * 1.5, in, List.of("A1", "A2", "B1"));
    }

    /** The cell of a lead. */
    public String cell(double score, @Nullable Fit fit) {
        char letter = fit == null ? 'B' : fit.value() >= fitA ? 'A' : fit.value() >= fitB ? 'B' : 'C';
        char digit = score >= engagement1 ? '1' : score >= engagement2 ? '2' : '3';
        return "" + letter + digit;
    }

    /** {@value #HIGH} or {@value #LOW}: the band of an MQL in this cell. */
    public String band(String cell) {
        return high.contains(cell) ? HIGH : LOW;
    }
}
