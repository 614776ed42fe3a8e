package dev.mql.nurture.smtp.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One header field as it is sent: ASCII, folded so that lines stay short (RFC 5322), other characters in encoded words (RFC 2047).
 *
 * @param value what comes after the colon and the space, without the line end; may have folds in it
 */
public record Header(String name, String value) {
    private static final int COLUMNS = 76;
    private static final int LONGEST_WORD = 75;
    private static final String BEGIN = "=?UTF-8?";
    private static final Pattern ATOMS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final String HEX = "0123456789ABCDEF";

    public Header {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean fold =
                    c == '\r' && value.startsWith("\r\n ", i) || c == '\n' && i > 0 && value.charAt(i - 1) == '\r';
            if (c > '~' || c < ' ' && !fold) {
                throw new IllegalArgumentException("a header field is one line of ASCII, folded at most");
            }
        }
    }

    /** A text for people. */
    public static Header text(String name, String text) {
        return new Header(name, plain(text) ? folded(name, text) : encoded(name, text));
    }

    /**
     * An address with its name.
     *
     * @param person without control characters, or {@code null}
     * @param address in ASCII
     */
    public static Header address(String name, @Nullable String person, String address) {
        if (person == null || person.isEmpty()) {
            return new Header(name, address);
        }
        String phrase = !plain(person)
                ? encoded(name, person)
                : ATOMS.matcher(person).matches()
                        ? person
                        : "\"" + person.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        int lastLine = phrase.length() - Math.max(0, phrase.lastIndexOf('\n'));
        boolean fits = name.length() + lastLine + address.length() + 5 <= COLUMNS;
        return new Header(name, phrase + (fits ? " <" : "\r\n <") + address + ">");
    }

    /** Whether it may stand there as it is. */
    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~' || text.charAt(i) < ' ') {
                return false;
            }
        }
        return !text.contains("=?");
    }

    private static String folded(String name, String text) {
        if (name.length() + 2 + text.length() <= COLUMNS) {
            return text;
        }
        StringBuilder lines = new StringBuilder(text.length() + 16);
        int column = name.length() + 2;
        for (String word : text.split(" ", -1)) {
            if (lines.length() > 0) {
                boolean full = column + 1 + word.length() > COLUMNS && !word.isEmpty();
                lines.append(full ? "\r\n " : " ");
                column = full ? 1 : column + 1;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }

    private static String encoded(String name, String text) {
        boolean mostlyAscii = text.chars().filter(c -> c > '~').count() * 3 < text.length();
        StringBuilder words = new StringBuilder(text.length() * 3);
        int room = COLUMNS - name.length() - 2;
        for (int from = 0; from < text.length(); room = LONGEST_WORD) {
            int to = from;
            int left = room - BEGIN.length() - 4;
            int bytes = 0;
            while (to < text.length()) {
                int c = text.codePointAt(to);
                int cost = mostlyAscii ? quotedLength(c) : utf8Length(c);
                int used = mostlyAscii ? bytes + cost : (bytes + cost + 2) / 3 * 4;
                if (used > left && to > from) {
                    break;
                }
                bytes += cost;
                to += Character.charCount(c);
            }
            byte[] part = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
            words.append(words.length() > 0 ? "\r\n " : "").append(BEGIN).append(mostlyAscii ? "Q?" : "B?");
            words.append(mostlyAscii ? quoted(part) : Base64.getEncoder().encodeToString(part))
                    .append("?=");
            from = to;
        }
        return words.toString();
    }

    private static int utf8Length(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    private static int quotedLength(int c) {
        return safe(c) || c == ' ' ? 1 : 3 * utf8Length(c);
    }

    /** What may stand in the encoded words of a name, too. */
    private static boolean safe(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "!*+-/".indexOf(c) >= 0;
    }

    private static String quoted(byte[] utf8) {
        StringBuilder word = new StringBuilder(utf8.length * 3);
        for (byte one : utf8) {
            if (safe(one)) {
                word.append((char) one);
            } else if (one == ' ') {
                word.append('_');
            } else {
                word.append('=').append(HEX.charAt(one >> 4 & 15)).append(HEX.charAt(one & 15));
            }
        }
        return word.toString();
    }

    public void write(Page page) {
        page.put(name).put(": ").line(value);
    }
}
