package dev.mql.servlet.beacon;

import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one JSON document (RFC 8259) of a stranger, from its bytes, building nothing that was not asked for. Strict: UTF-8 only,
 * no deeper than five levels; texts come in Unicode form NFC. What is no such document is {@link Refused} as malformed. For one thread.
 */
final class JsonBytes {
    private static final int MAX_DEPTH = 5;
    static final int MAX_DIGITS = 18;
    private static final int MAX_NUMBER = 26;

    private final byte[] json;
    private final int end;
    private int at;
    private int depth;
    private boolean first;

    JsonBytes(byte[] json, int length) {
        this.json = json;
        this.end = length;
    }

    /** The first character of the value that comes next; a number may begin with a digit or a minus. */
    char next() {
        space();
        return (char) (at < end ? json[at] : 0);
    }

    /** Steps into an object or an array. */
    void enter(char bracket) {
        expect(bracket);
        if (++depth > MAX_DEPTH) {
            throw bad("JSON is nested deeper than " + MAX_DEPTH);
        }
        first = true;
    }

    /** Whether there is one more field or element; steps out behind the last one. */
    boolean more(char bracket) {
        if (next() == bracket) {
            at++;
            depth--;
            first = false;
            return false;
        }
        if (!first) {
            expect(',');
        }
        first = false;
        return true;
    }

    /** The name of the field that comes next; one of the known texts where it is equal to it. */
    String name(String... known) {
        String name = null;
        space();
        for (String each : known) {
            if (is(each)) {
                at += each.length() + 2;
                name = each;
                break;
            }
        }
        if (name == null) {
            name = text();
        }
        expect(':');
        return name;
    }

    private boolean is(String name) {
        int length = name.length();
        if (at + length + 1 >= end || json[at] != '"' || json[at + length + 1] != '"') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (json[at + 1 + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text() {
        expect('"');
        int begin = at;
        boolean plain = true;
        for (; at < end; at++) {
            byte b = json[at];
            if (b == '"') {
                int length = at++ - begin;
                return plain
                        ? new String(json, begin, length, StandardCharsets.ISO_8859_1)
                        : JsonText.of(json, begin, length);
            }
            if (b == '\\') {
                plain = false;
                at++;
            } else if (b < 0x20) {
                if (b >= 0) {
                    throw bad("a text has a control character that is not escaped");
                }
                plain = false;
            }
        }
        throw bad("the document ends too early");
    }

    /** A number: a {@link Long} where it is written as a whole one. {@code null} if it has more than 18 digits, or is out of range. */
    @Nullable
    Number number() {
        space();
        int begin = at;
        boolean whole = true;
        int digits = 0;
        while (at < end && number(json[at])) {
            whole &= json[at] == '-' || json[at] >= '0' && json[at] <= '9';
            digits += json[at] >= '0' && json[at] <= '9' ? 1 : 0;
            at++;
        }
        if (!wellFormed(begin)) {
            throw bad("the body is not valid JSON");
        }
        if (digits > MAX_DIGITS || at - begin > MAX_NUMBER) {
            return null;
        }
        if (whole) {
            return whole(begin);
        }
        double value = Double.parseDouble(new String(json, begin, at - begin, StandardCharsets.ISO_8859_1));
        return Double.isFinite(value) ? value : null;
    }

    private long whole(int begin) {
        long value = 0;
        for (int i = json[begin] == '-' ? begin + 1 : begin; i < at; i++) {
            value = value * 10 + json[i] - '0';
        }
        return json[begin] == '-' ? -value : value;
    }

    private static boolean number(byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    /** {@code -? (0 | 1-9 digits) (. digits)? ((e|E) (+|-)? digits)?}, from there to here. */
    private boolean wellFormed(int begin) {
        int i = begin + (begin < at && json[begin] == '-' ? 1 : 0);
        int digits = digits(i);
        if (digits == i || json[i] == '0' && digits > i + 1) {
            return false;
        }
        i = digits;
        if (i < at && json[i] == '.') {
            digits = digits(++i);
            if (digits == i) {
                return false;
            }
            i = digits;
        }
        if (i < at && (json[i] | 0x20) == 'e') {
            i++;
            i += i < at && (json[i] == '+' || json[i] == '-') ? 1 : 0;
            digits = digits(i);
            return digits > i && digits == at;
        }
        return i == at;
    }

    private int digits(int from) {
        int i = from;
        while (i < at && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        return i;
    }

    /** One of {@code true}, {@code false} and {@code null}, as it stands there. */
    String word() {
        String word =
                switch (next()) {
                    case 't' -> "true";
                    case 'f' -> "false";
                    case 'n' -> "null";
                    default -> throw bad("the body is not valid JSON");
                };
        for (int i = 0; i < word.length(); i++) {
            if (at >= end || json[at++] != word.charAt(i)) {
                throw bad("the body is not valid JSON");
            }
        }
        return word;
    }

    /** Passes over one value, which must be valid all the same. */
    void skip() {
        char kind = next();
        switch (kind) {
            case '{' -> {
                enter('{');
                while (more('}')) {
                    name();
                    skip();
                }
            }
            case '[' -> {
                enter('[');
                while (more(']')) {
                    skip();
                }
            }
            case '"' -> text();
            case 't', 'f', 'n' -> word();
            default -> number();
        }
    }

    /** @throws Refused if anything but space follows */
    void finish() {
        space();
        if (at < end) {
            throw bad("something follows the end of the JSON document");
        }
    }

    private void expect(char c) {
        space();
        if (at >= end || json[at++] != c) {
            throw bad(at >= end ? "the document ends too early" : "the body is not valid JSON");
        }
    }

    private void space() {
        while (at < end && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    static Refused bad(String why) {
        return new Refused(Refusal.MALFORMED, why);
    }
}
