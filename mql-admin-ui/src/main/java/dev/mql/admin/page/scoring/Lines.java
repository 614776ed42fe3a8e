package dev.mql.admin.page.scoring;

import dev.mql.scoring.ModelJson;
import dev.mql.scoring.ScoringModel;

/** A model as JSON that people edit: each part on a line, each entry of a list on one of its own. Pure. */
final class Lines {
    private static final int DEPTH = 2;

    private Lines() {}

    /** The model without what publishing gives it: version, author, note, time. */
    static String of(ScoringModel model) {
        String json = ModelJson.write(model.published(0, "", "", 0))
                .replaceFirst("^\\{\"version\":0,", "{")
                .replaceFirst(",\"author\":\"\",\"note\":\"\",\"publishedAt\":0}$", "}");
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
                if (++depth <= DEPTH && !empty) {
                    line(out, depth);
                }
            } else if (c == '}' || c == ']') {
                boolean empty = "[{".indexOf(json.charAt(i - 1)) >= 0;
                if (depth-- <= DEPTH && !empty) {
                    line(out, depth);
                }
                out.append(c);
            } else {
                out.append(c);
                if (c == ',' && depth <= DEPTH) {
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
