package dev.mql.json;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value in a document, with the path under which people find it. Each question refuses what has another kind by this path.
 *
 * @param value a {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or {@code null}
 */
public record Field(@Nullable Object value, String path) {

    public static Field of(@Nullable Object value, String path) {
        return new Field(value, path);
    }

    public InvalidFieldException refusal(String reason) {
        return new InvalidFieldException(path.isEmpty() ? "body" : path, reason);
    }

    private Map<?, ?> object() {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw refusal("must be an object");
    }

    /** @throws InvalidFieldException if there are other fields than these: a mistyped one would change nothing and say nothing */
    public Field only(String... known) {
        Set<String> names = new TreeSet<>(Set.of(known));
        for (Object name : object().keySet()) {
            if (!names.contains(name)) {
                throw refusal("has an unknown field; known are " + names);
            }
        }
        return this;
    }

    public Field at(String name) {
        return new Field(object().get(name), path.isEmpty() ? name : path + "." + name);
    }

    public boolean present() {
        return value != null;
    }

    public <T> List<T> list(Function<Field, T> each) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> all)) {
            throw refusal("must be a list");
        }
        List<T> read = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            read.add(each.apply(new Field(all.get(i), path + "[" + i + "]")));
        }
        return read;
    }

    public Map<String, Double> numbers() {
        Map<String, Double> read = new LinkedHashMap<>();
        if (value != null) {
            object().keySet()
                    .forEach(name -> read.put(
                            String.valueOf(name), at(String.valueOf(name)).number()));
        }
        return read;
    }

    public double number() {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw refusal("must be a number");
    }

    public double number(double byDefault) {
        return value == null ? byDefault : number();
    }

    public @Nullable Double optionalNumber() {
        return value == null ? null : (Double) number();
    }

    public int whole(int byDefault) {
        double number = number(byDefault);
        if (number != Math.rint(number) || Math.abs(number) > 1e9) {
            throw refusal("must be a whole number");
        }
        return (int) number;
    }

    public String text(String byDefault) {
        if (value == null) {
            return byDefault;
        }
        if (value instanceof String text) {
            return text;
        }
        throw refusal("must be a text");
    }

    public @Nullable String optionalText() {
        return value == null ? null : text("");
    }

    public boolean truth() {
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw refusal("must be true or false");
    }

    public @Nullable Duration optionalTime() {
        if (value == null) {
            return null;
        }
        try {
            return Duration.parse(text(""));
        } catch (DateTimeParseException bad) {
            throw refusal("must be an ISO 8601 time such as P14D or PT336H");
        }
    }
}
