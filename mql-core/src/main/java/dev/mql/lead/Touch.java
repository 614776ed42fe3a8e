package dev.mql.lead;

import org.jspecify.annotations.Nullable;

/**
 * A recent event as the timeline shows it and as repeats are recognised.
 *
 * @param at milliseconds since 1970 UTC, whole seconds
 * @param mark 40 bits of the event's id
 * @param object the item or page, at most {@value #MAX_OBJECT} characters
 */
public record Touch(
        String type, long at, long mark, @Nullable String object) {
    public static final int MAX_OBJECT = 48;
}
