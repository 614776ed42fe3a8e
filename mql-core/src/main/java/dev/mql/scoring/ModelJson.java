package dev.mql.scoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.mql.event.Refused;
import dev.mql.json.BoundedJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The written form of a scoring model: what the API shows, what the store keeps, what a shop can put under version control. */
public final class ModelJson {
    private static final BoundedJson JSON = new BoundedJson(6, 1_000, 1_000);
    private static final Set<String> FIELDS =
            Set.of("version", "halfLife", "threshold", "rules", "author", "note", "publishedAt");

    private ModelJson() {}

    public static String write(ScoringModel model) {
        JsonObject json = new JsonObject();
        json.addProperty("version", model.version());
        json.addProperty("halfLife", model.halfLife().toString());
        JsonObject threshold = new JsonObject();
        threshold.addProperty("in", model.in());
        threshold.addProperty("out", model.out());
        threshold.addProperty("minSignals", model.minSignals());
        json.add("threshold", threshold);
        JsonArray rules = new JsonArray();
        for (Rule rule : model.rules()) {
            JsonObject one = new JsonObject();
            one.addProperty("event", rule.event());
            one.addProperty("points", rule.points());
            one.addProperty("maxPerDay", rule.maxPerDay());
            one.addProperty("cap", rule.cap());
            one.addProperty("per", rule.per());
            rules.add(one);
        }
        json.add("rules", rules);
        json.addProperty("author", model.author());
        json.addProperty("note", model.note());
        json.addProperty("publishedAt", model.publishedAt());
        return json.toString();
    }

    /**
     * Reads the written form; fields about the publication may be left out.
     *
     * @throws InvalidModelException naming the field that is wrong
     */
    public static ScoringModel read(String json) {
        Object document;
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            document = JSON.read(bytes, 0, bytes.length);
        } catch (Refused bad) {
            throw new InvalidModelException("body", String.valueOf(bad.getMessage()));
        }
        Map<?, ?> model = object(document, "body");
        model.keySet().stream().filter(k -> !FIELDS.contains(k)).findFirst().ifPresent(k -> {
            throw new InvalidModelException(
                    "body",
                    "has an unknown field; known are "
                            + FIELDS.stream().sorted().toList());
        });
        Map<?, ?> threshold = object(model.get("threshold"), "threshold");
        List<Rule> rules = new ArrayList<>();
        if (!(model.get("rules") instanceof List<?> list)) {
            throw new InvalidModelException("rules", "must be a list");
        }
        for (int i = 0; i < list.size(); i++) {
            rules.add(rule(object(list.get(i), "rules[" + i + "]"), "rules[" + i + "]"));
        }
        return new ScoringModel(
                (int) number(model, "version", "version", 0.0),
                halfLife(model.get("halfLife")),
                number(threshold, "in", "threshold.in", null),
                number(threshold, "out", "threshold.out", null),
                whole(threshold, "minSignals", "threshold.minSignals"),
                rules,
                text(model, "author"),
                text(model, "note"),
                (long) number(model, "publishedAt", "publishedAt", 0.0));
    }

    private static Rule rule(Map<?, ?> rule, String field) {
        String event = text(rule, "event");
        if (event.isEmpty() || event.length() > 40) {
            throw new InvalidModelException(field + ".event", "must name an event type");
        }
        for (Object key : rule.keySet()) {
            if (!Set.of("event", "points", "maxPerDay", "cap", "per").contains(key)) {
                throw new InvalidModelException(
                        field, "has an unknown field; known are event, points, maxPerDay, cap, per");
            }
        }
        return new Rule(
                event,
                number(rule, "points", field + ".points", null),
                (int) number(rule, "maxPerDay", field + ".maxPerDay", 0.0),
                number(rule, "cap", field + ".cap", 0.0),
                number(rule, "per", field + ".per", 0.0));
    }

    private static Duration halfLife(@Nullable Object value) {
        try {
            return Duration.parse(String.valueOf(value));
        } catch (RuntimeException bad) {
            throw new InvalidModelException("halfLife", "must be an ISO 8601 time such as P14D or PT336H");
        }
    }

    private static Map<?, ?> object(@Nullable Object value, String field) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new InvalidModelException(field, "must be an object");
    }

    private static String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    private static int whole(Map<?, ?> object, String name, String field) {
        double value = number(object, name, field, null);
        if (value != Math.rint(value)) {
            throw new InvalidModelException(field, "must be a whole number");
        }
        return (int) value;
    }

    private static double number(Map<?, ?> object, String name, String field, @Nullable Double byDefault) {
        Object value = object.get(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value == null && byDefault != null) {
            return byDefault;
        }
        throw new InvalidModelException(field, "must be a number");
    }
}
