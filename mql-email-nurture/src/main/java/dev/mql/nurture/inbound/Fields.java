package dev.mql.nurture.inbound;

import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.identity.Addresses;
import dev.mql.json.BoundedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a provider's JSON, of which anything may be missing or of another kind than said. */
record Fields(Map<?, ?> values) {
    private static final BoundedJson JSON = new BoundedJson(12, 60_000, InboundServlet.MOST_BYTES);
    private static final int MOST_TEXT = 20_000;

    /** @throws Refused if the body is no JSON within the bounds */
    static @Nullable Object json(byte[] body) {
        return JSON.read(body, 0, body.length);
    }

    /** @throws Refused if the body is no JSON object within the bounds */
    static Fields object(byte[] body) {
        return required(json(body));
    }

    private static Fields required(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map);
        }
        throw new Refused(Refusal.MALFORMED, "the body is not a JSON object");
    }

    /**
     * The objects of a list; what is none stands as an empty one.
     *
     * @throws Refused if it is no list
     */
    static List<Fields> list(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw new Refused(Refusal.MALFORMED, "a list of events is missing");
        }
        List<Fields> all = new ArrayList<>();
        list.forEach(each -> all.add(new Fields(each instanceof Map<?, ?> map ? map : Map.of())));
        return all;
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    /** Empty where there is none. */
    Fields in(String name) {
        return new Fields(values.get(name) instanceof Map<?, ?> map ? map : Map.of());
    }

    /** A text or a whole number, shortened; empty where there is none. */
    String text(String name) {
        Object value = values.get(name);
        String text = value instanceof String s ? s : value instanceof Long n ? n.toString() : "";
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
    }

    /** A mail address in normal form, or {@code null}. */
    @Nullable
    String address(String name) {
        String text = text(name);
        return text.isEmpty() || text.length() > 320 ? null : Addresses.normal(text);
    }
}
