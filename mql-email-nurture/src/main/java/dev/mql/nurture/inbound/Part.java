package dev.mql.nurture.inbound;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message, as far as it was read.
 *
 * @param headers values by name in lower case, unfolded; of a repeated name the first few
 * @param text what it holds, decoded; empty where it holds parts
 * @param parts of a multipart
 * @param message what stands in a part that is a message itself, or {@code null}
 */
record Part(
        Map<String, List<String>> headers,
        String text,
        List<Part> parts,
        @Nullable Part message) {

    static final String PLAIN = "text/plain";

    String header(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Such as {@code text/plain}, in lower case. */
    String type() {
        String value = header("content-type");
        int end = value.indexOf(';');
        String type = (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() ? PLAIN : type;
    }

    /** This part and all within it, in their order; not what a returned message holds, which is somebody else's word. */
    Stream<Part> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(Part::all));
    }

    /** The first of these types, or {@code null}. */
    @Nullable
    Part first(String... types) {
        return all().filter(part -> List.of(types).contains(part.type()))
                .findFirst()
                .orElse(null);
    }
}
