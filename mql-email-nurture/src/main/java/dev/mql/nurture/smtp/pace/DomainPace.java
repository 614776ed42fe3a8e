package dev.mql.nurture.smtp.pace;

import java.util.Arrays;

/** What is known of one receiving domain. Not thread-safe. */
final class DomainPace {
    /** One that was let go and of which nothing was heard since then has been forgotten by its sender. */
    private static final long FORGOTTEN_AFTER = 5 * 60_000;

    private static final long FIRST_PAUSE = 60_000;
    private static final long LONGEST_PAUSE = 60 * 60_000;

    final Rate rate;
    private final long[] underWay;
    private int count;
    private long pausedUntil = Long.MIN_VALUE;
    private int refusals;

    /** @param atOnce mails under way, at most */
    DomainPace(int perMinute, int atOnce) {
        rate = new Rate(perMinute);
        underWay = new long[atOnce];
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /** Whether one more may be under way. */
    boolean room(long now) {
        while (count > 0 && now - underWay[0] >= FORGOTTEN_AFTER) {
            end();
        }
        return count < underWay.length;
    }

    void begin(long now) {
        underWay[count++] = now;
    }

    /** The oldest is over. */
    void end() {
        if (count > 0) {
            count--;
            System.arraycopy(underWay, 1, underWay, 0, count);
            Arrays.fill(underWay, count, underWay.length, 0);
        }
    }

    /** It takes mails. */
    void accepted() {
        refusals = 0;
    }

    /** It does not want mails just now: left alone for twice as long each time. Refusals of one pause count once. */
    void refused(long now) {
        if (now >= pausedUntil) {
            long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(refusals, 10));
            refusals++;
            pausedUntil = now + pause;
        }
    }
}
