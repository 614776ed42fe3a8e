package dev.mql.nurture.send;

/** Gives out instants, at most so many a minute: who comes while many do gets a later one. Thread-safe. */
final class Slots {
    private long next;

    /**
     * @param perMinute 0 for any number
     * @return now, or the first free instant after it; it is taken thereby
     */
    synchronized long take(long now, int perMinute) {
        if (perMinute <= 0) {
            return now;
        }
        long slot = Math.max(now, next);
        next = slot + Math.max(1, 60_000 / perMinute);
        return slot;
    }
}
