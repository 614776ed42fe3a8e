package dev.mql.admin.page;

/** JSON that people edit: each part on a line, each entry of a list on one of its own. Pure. */
public final class JsonLines {
    private JsonLines() {}

    /**
     * @param json valid, without any space between its parts
     * @param levels how deep parts have lines of their own
     */
    public static String of(String json, int levels) {
        StringBuilder out = new StringBuilder(json.length() * 2);
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                out.append(c);
                if (c == '\\') {
                    out.append(json.charAt(++i));
                }
                quoted = c != '"';
                continue;
            }
            quoted = c == '"';
            if (c == '{' || c == '[') {
                out.append(c);
                boolean empty = "]}".indexOf(json.charAt(i + 1)) >= 0;
                if (++depth <= levels && !empty) {
                    line(out, depth);
                }
            } else if (c == '}' || c == ']') {
                boolean empty = "[{".indexOf(json.charAt(i - 1)) >= 0;
                if (depth-- <= levels && !empty) {
                    line(out, depth);
                }
                out.append(c);
            } else {
                out.append(c);
                if (c == ',' && depth <= levels) {
                    line(out, depth);
                } else if (c == ',' || c == ':') {
                    out.append(' ');
                }
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, int depth) {
        out.append('\n').append("  ".repeat(depth));
    }
}
