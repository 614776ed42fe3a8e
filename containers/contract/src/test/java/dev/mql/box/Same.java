package dev.mql.box;

import dev.mql.box.Wire.Answer;
import java.util.Comparator;
import java.util.List;

/** Answers without what differs between any two answers of one shop. */
final class Same {
    private Same() {}

    /** The head without the lines that begin so; lines of one name are in the order in which they came. */
    static List<String> head(Answer answer, List<String> ours) {
        return answer.head().stream()
                .filter(line -> !line.regionMatches(true, 0, "Date: ", 0, 6))
                .filter(line -> ours.stream().noneMatch(start -> line.regionMatches(true, 0, start, 0, start.length())))
                .map(line -> line.replaceFirst("JSESSIONID=[^;]*", "JSESSIONID=…"))
                // Some containers keep headers in a table whose order depends on how many there are.
                .sorted(Comparator.comparing(line -> line.split(":")[0]))
                .toList();
    }

    /** The body; Spring's error pages tell the time. */
    static String body(Answer answer) {
        return answer.body()
                .replaceFirst("\"timestamp\":\"[^\"]*\"", "\"timestamp\":…")
                .replaceFirst("<div id='created'>[^<]*", "<div id='created'>…");
    }
}
