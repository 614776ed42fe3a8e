package dev.mql.nurture.series;

import dev.mql.json.InvalidFieldException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Refuses what a definition can not hold, by the name of the field. */
final class Checks {
    private Checks() {}

    static void that(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidFieldException(field, reason);
        }
    }

    static void span(Duration value, Duration least, Duration most, String field) {
        that(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                field,
                "must be a time from " + least + " to " + most);
    }

    static String words(Collection<? extends Enum<?>> all) {
        return all.stream().map(e -> e.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
    }
}
