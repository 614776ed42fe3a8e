package dev.mql.event;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Properties of an event: at most {@value #MAX_COUNT} names with a text or a finite number each. Immutable. */
public final class Props implements Values {
    public static final int MAX_COUNT = 64;
    public static final int MAX_TEXT = 512;
    /** Characters of a property's name. */
    public static final int MAX_NAME = 40;

    public static final Props NONE = new Props(Map.of());

    private final Map<String, Object> values;

    private Props(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Takes texts, numbers and booleans; what is too long, too many, or of another kind is refused.
     *
     * @throws Refused with {@link Refusal#BAD_PROPERTY}
     */
    public static Props of(Map<String, ?> given) {
        if (given.isEmpty()) {
            return NONE;
        }
        if (given.size() > MAX_COUNT) {
            throw new Refused(Refusal.BAD_PROPERTY, "at most " + MAX_COUNT + " properties");
        }
        Map<String, Object> kept = new TreeMap<>();
        given.forEach((name, value) -> {
            if (name.isEmpty() || name.length() > MAX_NAME) {
                throw new Refused(Refusal.BAD_PROPERTY, "a property name has 1 to " + MAX_NAME + " characters");
            }
            kept.put(name, checked(value));
        });
        return new Props(kept);
    }

    private static Object checked(@Nullable Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof String text && text.length() <= MAX_TEXT) {
            return text;
        }
        throw new Refused(
                Refusal.BAD_PROPERTY,
                "a property is a text of at most " + MAX_TEXT + " characters, a number or a boolean");
    }

    /** Only the properties of these names, with texts of at most {@code length} characters. */
    public Props only(Set<String> names, int length) {
        if (values.isEmpty() || names.isEmpty()) {
            return NONE;
        }
        Map<String, Object> kept = new TreeMap<>();
        for (String name : names) {
            Object value = values.get(name);
            if (value instanceof String text && text.length() > length) {
                kept.put(name, text.substring(0, length));
            } else if (value != null) {
                kept.put(name, value);
            }
        }
        return kept.isEmpty() ? NONE : new Props(kept);
    }

    /** With the properties of others, which win. */
    public Props and(Props others) {
        if (others.values.isEmpty()) {
            return this;
        }
        Map<String, Object> all = new TreeMap<>(values);
        all.putAll(others.values);
        return new Props(all);
    }

    /** With one more property of our own making. */
    public Props with(String name, Object value) {
        Map<String, Object> all = new TreeMap<>(values);
        all.put(name, checked(value));
        return new Props(all);
    }

    /** The property as text; a whole number is written without its fraction. */
    @Override
    public @Nullable String text(String name) {
        Object value = values.get(name);
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString(number.longValue())
                    : number.toString();
        }
        return (String) value;
    }

    /** The property as a finite number; a text that reads as one counts. {@code null} where there is none. */
    @Override
    public @Nullable Double number(String name) {
        Object value = values.get(name);
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof String text && text.length() <= 24) {
            try {
                double number = Double.parseDouble(text);
                return Double.isFinite(number) ? number : null;
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }
        return null;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Tells each name and its value, a {@code String} or a {@code Double}, in the order of the names. */
    public void forEach(BiConsumer<String, Object> each) {
        values.forEach(each);
    }

    public Set<String> names() {
        return values.keySet();
    }

    /** The value as it was given: a {@code String} or a {@code Double}. */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Props props && values.equals(props.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names only: values may be personal. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
