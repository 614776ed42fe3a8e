package dev.mql.acquisition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a lead found the shop: the first source and the last one. A visit that nobody sent (typed, bookmarked) is none of them, so the
 * last is the last that says something (GA4: last non-direct click). Both are the same where there was but one.
 */
public record Acquisition(TrafficSource first, TrafficSource last) {
    /** A visit ends after so much silence; GA4 counts the same. */
    static final long VISIT = Duration.ofMinutes(30).toMillis();

    /** With one more arrival, which may be older than what is known. */
    public static Acquisition with(@Nullable Acquisition known, TrafficSource arrival) {
        return known == null
                ? new Acquisition(arrival, arrival)
                : new Acquisition(
                        arrival.at() < known.first.at() ? arrival : known.first,
                        arrival.at() >= known.last.at() ? arrival : known.last);
    }

    /** What two histories of one person say together. */
    public static @Nullable Acquisition merged(@Nullable Acquisition a, @Nullable Acquisition b) {
        return a == null ? b : b == null ? a : with(with(a, b.first), b.last);
    }

    /** What is left when everything up to an instant is forgotten. */
    public static @Nullable Acquisition after(@Nullable Acquisition known, long at) {
        if (known == null || known.last.at() <= at) {
            return null;
        }
        return known.first.at() > at ? known : new Acquisition(known.last, known.last);
    }

    /** Whether an arrival is but a reload or another page of the visit that is known: the same link within half an hour of it. */
    public static boolean known(@Nullable Acquisition known, TrafficSource arrival) {
        return known != null
                && (known.last.same(arrival) && Math.abs(arrival.at() - known.last.at()) < VISIT
                        || arrival.clickId() != null && known.last.same(arrival));
    }
}
