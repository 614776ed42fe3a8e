package dev.mql.admin.page.feedback;

import dev.mql.admin.page.BarChart;
import dev.mql.admin.page.Show;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers per week, in the reader's zone. Pure. */
final class Weeks {
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("'Week of' d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final int LEAST = 6;
    private static final int MOST = 26;

    private Weeks() {}

    /** @param days how far back; at most half a year is drawn, the newest part of it */
    static BarChart of(List<Fact> facts, int days, Show show) {
        LocalDate last = monday(show.now(), show);
        int weeks = Math.max(LEAST, Math.min(MOST, days / 7 + 1));
        LocalDate first = last.minusWeeks(weeks - 1);
        long[] counts = new long[weeks];
        for (Fact fact : facts) {
            long at = ChronoUnit.WEEKS.between(first, monday(fact.at(), show));
            if (at >= 0 && at < weeks) {
                counts[(int) at]++;
            }
        }
        List<BarChart.Count> bars = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < weeks; i++) {
            LocalDate week = first.plusWeeks(i);
            bars.add(new BarChart.Count(WEEK.format(week), SHORT.format(week), counts[i]));
            sum += counts[i];
        }
        return BarChart.of("By week", Show.plural(sum, "answer") + " in the last " + weeks + " weeks.", bars);
    }

    private static LocalDate monday(long millis, Show show) {
        return Instant.ofEpochMilli(millis)
                .atZone(show.zone())
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
