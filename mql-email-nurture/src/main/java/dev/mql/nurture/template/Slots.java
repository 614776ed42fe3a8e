package dev.mql.nurture.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a view: notes its texts in their order, and its shape, which is all that a layout may decide by: what is there, how many
 * there are, which texts are empty. For one thread and one walk.
 */
final class Slots {
    private final @Nullable String mark;
    private final List<String> texts = new ArrayList<>(64);
    private final StringBuilder shape = new StringBuilder(96);

    private Slots(@Nullable String mark) {
        this.mark = mark;
    }

    /** Leaves the texts as they are. */
    static Slots reading() {
        return new Slots(null);
    }

    /** Puts {@code mark}, its number and a semicolon in the place of each text. */
    static Slots marking(String mark) {
        return new Slots(mark);
    }

    String text(String text) {
        shape.append(text.isEmpty() ? '-' : 'x');
        if (text.isEmpty()) {
            return text;
        }
        texts.add(text);
        return mark == null ? text : mark + (texts.size() - 1) + ';';
    }

    <T> @Nullable T maybe(@Nullable T part, UnaryOperator<T> walk) {
        shape.append(part == null ? '0' : '1');
        return part == null ? null : walk.apply(part);
    }

    <T> List<T> each(List<T> parts, UnaryOperator<T> walk) {
        shape.append(parts.size()).append(':');
        List<T> walked = new ArrayList<>(parts.size());
        for (T part : parts) {
            walked.add(walk.apply(part));
        }
        return walked;
    }

    /** In the order of the walk, without the empty ones. */
    List<String> texts() {
        return texts;
    }

    String shape() {
        return shape.toString();
    }
}
