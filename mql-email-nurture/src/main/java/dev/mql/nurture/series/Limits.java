package dev.mql.nurture.series;

import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * What holds for all marketing mail together, whatever series it belongs to. A mail that meets a limit is put off, not lost.
 *
 * @param perDay at most so many to one lead within 24 hours, 1 to 20
 * @param perWeek at most so many within seven days, 1 to 24
 * @param quietFrom from this time of the reader's day nobody is written to; equal to {@code quietTo} for no quiet hours
 * @param quietTo until this time
 * @param days on which mail goes out, at least one
 * @param catchUp how many mails a minute go out that are late because something was down; 0 for any number
 */
public record Limits(
        int perDay, int perWeek, LocalTime quietFrom, LocalTime quietTo, Set<DayOfWeek> days, int catchUp) {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long WEEK = Duration.ofDays(7).toMillis();
    /** A week and a day: whatever the settings, there is an open time in it. */
    private static final int SEARCH = 8;

    public Limits {
        days = Set.copyOf(days);
        Checks.that(perDay >= 1 && perDay <= 20, "perDay", "must be 1 to 20 mails");
        Checks.that(perWeek >= 1 && perWeek <= Lead.MAX_MAILS, "perWeek", "must be 1 to " + Lead.MAX_MAILS + " mails");
        Checks.that(!days.isEmpty(), "days", "must be at least one day of the week");
        Checks.that(catchUp >= 0 && catchUp <= 1_000_000, "catchUp", "must be 0 to 1,000,000 mails a minute");
    }

    /**
     * When the reader may be written to: at that instant, or the first one after it. Clocks that are put forward or back change
     * nothing of the hours on the wall.
     *
     * @param at milliseconds since 1970 UTC
     */
    public long open(long at, ZoneId zone) {
        ZonedDateTime when = Instant.ofEpochMilli(at).atZone(zone);
        for (int i = 0; i < SEARCH; i++) {
            LocalDate day = when.toLocalDate().plusDays(i);
            if (!days.contains(day.getDayOfWeek())) {
                continue;
            }
            for (Window window : windows()) {
                // Where that time does not exist on this day, Java takes the first one that does.
                ZonedDateTime begin = day.atTime(window.from).atZone(zone);
                ZonedDateTime end = window.to.equals(LocalTime.MIDNIGHT)
                        ? day.plusDays(1).atStartOfDay(zone)
                        : day.atTime(window.to).atZone(zone);
                if (when.isBefore(end)) {
                    return Math.max(at, begin.toInstant().toEpochMilli());
                }
            }
        }
        return at; // can not be reached: some day is open, for some time
    }

    private record Window(LocalTime from, LocalTime to) {}

    /** The parts of a day in which mail goes out, in their order. */
    private List<Window> windows() {
        if (quietFrom.equals(quietTo)) {
            return List.of(new Window(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
        }
        if (quietFrom.isAfter(quietTo)) {
            return List.of(new Window(quietTo, quietFrom));
        }
        Window evening = new Window(quietTo, LocalTime.MIDNIGHT);
        return quietFrom.equals(LocalTime.MIDNIGHT)
                ? List.of(evening)
                : List.of(new Window(LocalTime.MIDNIGHT, quietFrom), evening);
    }

    /**
     * When the lead may get another mail: now, or when enough of the earlier ones are long enough ago.
     *
     * @param mine the mail that asks; it does not count against itself
     */
    public long spaced(Lead lead, Mailing mine, long now) {
        List<Long> went = lead.mails().stream()
                .filter(m -> m.kind().marketing() && !m.same(mine.kind(), mine.subject(), mine.step()))
                .filter(m -> m.went() || m.state() == Mailing.State.CLAIMED)
                .map(Mailing::at)
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
        return Math.max(after(went, perDay, DAY, now), after(went, perWeek, WEEK, now));
    }

    /** The n-th newest has to be out of the span. */
    private static long after(List<Long> newestFirst, int most, long span, long now) {
        return newestFirst.size() < most ? now : Math.max(now, newestFirst.get(most - 1) + span);
    }
}
