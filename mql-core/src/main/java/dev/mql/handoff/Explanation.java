package dev.mql.handoff;

import dev.mql.event.EventType;
import dev.mql.event.EventWords;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import dev.mql.scoring.Fit;
import dev.mql.scoring.LedgerLine;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a lead stands and why it has its score, short enough for a message: lines and others add up to the score.
 *
 * @param score now, to a tenth
 * @param grade now, A1 to C3
 * @param quality {@code high} or {@code low}, the band of the grade; {@code null} for a lead that sales does not hear of
 * @param fit 0 to 100; {@code null} where nothing is known
 * @param lines what gave or took most, the largest first, at most {@value #MOST}
 * @param others points of all other lines together
 * @param pointsToMql points missing to the threshold, 0 when over it
 */
public record Explanation(
        double score,
        String grade,
        @Nullable String quality,
        @Nullable Double fit,
        List<Line> lines,
        double others,
        double pointsToMql) {
    public static final int MOST = 6;

    /**
     * What one rule gave.
     *
     * @param at the latest time, milliseconds since 1970 UTC
     * @param points that are left of it now, to a tenth
     */
    public record Line(long at, String text, double points) {}

    /** Explains a lead as it is now. */
    @FunctionalInterface
    public interface Source {
        Explanation explain(Lead lead);
    }

    public static Explanation of(Scorer scorer, Lead lead, Score score) {
        Map<String, List<LedgerLine>> byRule = new LinkedHashMap<>();
        score.lines().forEach(line -> byRule.computeIfAbsent(line.rule(), rule -> new ArrayList<>())
                .add(line));
        List<Line> lines = byRule.values().stream()
                .map(Explanation::line)
                .filter(line -> line.points() != 0)
                .sorted(Comparator.comparingDouble(line -> -Math.abs(line.points())))
                .limit(MOST)
                .toList();
        double shown = lines.stream().mapToDouble(Line::points).sum();
        double whole = rounded(score.value());
        String grade = scorer.grade(lead, score.value());
        Fit fit = scorer.fit(lead);
        ScoringModel model = scorer.model();
        return new Explanation(
                whole,
                grade,
                lead.stage().atLeast(Stage.MQL) ? model.grades().band(grade) : null,
                fit == null ? null : rounded(fit.value()),
                lines,
                rounded(whole - shown),
                rounded(score.pointsToMql(model)));
    }

    /** All that one rule gave. */
    private static Line line(List<LedgerLine> of) {
        long last = of.stream().mapToLong(LedgerLine::at).max().orElse(0);
        String event = of.get(0).event();
        if (of.get(0).rule().equals(LedgerLine.CORRECTION)) {
            return new Line(last, "Given by hand", rounded(sum(of)));
        }
        long times = event.equals(EventType.ENGAGED_TIME)
                ? 1
                : Math.round(of.stream().mapToDouble(LedgerLine::count).sum());
        String text = EventWords.did(event) + (times > 1 ? ", " + times + " times" : "");
        return new Line(last, text, rounded(sum(of)));
    }

    private static double sum(List<LedgerLine> lines) {
        return lines.stream().mapToDouble(LedgerLine::left).sum();
    }

    static double rounded(double points) {
        return Math.round(points * 10) / 10.0;
    }
}
