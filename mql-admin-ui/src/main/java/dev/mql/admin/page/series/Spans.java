package dev.mql.admin.page.series;

import dev.mql.admin.page.Show;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lengths of time as people write them: a whole number of one unit. Pure. */
public final class Spans {
    /** Units of forms, as they are sent. */
    static final List<String> UNITS = List.of("seconds", "minutes", "hours", "days");

    private Spans() {}

    /** The largest unit of which it is a whole number; none is lost. */
    static String unit(Duration span) {
        if (span.toSeconds() % 86_400 == 0) {
            return "days";
        }
        return span.toSeconds() % 3_600 == 0 ? "hours" : span.toSeconds() % 60 == 0 ? "minutes" : "seconds";
    }

    static long number(Duration span) {
        return span.toSeconds() / one(unit(span)).toSeconds();
    }

    static Duration one(String unit) {
        return ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT)).getDuration();
    }

    /** “36 hours”, “3 days”. */
    public static String words(Duration span) {
        String unit = unit(span);
        return Show.plural(number(span), unit.substring(0, unit.length() - 1));
    }

    static String words(List<Duration> spans) {
        return spans.stream().map(Spans::words).collect(Collectors.joining(", "));
    }
}
