package dev.mql.nurture.inbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a stranger sent as a message (RFC 5322, 2045, 2046), leniently and within bounds: the first {@value #MOST_BYTES} bytes,
 * {@value #MOST_DEPTH} levels, {@value #MOST_PARTS} parts, {@value #MOST_HEADERS} header lines of all parts together. What is beyond
 * them, or makes no sense, is not there; nothing is refused, nothing thrown, and the time is that of reading each level once. Bytes
 * beyond ASCII come as one character each: what we look for is ASCII. Of one message and thread.
 */
final class MimeReader {
    static final int MOST_BYTES = 256 * 1024;
    static final int MOST_DEPTH = 6;
    static final int MOST_PARTS = 40;
    static final int MOST_HEADERS = 1_000;

    private static final int MOST_HEADER_CHARS = 4_096;
    private static final int MOST_VALUES = 20;
    private static final int MOST_TEXT = 64 * 1024;
    private static final Pattern BOUNDARY = Pattern.compile(
            "boundary\\s{0,9}=\\s{0,9}(?:\"([^\"]{1,200})\"|([^;\\s\"]{1,200}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,100}");

    private int parts;
    private int headerLines;

    private MimeReader() {}

    static Part read(byte[] message) {
        int length = Math.min(message.length, MOST_BYTES);
        String raw = new String(message, 0, length, StandardCharsets.ISO_8859_1);
        return new MimeReader().part(raw, 0, raw.length(), 1);
    }

    /** Reads the fields of a text that is made of such, as {@code message/delivery-status} is: groups between empty lines. */
    static List<Part> groups(String fields, int most) {
        MimeReader reader = new MimeReader();
        List<Part> groups = new ArrayList<>();
        for (int at = 0; at < fields.length() && groups.size() < most; ) {
            Map<String, List<String>> headers = new HashMap<>();
            at = reader.headers(fields, at, fields.length(), headers);
            if (!headers.isEmpty()) {
                groups.add(new Part(headers, "", List.of(), null));
            }
        }
        return groups;
    }

    private Part part(String raw, int from, int to, int depth) {
        parts++;
        Map<String, List<String>> headers = new HashMap<>();
        int body = headers(raw, from, to, headers);
        Part empty = new Part(headers, "", List.of(), null);
        String type = empty.type();
        String boundary = type.startsWith("multipart/") ? boundary(empty.header("content-type")) : null;
        if (boundary != null) {
            return depth < MOST_DEPTH ? new Part(headers, "", split(raw, body, to, boundary, depth), null) : empty;
        }
        String encoding = empty.header("content-transfer-encoding").strip().toLowerCase(Locale.ROOT);
        boolean plain = !encoding.equals("base64") && !encoding.equals("quoted-printable");
        if (type.startsWith("message/rfc822")
                || type.startsWith("text/rfc822")
                || type.startsWith("message/global") && !type.endsWith("status")) {
            if (depth >= MOST_DEPTH) {
                return empty;
            }
            String decoded = plain ? raw : decoded(raw, body, to, encoding);
            Part inner = part(decoded, plain ? body : 0, plain ? to : decoded.length(), depth + 1);
            return new Part(headers, "", List.of(), inner);
        }
        return type.startsWith("text/") || type.startsWith("message/") || type.startsWith("multipart/")
                ? new Part(headers, decoded(raw, body, to, encoding), List.of(), null)
                : empty;
    }

    /** Takes the header lines from a place on. @return where the body begins */
    private int headers(String raw, int from, int to, Map<String, List<String>> into) {
        StringBuilder field = new StringBuilder();
        int at = from;
        while (at < to) {
            int newline = raw.indexOf('\n', at);
            int next = newline < 0 || newline >= to ? to : newline + 1;
            int end = next == to && (newline < 0 || newline >= to) ? to : newline;
            if (end > at && raw.charAt(end - 1) == '\r') {
                end--;
            }
            if (end == at) {
                keep(field, into);
                return next;
            }
            if (++headerLines <= MOST_HEADERS) {
                boolean folded = raw.charAt(at) == ' ' || raw.charAt(at) == '\t';
                if (!folded) {
                    keep(field, into);
                }
                int room = Math.max(0, Math.min(end - at, MOST_HEADER_CHARS - field.length()));
                field.append(raw, at, at + room);
            }
            at = next;
        }
        keep(field, into);
        return to;
    }

    private static void keep(StringBuilder field, Map<String, List<String>> into) {
        int colon = field.indexOf(":");
        if (colon > 0) {
            String name = field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (NAME.matcher(name).matches()) {
                List<String> values = into.computeIfAbsent(name, n -> new ArrayList<>());
                if (values.size() < MOST_VALUES) {
                    values.add(field.substring(colon + 1).strip());
                }
            }
        }
        field.setLength(0);
    }

    private static @Nullable String boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        return !matcher.find() ? null : matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    private List<Part> split(String raw, int from, int to, String boundary, int depth) {
        List<Part> found = new ArrayList<>();
        String mark = "--" + boundary;
        int begin = -1;
        int at = from;
        while (at < to && parts < MOST_PARTS) {
            int line = raw.startsWith(mark, at) && at == from ? at : raw.indexOf("\n" + mark, at);
            line = line > at || line == at && raw.charAt(at) == '\n' ? line + 1 : line;
            if (line < 0 || line + mark.length() > to) {
                break;
            }
            int newline = raw.indexOf('\n', line);
            int next = newline < 0 || newline >= to ? to : newline + 1;
            String rest = raw.substring(line + mark.length(), next).strip();
            if (rest.isEmpty() || rest.startsWith("--")) {
                if (begin >= 0) {
                    found.add(part(raw, begin, Math.max(begin, line - 1), depth + 1));
                }
                if (!rest.isEmpty()) {
                    return found;
                }
                begin = next;
            }
            at = Math.max(next - 1, line + 1); // the newline may begin the next mark
        }
        if (begin >= 0 && begin < to && parts < MOST_PARTS) {
            found.add(part(raw, begin, to, depth + 1)); // cut off, or its end is missing
        }
        return found;
    }

    private static String decoded(String raw, int from, int to, String encoding) {
        String text = raw.substring(from, Math.min(to, from + MOST_TEXT));
        return switch (encoding) {
            case "base64" -> base64(text);
            case "quoted-printable" -> quotedPrintable(text);
            default -> text;
        };
    }

    /** What is no letter of base64 is skipped, and what does not fill a byte at its end is left out. */
    private static String base64(String text) {
        StringBuilder bytes = new StringBuilder(text.length());
        int bits = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(text.charAt(i));
            if (value >= 0) {
                bits = bits << 6 | value;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    bytes.append((char) (bits >> count & 0xFF));
                }
            }
        }
        return bytes.toString();
    }

    private static String quotedPrintable(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '=') {
                plain.append(c);
                continue;
            }
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high >= 0 && low >= 0) {
                plain.append((char) (high << 4 | low));
                i += 2;
            } else if (text.startsWith("=\r\n", i)) {
                i += 2;
            } else if (text.startsWith("=\n", i)) {
                i += 1;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
