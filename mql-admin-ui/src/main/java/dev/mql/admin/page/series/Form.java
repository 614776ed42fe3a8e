package dev.mql.admin.page.series;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the fields of a form: what is in force, or what was typed and why it can not be. Public because templates read it.
 *
 * @param values by the name of the field; a box has one if it is ticked
 * @param errors for people, by the name of the field
 */
public record Form(Map<String, String> values, Map<String, String> errors) {
    public Form {
        values = Map.copyOf(values);
        errors = Map.copyOf(errors);
    }

    static Form of(Map<String, String> values) {
        return new Form(values, Map.of());
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean ticked(String name) {
        return values.containsKey(name);
    }

    public @Nullable String error(String name) {
        return errors.get(name);
    }

    public List<String> units() {
        return Spans.UNITS;
    }
}
