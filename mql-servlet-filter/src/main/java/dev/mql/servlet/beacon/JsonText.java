package dev.mql.servlet.beacon;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Texts of JSON that are more than plain ASCII. */
final class JsonText {
    /** Characters below it are the same in all Unicode forms. */
    private static final char COMPOSED = 0x300;

    private JsonText() {}

    /**
     * What stands between two quotes, in Unicode form NFC.
     *
     * @throws dev.mql.event.Refused as malformed if it is not UTF-8, or an escape is none, or half of a character
     */
    static String of(byte[] json, int begin, int length) {
        return normal(unescaped(decoded(json, begin, length)));
    }

    private static String decoded(byte[] json, int begin, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json, begin, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw JsonBytes.bad("the body is not UTF-8");
        }
    }

    private static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                c = raw.charAt(++i);
                switch (c) {
                    case '"', '\\', '/' -> {}
                    case 'b' -> c = '\b';
                    case 'f' -> c = '\f';
                    case 'n' -> c = '\n';
                    case 'r' -> c = '\r';
                    case 't' -> c = '\t';
                    case 'u' -> {
                        c = (char) hex(raw, i + 1);
                        i += 4;
                    }
                    default -> throw JsonBytes.bad("a text has an escape that is none");
                }
            }
            text.append(c);
        }
        return text.toString();
    }

    private static int hex(String raw, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < raw.length() && raw.charAt(i) < 128 ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                throw JsonBytes.bad("a text has an escape that is none");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Half of a pair is no character, though an escape can say it. */
    private static String normal(String text) {
        boolean composed = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw JsonBytes.bad("a text has half of a character");
            }
            composed &= c < COMPOSED;
        }
        return composed ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
