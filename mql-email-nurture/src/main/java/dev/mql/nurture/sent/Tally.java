package dev.mql.nurture.sent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to marketing mail in the last 24 hours, by hour, and what follows of it. Immutable; one record holds it for all nodes,
 * so that counting and stopping are one step.
 *
 * @param stopped why marketing mail is stopped, or {@code null} while it is not
 * @param since when that was decided, or when it was ended; milliseconds since 1970 UTC, 0 if never
 * @param by who ended it last, or empty
 * @param alarm whether refusals for reasons of policy are many
 * @param hours rising, {@value #HOURS} or so
 */
record Tally(@Nullable String stopped, long since, String by, boolean alarm, List<Hour> hours) {
    static final String COMPLAINTS = "stopped_by_complaints";
    static final String BOUNCES = "stopped_by_bounces";
    static final Tally NOTHING = new Tally(null, 0, "", false, List.of());

    private static final int HOURS = 24;
    private static final long HOUR = 3_600_000;
    private static final String NO = "-";

    /**
     * What was counted.
     *
     * @param policy refusals that are no matter of the receiver
     */
    record Count(long sent, long complaints, long bounces, long policy) {
        static final Count NONE = new Count(0, 0, 0, 0);

        Count plus(Count other) {
            return new Count(
                    sent + other.sent, complaints + other.complaints, bounces + other.bounces, policy + other.policy);
        }

        boolean isEmpty() {
            return equals(NONE);
        }

        /** At least so many, and at least so many in a thousand of what was sent. */
        private boolean reaches(long what, long least, long perMille) {
            return what >= least && what * 1_000 >= sent * perMille;
        }

        @Nullable
        String stop() {
            return reaches(complaints, 3, 3) ? COMPLAINTS : reaches(bounces, 20, 50) ? BOUNCES : null;
        }

        boolean alarm() {
            return reaches(policy, 5, 10);
        }
    }

    /** @param number of the hour since 1970 UTC */
    record Hour(long number, Count count) {}

    Tally {
        hours = List.copyOf(hours);
    }

    /** The last 24 hours together. */
    Count total(long now) {
        return hours.stream()
                .filter(hour -> hour.number() > now / HOUR - HOURS)
                .map(Hour::count)
                .reduce(Count.NONE, Count::plus);
    }

    /** With what was counted, and what follows of it. A stop that is there stays as it is. */
    Tally plus(Count more, long now) {
        long number = now / HOUR;
        List<Hour> kept = new ArrayList<>();
        Count inThis = more;
        for (Hour hour : hours) {
            if (hour.number() == number) {
                inThis = inThis.plus(hour.count());
            } else if (hour.number() > number - HOURS && hour.number() <= number + 1) { // a clock may be behind
                kept.add(hour);
            }
        }
        kept.add(new Hour(number, inThis));
        kept.sort(Comparator.comparingLong(Hour::number));
        Count total = new Tally(null, 0, "", false, kept).total(now);
        String reason = stopped == null ? total.stop() : null;
        return reason == null
                ? new Tally(stopped, since, by, total.alarm(), kept)
                : new Tally(reason, now, "", total.alarm(), kept);
    }

    /** Goes on, and counts anew: what led to the stop must not stop again with the next complaint alone. */
    Tally resumed(String who, long now) {
        return new Tally(null, now, who, false, List.of());
    }

    /** One line for the state, one for each hour. */
    String text() {
        StringBuilder text = new StringBuilder()
                .append(stopped == null ? NO : stopped)
                .append(' ')
                .append(since)
                .append(' ')
                .append(alarm ? "alarm" : NO)
                .append(' ')
                .append(by);
        for (Hour hour : hours) {
            Count c = hour.count();
            text.append('\n')
                    .append(hour.number())
                    .append(' ')
                    .append(c.sent())
                    .append(' ')
                    .append(c.complaints())
                    .append(' ')
                    .append(c.bounces())
                    .append(' ')
                    .append(c.policy());
        }
        return text.toString();
    }

    /** Reads {@link #text}; of a damaged one the stop at least. */
    static Tally parse(String text) {
        String[] lines = text.split("\n", -1);
        String[] state = lines[0].split(" ", 4);
        String stopped = state[0].equals(COMPLAINTS) || state[0].equals(BOUNCES) ? state[0] : null;
        try {
            List<Hour> hours = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                String[] n = lines[i].split(" ", -1);
                Count count = new Count(
                        Long.parseLong(n[1]), Long.parseLong(n[2]), Long.parseLong(n[3]), Long.parseLong(n[4]));
                hours.add(new Hour(Long.parseLong(n[0]), count));
            }
            return new Tally(stopped, Long.parseLong(state[1]), state[3], state[2].equals("alarm"), hours);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
            return new Tally(stopped, 0, "", false, List.of());
        }
    }
}
