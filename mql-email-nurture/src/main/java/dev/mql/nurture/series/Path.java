package dev.mql.nurture.series;

import java.util.List;

/**
 * One way that a step can go.
 *
 * @param when all of these have to hold; empty for always
 * @param text key of the text, for example {@code cart.1}; empty for silence
 */
public record Path(List<When> when, String text) {
    public Path {
        when = List.copyOf(when);
        Checks.that(when.size() <= 4, "when", "must be at most 4 conditions");
        Checks.that(
                text.isEmpty() || text.matches("[a-z][a-z0-9_]{0,39}(\\.[a-z0-9_]{1,40}){1,2}"),
                "text",
                "must be the key of a text such as cart.1, or empty for no mail");
    }

    static Path always(String text) {
        return new Path(List.of(), text);
    }

    static Path forReasons(List<String> reasons, String text) {
        return new Path(List.of(new When(When.Ask.REASON, reasons, 0)), text);
    }

    public boolean silent() {
        return text.isEmpty();
    }
}
