package dev.mql.servlet.gate;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How much each of many may do in a minute, in fixed room: who they are is a hash, and two places are kept for each, so that somebody is
 * held back by others only if both happen to be taken. A place holds the instant at which its bucket is full again. Thread-safe.
 */
final class Buckets {
    private final AtomicLongArray fullAt;
    private final int mask;
    /** Microseconds in which one is earned. */
    private final long each;
    /** Microseconds in which an empty bucket fills. */
    private final long whole;

    /**
     * @param places a power of two
     * @param perMinute also what may come at once after a minute of rest; 0 = no limit
     */
    Buckets(int places, long perMinute) {
        fullAt = new AtomicLongArray(perMinute == 0 ? 1 : places);
        mask = fullAt.length() - 1;
        each = perMinute == 0 ? 0 : Math.max(1, 60_000_000 / perMinute);
        whole = each * perMinute;
    }

    /**
     * Takes so many, all or none. More than a minute's worth counts as a minute's.
     *
     * @param millis since 1970 UTC; may jump
     * @return 0 if they were taken, else the milliseconds after which they may be
     */
    long take(long who, long count, long millis) {
        if (each == 0) {
            return 0;
        }
        long now = millis * 1_000;
        long cost = Math.min(count * each, whole);
        int one = (int) who & mask;
        int other = (int) (who >>> 32) & mask;
        long wait = Math.min(wait(one, cost, now), wait(other, cost, now));
        if (wait > 0) {
            return (wait + 999) / 1_000;
        }
        charge(one, cost, now);
        if (other != one) {
            charge(other, cost, now);
        }
        return 0;
    }

    private long wait(int place, long cost, long now) {
        return begun(fullAt.get(place), now) + cost - whole - now;
    }

    private void charge(int place, long cost, long now) {
        long before;
        do {
            before = fullAt.get(place);
        } while (!fullAt.weakCompareAndSetVolatile(place, before, Math.min(begun(before, now) + cost, now + whole)));
    }

    /** A time that lies further ahead than an empty bucket's is from before the clock was put back. */
    private long begun(long at, long now) {
        return at < now || at > now + whole ? now : at;
    }
}
