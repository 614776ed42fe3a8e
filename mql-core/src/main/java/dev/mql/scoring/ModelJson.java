package dev.mql.scoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.mql.event.Refused;
import dev.mql.json.BoundedJson;
import dev.mql.json.Field;
import dev.mql.json.InvalidFieldException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The written form of a scoring model: what the API shows, what the store keeps, what a shop can put under version control. What has
 * its usual value is left out.
 */
public final class ModelJson {
    private static final BoundedJson JSON = new BoundedJson(10, 20_000, 1_000);

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
        json.addProperty("cap", model.cap());
        json.addProperty("resetOnPurchase", model.resetOnPurchase());
        JsonArray rules = new JsonArray();
        model.rules().forEach(rule -> rules.add(rule(rule)));
        json.add("rules", rules);
        JsonObject groups = new JsonObject();
        new TreeMap<>(model.groups()).forEach(groups::addProperty);
        json.add("groups", groups);
        JsonArray fit = new JsonArray();
        model.fit().forEach(rule -> {
            JsonObject one = condition(rule.when());
            one.addProperty("points", rule.points());
            fit.add(one);
        });
        json.add("fit", fit);
        JsonObject grades = new JsonObject();
        grades.add("fit", numbers(model.grades().fitA(), model.grades().fitB()));
        grades.add(
                "engagement",
                numbers(model.grades().engagement1(), model.grades().engagement2()));
        grades.add("high", texts(model.grades().high()));
        json.add("grades", grades);
        JsonArray out = new JsonArray();
        model.disqualifiers().forEach(d -> {
            JsonObject one = new JsonObject();
            one.addProperty("name", d.name());
            optional(one, "event", d.event().isEmpty() ? null : new JsonPrimitive(d.event()));
            one.add("when", conditions(d.when()));
            out.add(one);
        });
        json.add("disqualifiers", out);
        json.addProperty("author", model.author());
        json.addProperty("note", model.note());
        json.addProperty("publishedAt", model.publishedAt());
        return json.toString();
    }

    private static JsonObject rule(Rule rule) {
        JsonObject json = new JsonObject();
        optional(json, "name", rule.name().equals(rule.event()) ? null : new JsonPrimitive(rule.name()));
        json.addProperty("event", rule.event());
        json.addProperty("points", rule.points());
        json.addProperty("maxPerDay", rule.maxPerDay());
        json.addProperty("cap", rule.cap());
        optional(json, "when", rule.when().isEmpty() ? null : conditions(rule.when()));
        Follows follows = rule.follows();
        if (follows != null) {
            JsonObject one = new JsonObject();
            one.addProperty("property", follows.property());
            one.addProperty("per", follows.per());
            one.addProperty("most", follows.most());
            json.add("follows", one);
        }
        Rule.Repeats usual = follows == null ? Rule.Repeats.DAILY : Rule.Repeats.ALWAYS;
        optional(
                json,
                "repeats",
                rule.repeats() == usual
                        ? null
                        : new JsonPrimitive(rule.repeats().word()));
        optional(json, "group", rule.group().isEmpty() ? null : new JsonPrimitive(rule.group()));
        if (!rule.ladder().isEmpty()) {
            JsonArray ladder = new JsonArray();
            rule.ladder().forEach(step -> {
                JsonObject one = new JsonObject();
                one.addProperty("times", step.times());
                one.addProperty("points", step.points());
                ladder.add(one);
            });
            json.add("ladder", ladder);
        }
        optional(
                json,
                "within",
                rule.within() == null ? null : new JsonPrimitive(rule.within().toString()));
        optional(
                json,
                "halfLife",
                rule.halfLife() == null
                        ? null
                        : new JsonPrimitive(rule.halfLife().toString()));
        return json;
    }

    private static JsonArray conditions(Iterable<Condition> all) {
        JsonArray json = new JsonArray();
        all.forEach(c -> json.add(condition(c)));
        return json;
    }

    private static JsonObject condition(Condition condition) {
        JsonObject json = new JsonObject();
        json.addProperty("property", condition.property());
        optional(json, "atLeast", condition.atLeast() == null ? null : new JsonPrimitive(condition.atLeast()));
        optional(json, "atMost", condition.atMost() == null ? null : new JsonPrimitive(condition.atMost()));
        optional(json, "in", condition.in().isEmpty() ? null : texts(condition.in()));
        optional(json, "notIn", condition.notIn().isEmpty() ? null : texts(condition.notIn()));
        optional(json, "like", condition.like() == null ? null : new JsonPrimitive(condition.like()));
        return json;
    }

    private static JsonArray texts(Iterable<String> all) {
        JsonArray json = new JsonArray();
        all.forEach(json::add);
        return json;
    }

    private static JsonArray numbers(double... all) {
        JsonArray json = new JsonArray();
        for (double one : all) {
            json.add(one);
        }
        return json;
    }

    private static void optional(JsonObject json, String name, @Nullable JsonElement value) {
        if (value != null) {
            json.add(name, value);
        }
    }

    /**
     * Reads the written form; what is left out has its usual value.
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
        try {
            return new ModelReader(Field.of(document, "")).model();
        } catch (InvalidFieldException wrong) {
            throw new InvalidModelException(wrong.field(), wrong.reason());
        }
    }
}
