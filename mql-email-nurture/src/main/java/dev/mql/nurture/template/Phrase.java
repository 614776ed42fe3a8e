package dev.mql.nurture.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A piece of text with places to be filled, parsed once. Filling puts plain text in and looks at nothing again. Immutable. */
final class Phrase {
    static final Phrase EMPTY = new Phrase(List.of());

    private final List<Part> parts;

    private Phrase(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * @param placeholder what is put in here, or {@code null} where {@code text} stands for itself
     * @param text what stands there where nothing can be put in; {@code null} if there is nothing to say then
     */
    private record Part(
            @Nullable Placeholder placeholder, @Nullable String text) {}

    /** Collects what a line says. */
    static final class Builder {
        private final List<Part> parts = new ArrayList<>();

        void literal(String text) {
            if (!text.isEmpty()) {
                parts.add(new Part(null, text));
            }
        }

        void place(Placeholder placeholder, @Nullable String fallback) {
            parts.add(new Part(placeholder, fallback));
        }

        boolean isEmpty() {
            return parts.isEmpty();
        }

        Phrase build() {
            return new Phrase(parts);
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /**
     * @param values what each placeholder gives; empty where it gives nothing
     * @return {@code null} if a placeholder without a fallback gives nothing
     */
    @Nullable
    String fill(Function<Placeholder, String> values) {
        StringBuilder filled = new StringBuilder(160);
        for (Part part : parts) {
            String value = part.placeholder == null ? "" : values.apply(part.placeholder);
            String said = value.isEmpty() ? part.text : value;
            if (said == null) {
                return null;
            }
            filled.append(said);
        }
        return filled.toString().strip();
    }
}
