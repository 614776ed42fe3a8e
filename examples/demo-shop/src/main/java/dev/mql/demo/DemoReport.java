package dev.mql.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the demo says while it starts: progress lines, then exactly one line that begins {@code ready:}. */
final class DemoReport {

    private final PrintStream out;
    private final Map<String, String> addresses = new LinkedHashMap<>();

    DemoReport(PrintStream out) {
        this.out = out;
    }

    void progress(String line) {
        out.println(line);
        out.flush();
    }

    /** Adds a part to the line that {@link #ready} prints. */
    DemoReport with(String label, Object value) {
        addresses.put(label, String.valueOf(value));
        return this;
    }

    void ready() {
        progress("ready: "
                + addresses.entrySet().stream()
                        .map(part -> part.getKey() + ' ' + part.getValue())
                        .collect(Collectors.joining("   ")));
    }
}
