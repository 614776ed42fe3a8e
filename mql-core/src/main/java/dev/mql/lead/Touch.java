package dev.mql.lead;

import dev.mql.event.Props;
import dev.mql.event.Values;
import org.jspecify.annotations.Nullable;

/**
 * One event of a lead: what it was, when, about what, and those of its properties that the scoring model asks for.
 *
 * @param at milliseconds since 1970 UTC, whole seconds
 * @param mark 32 bits of the event's id, by which a repeat is recognised; 0 once it is too old to come again
 * @param object the item, else the page, at most {@value #MAX_OBJECT} characters
 * @param props what rules ask for; nothing else is kept
 */
public record Touch(
        String type, long at, long mark, @Nullable String object, Props props) implements Values {
    public static final int MAX_OBJECT = 48;
    public static final int MAX_TEXT = 64;
    /** The property that engaged time measures. */
    public static final String SECONDS = "seconds";
    /** The property that everything else measures: what it is worth. */
    public static final String VALUE = "value";

    private static final double MAX_MEASURE = 1e9;

    public Touch {
        at = at - Math.floorMod(at, 1_000L);
        object = object == null || object.length() <= MAX_OBJECT ? object : object.substring(0, MAX_OBJECT);
    }

    /** Days since 1970 UTC. */
    public long day() {
        return Math.floorDiv(at, Fact.DAY);
    }

    /** Whether both are about the same thing; what is about nothing is like nothing else. */
    public boolean sameObject(Touch other) {
        return object != null && object.equals(other.object) && type.equals(other.type);
    }

    /** What it measured: engaged seconds, else its value; 0 where it measured nothing. */
    double measure() {
        Double seconds = props.number(SECONDS);
        Double value = seconds == null ? props.number(VALUE) : seconds;
        return value == null ? 0 : Math.max(-MAX_MEASURE, Math.min(MAX_MEASURE, value));
    }

    @Override
    public @Nullable String text(String name) {
        return props.text(name);
    }

    @Override
    public @Nullable Double number(String name) {
        return props.number(name);
    }
}
