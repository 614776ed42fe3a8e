package dev.mql.servlet.gate;

import dev.mql.event.Refusal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells visitors who open more pages than a person can from people, by how many a minute and how many different ones an hour. Of each of
 * the visitors seen last it keeps two counts, in fixed room. Thread-safe.
 */
final class Pace {
    private static final int SETS = 2_048;
    private static final int WAYS = 4;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final int WORDS = 8;
    private static final double BITS = 64.0 * WORDS;

    private final int views;
    private final double bits;
    private final Seen[][] seen = new Seen[SETS][WAYS];

    /**
     * What a visitor turned out to be.
     *
     * @param since when the visitor began to be too fast or too broad, milliseconds since 1970 UTC
     * @param news whether this was found out just now
     */
    record Machine(Refusal reason, long since, boolean news) {}

    private static final class Seen {
        long visitor;
        long last;
        long minute;
        int byFilter;
        int byBeacon;
        long hour;
        int different;
        final long[] paths = new long[WORDS];

        @Nullable
        Machine machine;

        long until;
    }

    /**
     * @param views more in a minute are too fast; 0 = never
     * @param paths more in an hour are too broad; 0 = never
     */
    Pace(int views, int paths) {
        this.views = views == 0 ? Integer.MAX_VALUE : views;
        // So many bits of a random map are set by so many different paths.
        this.bits = paths == 0 ? BITS : BITS * (1 - Math.exp(-paths / BITS));
        for (Seen[] set : seen) {
            Arrays.setAll(set, i -> new Seen());
        }
    }

    /** Whether a visitor was taken for a machine within the hour. */
    @Nullable
    Machine known(long visitor, long now) {
        Seen[] set = set(visitor);
        synchronized (set) {
            for (Seen each : set) {
                if (each.visitor == visitor && each.machine != null && now < each.until) {
                    return each.machine;
                }
            }
        }
        return null;
    }

    /**
     * Counts a page view; filter and beacon see the same ones, so each counts for itself.
     *
     * @param visitor hash of who
     * @param path hash of what
     * @return {@code null} for a person
     */
    @Nullable
    Machine view(long visitor, boolean beacon, long path, long now) {
        Seen[] set = set(visitor);
        synchronized (set) {
            Seen one = find(set, visitor, now);
            if (one.machine != null && now < one.until) {
                return one.machine;
            }
            if (now - one.minute >= MINUTE || now < one.minute) {
                one.minute = now;
                one.byFilter = 0;
                one.byBeacon = 0;
            }
            if (now - one.hour >= HOUR || now < one.hour) {
                one.hour = now;
                one.different = 0;
                Arrays.fill(one.paths, 0);
            }
            int count = beacon ? ++one.byBeacon : ++one.byFilter;
            int word = (int) path & WORDS - 1;
            long bit = 1L << (path >>> 8);
            if ((one.paths[word] & bit) == 0) {
                one.paths[word] |= bit;
                one.different++;
            }
            if (count > views) {
                return found(one, Refusal.TOO_FAST, one.minute, now);
            }
            return one.different > bits ? found(one, Refusal.TOO_BROAD, one.hour, now) : null;
        }
    }

    private static Machine found(Seen one, Refusal reason, long since, long now) {
        one.machine = new Machine(reason, since, false);
        one.until = now + HOUR;
        return new Machine(reason, since, true);
    }

    /** The visitor's place, else that of the one who was away for longest. */
    private static Seen find(Seen[] set, long visitor, long now) {
        Seen oldest = set[0];
        for (Seen each : set) {
            if (each.visitor == visitor) {
                each.last = now;
                return each;
            }
            if (each.last < oldest.last) {
                oldest = each;
            }
        }
        oldest.visitor = visitor;
        oldest.last = now;
        oldest.minute = Long.MIN_VALUE / 2;
        oldest.hour = Long.MIN_VALUE / 2;
        oldest.machine = null;
        return oldest;
    }

    private Seen[] set(long visitor) {
        return seen[(int) (visitor >>> 40) & SETS - 1];
    }
}
