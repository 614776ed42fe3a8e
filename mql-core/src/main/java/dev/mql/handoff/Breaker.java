package dev.mql.handoff;

import java.time.Duration;

/**
 * Spares a receiver that does not answer: after {@value #FAILURES} failures in a row it is left alone for a minute, then one is
 * tried; while that fails too, the pauses grow to ten minutes. Times are milliseconds since 1970 UTC. Thread-safe.
 */
final class Breaker {
    static final int FAILURES = 5;
    private static final long FIRST_PAUSE = Duration.ofSeconds(60).toMillis();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(10).toMillis();
    /** For how long others wait while one is tried. */
    private static final long PROBE = Duration.ofSeconds(10).toMillis();

    private int failures;
    private long pausedUntil;

    /** When it is worth trying; a time that has come if now. Changes nothing. */
    synchronized long readyAt() {
        return pausedUntil;
    }

    /** Asks to try now; while the receiver is being probed the first who asks may, the others wait for the outcome. */
    synchronized boolean enter(long now) {
        if (now < pausedUntil) {
            return false;
        }
        if (failures >= FAILURES) {
            pausedUntil = now + PROBE;
        }
        return true;
    }

    /** @return whether this ended the pauses */
    synchronized boolean succeeded() {
        boolean ended = failures >= FAILURES;
        failures = 0;
        pausedUntil = 0;
        return ended;
    }

    /** @return whether this failure began the pauses */
    synchronized boolean failed(long now) {
        failures++;
        if (failures < FAILURES) {
            return false;
        }
        int doublings = Math.min(10, failures - FAILURES);
        pausedUntil = now + Math.min(LONGEST_PAUSE, FIRST_PAUSE << doublings);
        return failures == FAILURES;
    }
}
