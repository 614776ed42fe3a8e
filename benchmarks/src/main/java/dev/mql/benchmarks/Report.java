package dev.mql.benchmarks;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Shows figures to people as a table, and to programs as {@code NAME.json}. */
final class Report {
    private static final String ROW = "%-34s %14s %-10s %12s  %s%n";

    private final Path directory;
    private final Machine machine;
    private final PrintStream out;

    Report(Path directory, Machine machine, PrintStream out) {
        this.directory = directory;
        this.machine = machine;
        this.out = out;
    }

    void header() {
        out.println(machine);
        out.printf(ROW, "figure", "value", "unit", "goal", "");
    }

    void add(String name, List<Figure> figures) throws IOException {
        for (Figure figure : figures) {
            out.printf(ROW, figure.id(), text(figure.value()), figure.unit(), goal(figure), figure.verdict());
        }
        Files.createDirectories(directory);
        try (JsonWriter json = new JsonWriter(Files.newBufferedWriter(directory.resolve(name + ".json")))) {
            json.setIndent("  ");
            json.beginObject().name("name").value(name);
            json.name("machine").beginObject();
            json.name("cores").value(machine.cores()).name("cpu").value(machine.cpu());
            json.name("os").value(machine.os()).name("jdk").value(machine.jdk());
            json.name("gc").value(machine.gc()).endObject();
            json.name("figures").beginArray();
            for (Figure figure : figures) {
                json.beginObject().name("id").value(figure.id()).name("value").jsonValue(rounded(figure.value()));
                json.name("unit").value(figure.unit()).name("goal").value(figure.goal());
                json.name("better")
                        .value(figure.better().name().toLowerCase(Locale.ROOT))
                        .endObject();
            }
            json.endArray().endObject();
        }
    }

    private static String goal(Figure figure) {
        return figure.goal() == null
                ? ""
                : (figure.better() == Figure.Better.LOWER ? "≤ " : "≥ ") + text(figure.goal());
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1_000 ? "%,.0f" : "%.4g", value);
    }

    /** What comes after five digits is noise. */
    private static String rounded(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(5))
                .stripTrailingZeros()
                .toPlainString();
    }
}
