package dev.mql.nurture.smtp.pace;

import java.time.LocalDate;
import java.util.List;

/**
 * How many mails a new sender sends on each of its first days, so that large providers get to know it. Days are those of UTC. Before
 * the first day the number of the first day holds; after the last there is no limit.
 *
 * @param mails of the first, second … day
 */
public record WarmUp(LocalDate start, List<Integer> mails) {
    static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final long DAY = 86_400_000;

    public WarmUp {
        mails = List.copyOf(mails);
        if (mails.size() > 366 || mails.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("at most 366 days, at least one mail on each");
        }
    }

    /** Days since 1970. */
    static long day(long now) {
        return Math.floorDiv(now, DAY);
    }

    static long startOf(long day) {
        return day * DAY;
    }

    static String name(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    /** Mails of that day, or {@link #NO_LIMIT}. */
    int quota(long day) {
        long index = Math.max(0, day - start.toEpochDay());
        return index < mails.size() ? mails.get((int) index) : NO_LIMIT;
    }

    /**
     * When the n-th of the mails that found a day full may be tried again: spread over the days that follow, as many on each as it has
     * mails.
     *
     * @param n from 0
     */
    long later(long fullDay, long n) {
        long left = n;
        long day = fullDay + 1;
        for (int quota = quota(day); quota != NO_LIMIT && left >= quota; quota = quota(day)) {
            left -= quota;
            day++;
        }
        int quota = quota(day);
        return startOf(day) + (quota == NO_LIMIT ? left * 1_000 % DAY : left * (DAY / quota));
    }
}
