package dev.mql.nurture.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line of a text: what is between double braces is a placeholder of the closed list, everything else stands for itself. */
final class PhraseReader {
    private static final int MAX_FALLBACK = 80;
    /** What other languages would evaluate. Here it would be seen as it stands, which nobody can have wanted. */
    private static final Pattern FOREIGN = Pattern.compile("[$#@*]\\{|\\[\\[|\\[\\(|\\bth:[a-z]|__\\$|<%|\\{%");

    private static final Pattern TAG = Pattern.compile("</?[A-Za-z!][^<]{0,200}>");

    private final TextReader text;
    private final TextKey key;
    private final TextReader.Field field;
    private final Phrase.Builder phrase;
    private final int number;

    PhraseReader(TextReader text, TextKey key, TextReader.Field field, Phrase.Builder phrase, int number) {
        this.text = text;
        this.key = key;
        this.field = field;
        this.phrase = phrase;
        this.number = number;
    }

    void read(String line) {
        line.codePoints()
                .filter(Plain::forbidden)
                .findFirst()
                .ifPresent(c -> error("it has a character that can not be shown: " + String.format("U+%04X", c)));
        warnOfForeign(line);
        int next = 0;
        while (next < line.length()) {
            int open = line.indexOf("{{", next);
            int close = line.indexOf("}}", next);
            if (close >= 0 && (open < 0 || close < open)) {
                error("\"}}\" closes nothing; a placeholder is written {{name}} or {{name|if there is none}}");
                return;
            }
            if (open < 0) {
                break;
            }
            if (close < 0) {
                error(
                        "\"{{\" is never closed in this line; a placeholder is written {{name}} or {{name|if there is none}}");
                return;
            }
            phrase.literal(line.substring(next, open));
            place(line.substring(open + 2, close));
            next = close + 2;
        }
        phrase.literal(line.substring(next));
    }

    private void place(String inside) {
        int bar = inside.indexOf('|');
        String name = (bar < 0 ? inside : inside.substring(0, bar)).strip();
        String fallback = bar < 0 ? null : inside.substring(bar + 1).strip();
        Placeholder placeholder = Placeholder.named(name);
        if (placeholder == null) {
            error("{{" + Plain.line(name, 60) + "}} is unknown" + Meant.by(name, allowed()) + "; allowed here are "
                    + list());
        } else if (!key.placeholders().contains(placeholder)) {
            error(placeholder.inBraces() + " is never known in this mail; allowed here are " + list());
        } else if (fallback != null && (fallback.indexOf('{') >= 0 || fallback.indexOf('}') >= 0)) {
            error("what stands there if " + placeholder.inBraces()
                    + " is empty has a brace; it can only be plain text");
        } else if (fallback != null && fallback.length() > MAX_FALLBACK) {
            error("what stands there if " + placeholder.inBraces() + " is empty is too long: at most " + MAX_FALLBACK
                    + " characters");
        } else if (fallback == null && !field.mayGo() && !key.always(placeholder)) {
            error(placeholder.inBraces() + " may be empty, so it needs words for that case here: {{"
                    + placeholder.code() + "|…}}");
        } else {
            phrase.place(placeholder, fallback);
        }
    }

    private void warnOfForeign(String line) {
        Matcher foreign = FOREIGN.matcher(line);
        Matcher tag = TAG.matcher(line);
        if (foreign.find()) {
            text.warn(
                    field.word(), number, "\"" + foreign.group() + "\" is shown as it stands; only {{…}} is filled in");
        } else if (tag.find()) {
            text.warn(
                    field.word(),
                    number,
                    "\"" + Plain.line(tag.group(), 40) + "\" is shown as it stands; a text has no HTML");
        }
    }

    private List<String> allowed() {
        return key.placeholders().stream().map(Placeholder::code).toList();
    }

    private String list() {
        return String.join(", ", allowed());
    }

    private void error(String message) {
        text.error(field.word(), number, message);
    }
}
