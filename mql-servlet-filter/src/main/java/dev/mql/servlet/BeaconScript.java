package dev.mql.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code beacon.js} as it is served: without comments and needless space, with short names, with the shop's settings. Made once at
 * the start, so that the file itself stays readable and nothing has to be built or downloaded for it.
 *
 * <p>What the file has to keep to: a comment stands on a line of its own; texts are in {@code '…'} or {@code `…`}, hold none of these
 * marks and end on their line; regular expressions hold neither quotes nor spaces; a statement ends with a semicolon; names that may
 * be shortened, and nothing else, begin with {@code $} and a letter.
 */
final class BeaconScript {
    private static final Pattern SHORTENED = Pattern.compile("\\$[a-zA-Z]+");
    /** Letters that are frequent in the rest of the file come first: that compresses best. */
    private static final String LETTERS = "etaonirsdhlcumpgfywvbkxjqzTFDCMSNAIEOPRLBUGHJKQVWXYZ";

    private final byte[] bytes;
    private final String etag;

    private BeaconScript(String served) {
        this.bytes = served.getBytes(StandardCharsets.UTF_8);
        this.etag = '"' + hash(bytes) + '"';
    }

    /** @param path of the endpoint that takes the events */
    static BeaconScript of(String path, Consent consent) {
        String settings = "[" + quoted(path) + "," + consent.script() + "," + quoted(consent.yes()) + ","
                + quoted(consent.no()) + "]";
        return new BeaconScript(shortNames(squeezed(source())).replace("MQL_SETTINGS", settings));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    /** Changes when the script or a setting in it does; in quotes, as the header wants it. */
    String etag() {
        return etag;
    }

    private static String source() {
        try (InputStream in = BeaconScript.class.getResourceAsStream("beacon.js")) {
            if (in == null) {
                throw new IllegalStateException("beacon.js is missing in the jar of mql-servlet-filter");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("beacon.js can not be read", unreadable);
        }
    }

    static String squeezed(String source) {
        StringBuilder out = new StringBuilder(source.length());
        for (String line : source.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("//")) {
                continue;
            }
            squeeze(line, out);
            if (";{,(>".indexOf(line.charAt(line.length() - 1)) < 0) {
                out.append('\n');
            }
        }
        return out.toString().replace(";}", "}");
    }

    /** Leaves out spaces that separate no words, outside of texts. */
    private static void squeeze(String line, StringBuilder out) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '`') {
                quote = c;
            } else if (c == ' ' && !(word(line.charAt(i - 1)) && word(line.charAt(i + 1)))) {
                continue;
            }
            out.append(c);
        }
    }

    private static boolean word(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    static String shortNames(String script) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        SHORTENED.matcher(script).results().forEach(name -> counts.merge(name.group(), 1, Integer::sum));
        if (counts.size() > LETTERS.length()) {
            throw new IllegalStateException("beacon.js has more than " + LETTERS.length() + " names to shorten");
        }
        List<String> byCount = counts.keySet().stream()
                .sorted(Comparator.comparing((String name) -> -counts.getOrDefault(name, 0)))
                .toList();
        return SHORTENED
                .matcher(script)
                .replaceAll(
                        name -> LETTERS.substring(byCount.indexOf(name.group()), byCount.indexOf(name.group()) + 1));
    }

    /** Settings are checked at the start: they hold neither quotes nor backslashes nor line ends. */
    private static String quoted(String text) {
        return "'" + text + "'";
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
