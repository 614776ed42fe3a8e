package dev.mql.nurture.smtp.dkim;

import java.util.Arrays;
import java.util.Locale;

/** The canonical form "relaxed" of RFC 6376 sections 3.4.2 and 3.4.4: what survives servers that tidy up white space. */
final class Relaxed {

    private Relaxed() {}

    /** A header field without its line end. */
    static String header(String name, String value) {
        StringBuilder line = new StringBuilder(name.length() + value.length() + 1);
        line.append(name.strip().toLowerCase(Locale.ROOT)).append(':');
        boolean space = false;
        boolean begun = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                space = true;
            } else if (c != '\r' && c != '\n') {
                if (space && begun) {
                    line.append(' ');
                }
                line.append(c);
                space = false;
                begun = true;
            }
        }
        return line.toString();
    }

    /** @param body with CRLF at the end of each line */
    static byte[] body(byte[] body) {
        byte[] out = new byte[body.length + 2];
        int length = 0;
        int filled = 0; // up to the end of the last line that is not empty
        boolean space = false;
        for (byte c : body) {
            if (c == ' ' || c == '\t') {
                space = true;
            } else if (c == '\r') {
                space = false;
            } else if (c == '\n') {
                out = room(out, length);
                out[length++] = '\r';
                out[length++] = '\n';
                space = false;
            } else {
                out = room(out, length);
                if (space) {
                    out[length++] = ' ';
                }
                out[length++] = c;
                filled = length;
                space = false;
            }
        }
        if (filled == 0) {
            return new byte[0];
        }
        out = room(out, filled);
        out[filled] = '\r';
        out[filled + 1] = '\n';
        return Arrays.copyOf(out, filled + 2);
    }

    private static byte[] room(byte[] out, int length) {
        return length + 2 <= out.length ? out : Arrays.copyOf(out, out.length * 2 + 2);
    }
}
