package dev.mql.nurture.smtp.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a text of any length and alphabet gets through servers that know short lines of ASCII only (RFC 2045 section 6). */
public enum Transfer {
    /** For texts that are readable as ASCII for the most part. */
    QUOTED_PRINTABLE("quoted-printable"),
    /** For all others: shorter then. */
    BASE64("base64");

    private static final int LONGEST_LINE = 75;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final String word;

    Transfer(String word) {
        this.word = word;
    }

    /** The shorter one. */
    public static Transfer of(String text) {
        int other = 0;
        for (int i = 0; i < text.length(); i++) {
            other += text.charAt(i) > '~' ? 1 : 0;
        }
        return other > text.length() / 6 ? BASE64 : QUOTED_PRINTABLE;
    }

    /** As {@code Content-Transfer-Encoding} says it. */
    public String word() {
        return word;
    }

    /** Writes the text; each of its line ends becomes CRLF. The two characters {@code =_} never follow each other in it. */
    public void write(String text, Page page) {
        if (this == BASE64) {
            String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
            page.put(Base64.getMimeEncoder().encode(lines.getBytes(StandardCharsets.UTF_8)));
        } else {
            quotedPrintable(text, page);
        }
    }

    private static void quotedPrintable(String text, Page page) {
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                page.put('\r').put('\n');
                column = 0;
            } else if (literal(text, i)) {
                if (column == LONGEST_LINE) {
                    column = softBreak(page);
                }
                // A dot here is doubled on its way, and "From " gets a > before it in some mailboxes.
                if (column == 0 && (c == '.' || c == 'F')) {
                    column = octet(c, column, page);
                } else {
                    int end = i + 1;
                    int most = Math.min(text.length(), i + LONGEST_LINE - column);
                    while (end < most && literal(text, end)) {
                        end++;
                    }
                    page.put(text, i, end);
                    column += end - i;
                    i = end - 1;
                }
            } else if (c < 0x80) {
                column = octet(c, column, page);
            } else {
                int point = text.codePointAt(i);
                i += Character.charCount(point) - 1;
                column = utf8(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point, column, page);
            }
        }
    }

    /** Whether the character stands for itself; a space at the end of a line would get lost. */
    private static boolean literal(String text, int at) {
        char c = text.charAt(at);
        if (c == ' ') {
            return at + 1 < text.length() && text.charAt(at + 1) != '\n' && text.charAt(at + 1) != '\r';
        }
        return c > ' ' && c <= '~' && c != '=';
    }

    private static int utf8(int c, int column, Page page) {
        if (c < 0x800) {
            int next = octet(0xC0 | c >> 6, column, page);
            return octet(0x80 | c & 63, next, page);
        }
        int next = c < 0x10000
                ? octet(0xE0 | c >> 12, column, page)
                : octet(0x80 | c >> 12 & 63, octet(0xF0 | c >> 18, column, page), page);
        next = octet(0x80 | c >> 6 & 63, next, page);
        return octet(0x80 | c & 63, next, page);
    }

    private static int octet(int value, int column, Page page) {
        int at = column + 3 > LONGEST_LINE ? softBreak(page) : column;
        page.put('=').put(HEX[value >> 4]).put(HEX[value & 15]);
        return at + 3;
    }

    private static int softBreak(Page page) {
        page.put('=').put('\r').put('\n');
        return 0;
    }
}
