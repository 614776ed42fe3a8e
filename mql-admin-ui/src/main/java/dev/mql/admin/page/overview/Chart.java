package dev.mql.admin.page.overview;

import dev.mql.admin.page.BarChart;
import dev.mql.admin.page.Show;
import dev.mql.lead.Stage;
import dev.mql.store.Effect;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** New MQLs per day or week, counted from the changes of stage, in the reader's zone. Pure. */
final class Chart {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("'Week of' d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private Chart() {}

    /** @param all whether these are all changes, rather than the latest of more */
    static BarChart of(List<Effect> stageChanges, boolean all, boolean byWeek, Show show) {
        int columns = byWeek ? 12 : 14;
        LocalDate today = day(show.now(), show);
        LocalDate last = byWeek ? monday(today) : today;
        LocalDate first = byWeek ? last.minusWeeks(columns - 1) : last.minusDays(columns - 1);
        long[] counts = new long[columns];
        for (Effect change : stageChanges) {
            LocalDate at = day(change.at(), show);
            if (Stage.MQL.word().equals(change.fields().get("to")) && !at.isBefore(first) && !at.isAfter(today)) {
                counts[(int) (byWeek ? ChronoUnit.WEEKS : ChronoUnit.DAYS).between(first, at)]++;
            }
        }
        return draw(counts, first, all, byWeek);
    }

    private static BarChart draw(long[] counts, LocalDate first, boolean all, boolean byWeek) {
        long sum = 0;
        List<BarChart.Count> bars = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            LocalDate at = byWeek ? first.plusWeeks(i) : first.plusDays(i);
            sum += counts[i];
            bars.add(new BarChart.Count((byWeek ? WEEK : DAY).format(at), SHORT.format(at), counts[i]));
        }
        return BarChart.of(
                byWeek ? "New MQLs per week" : "New MQLs per day",
                (all ? "" : "At least ") + Show.count(sum) + " in the last " + counts.length
                        + (byWeek ? " weeks." : " days."),
                bars);
    }

    private static LocalDate day(long millis, Show show) {
        return Instant.ofEpochMilli(millis).atZone(show.zone()).toLocalDate();
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
