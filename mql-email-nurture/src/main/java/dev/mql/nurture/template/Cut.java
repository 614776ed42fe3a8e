package dev.mql.nurture.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rendered layout without its texts: pieces, and which text follows each of them but the last. Immutable. */
final class Cut {
    /** Of a layout that does more with a text than write it. */
    static final Cut UNUSABLE = new Cut(List.of(), new int[0], 0);

    private final List<String> pieces;
    private final int[] slots;
    private final int length;

    private Cut(List<String> pieces, int[] slots, int length) {
        this.pieces = List.copyOf(pieces);
        this.slots = slots;
        this.length = length;
    }

    /** Of what was rendered with {@link Slots#marking} and this mark. */
    static Cut of(String rendered, String mark) {
        List<String> pieces = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        int next = 0;
        for (int at = rendered.indexOf(mark); at >= 0; at = rendered.indexOf(mark, next)) {
            int end = rendered.indexOf(';', at);
            pieces.add(rendered.substring(next, at));
            slots.add(Integer.parseInt(rendered, at + mark.length(), end, 10));
            next = end + 1;
        }
        pieces.add(rendered.substring(next));
        return new Cut(List.copyOf(pieces), slots.stream().mapToInt(i -> i).toArray(), rendered.length());
    }

    boolean usable() {
        return !pieces.isEmpty();
    }

    String join(List<String> texts) {
        StringBuilder out = new StringBuilder(length + 2_048);
        for (int i = 0; i < slots.length; i++) {
            out.append(pieces.get(i));
            escape(texts.get(slots[i]), out);
        }
        return out.append(pieces.get(slots.length)).toString();
    }

    /** For text and for values in quotes alike; the same five that the engine escapes. */
    private static void escape(String text, StringBuilder out) {
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            String escaped = escaped(text.charAt(i));
            if (escaped != null) {
                out.append(text, next, i).append(escaped);
                next = i + 1;
            }
        }
        out.append(text, next, text.length());
    }

    private static @Nullable String escaped(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> null;
        };
    }
}
