package dev.mql.admin.page.overview;

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
    private static final int STEP = 36;
    private static final int BAR = 24;
    private static final int HEIGHT = 140;
    private static final int TOP = 24;
    private static final int BOTTOM = 26;

    private Chart() {}

    /** @param all whether these are all changes, rather than the latest of more */
    static OverviewView.Chart of(List<Effect> stageChanges, boolean all, boolean byWeek, Show show) {
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

    private static OverviewView.Chart draw(long[] counts, LocalDate first, boolean all, boolean byWeek) {
        long largest = 1;
        long sum = 0;
        for (long count : counts) {
            largest = Math.max(largest, count);
            sum += count;
        }
        List<OverviewView.Column> bars = new ArrayList<>();
        int base = HEIGHT - BOTTOM;
        for (int i = 0; i < counts.length; i++) {
            LocalDate at = byWeek ? first.plusWeeks(i) : first.plusDays(i);
            int height = counts[i] == 0 ? 1 : Math.max(3, (int) (counts[i] * (base - TOP) / largest));
            int x = i * STEP + (STEP - BAR) / 2;
            // Few labels: every third column, counted from the newest.
            boolean labelled = (counts.length - 1 - i) % 3 == 0;
            bars.add(new OverviewView.Column(
                    (byWeek ? WEEK : DAY).format(at),
                    Show.count(counts[i]),
                    counts[i] == 0 ? "" : Show.count(counts[i]),
                    labelled ? SHORT.format(at) : "",
                    x,
                    base - height,
                    BAR,
                    height,
                    x + BAR / 2));
        }
        int width = counts.length * STEP;
        return new OverviewView.Chart(
                byWeek ? "New MQLs per week" : "New MQLs per day",
                (all ? "" : "At least ") + Show.count(sum) + " in the last " + counts.length
                        + (byWeek ? " weeks." : " days."),
                "0 0 " + width + ' ' + HEIGHT,
                width,
                base,
                bars);
    }

    private static LocalDate day(long millis, Show show) {
        return Instant.ofEpochMilli(millis).atZone(show.zone()).toLocalDate();
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
