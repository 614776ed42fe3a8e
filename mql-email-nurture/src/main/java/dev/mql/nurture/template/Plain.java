package dev.mql.nurture.template;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes one harmless line of a text from outside. */
final class Plain {
    /** What a mail program would turn into a link. */
    private static final Pattern LINK = Pattern.compile("(?i)://|www\\.|@|[a-z0-9-]\\.[a-z]{2,}");

    private Plain() {}

    /** Without line breaks, control characters and marks that turn the reading direction; cut with an ellipsis. */
    static String line(String text, int length) {
        if (text.length() <= length && clean(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), length));
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else if (!turnsDirection(c) && Character.getType(c) != Character.SURROGATE) {
                line.appendCodePoint(c);
            }
        });
        String clean = line.toString().strip();
        if (clean.length() <= length) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(length - 2)) ? length - 2 : length - 1;
        return clean.substring(0, end).stripTrailing() + "…";
    }

    /** A name that somebody typed, as a line; empty where a mail program would make a link of it. */
    static String name(@Nullable String text, int length) {
        String name = text == null ? "" : line(text, length);
        return LINK.matcher(name).find() ? "" : name;
    }

    /** What no text may have: it can not be seen, and changes what is seen. */
    static boolean forbidden(int c) {
        return Character.isISOControl(c)
                || turnsDirection(c)
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SURROGATE;
    }

    /** Whether nothing is to be done: the usual case, decided without a copy. */
    private static boolean clean(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c > '~' && (c < '\u00a1' || c >= '\u0250')) || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return text.isEmpty() || before != ' ';
    }

    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0xFEFF;
    }
}
