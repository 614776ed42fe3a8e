package dev.mql.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Safe for use by many threads. */
public final class TickingClock implements InstantSource {

    private volatile Instant now;

    /**
     * @param start the first instant that the clock shows
     */
    public TickingClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Moves the clock by a duration; a negative one turns it back, as a corrected system clock does.
     *
     * @return the new instant
     */
    public synchronized Instant advance(Duration by) {
        Instant moved = now.plus(by);
        now = moved;
        return moved;
    }

    /** Sets the clock to an instant, earlier or later than the one it shows. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    @Override
    public String toString() {
        return "TickingClock[" + now + "]";
    }
}
