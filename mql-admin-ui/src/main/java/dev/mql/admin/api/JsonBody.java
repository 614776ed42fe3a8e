package dev.mql.admin.api;

import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.event.Refused;
import dev.mql.json.BoundedJson;
import java.util.Map;
import java.util.Set;

/** A small JSON object that somebody sent, its fields read by name. */
final class JsonBody {
    private static final int MAX_BODY = 64 * 1024;
    private static final BoundedJson JSON = new BoundedJson(3, 256, 1_000);

    private final Map<?, ?> fields;

    private JsonBody(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** @throws Failure 400 if the body is no JSON object */
    static JsonBody read(Call call) {
        byte[] body = call.body(MAX_BODY);
        try {
            if (JSON.read(body, 0, body.length) instanceof Map<?, ?> fields) {
                return new JsonBody(fields);
            }
        } catch (Refused refused) {
            throw new Failure(400, refused.reason().word(), "Bad request", refused.getMessage() + ".");
        }
        throw new Failure(400, "malformed", "Bad request", "The body is a JSON object.");
    }

    /** @throws Failure 400 if there is a field of another name */
    JsonBody only(String... names) {
        if (!Set.of(names).containsAll(fields.keySet())) {
            throw new Failure(
                    400, "unknown_field", "Bad request", "The body has the fields " + String.join(", ", names) + ".");
        }
        return this;
    }

    Map<?, ?> fields() {
        return fields;
    }

    /** @throws Failure 400 if it is there and no text */
    String text(String name, String otherwise) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return value == null ? otherwise : (String) value;
        }
        throw new Failure(400, "bad_field", "Bad request", name + " is a text.");
    }

    /** @throws Failure 400 if it is missing or no number */
    double number(String name) {
        if (fields.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new Failure(400, "bad_field", "Bad request", name + " is a number.");
    }
}
