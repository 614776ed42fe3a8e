package dev.mql.admin.page;

import dev.mql.lead.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/**
 * How numbers, money and times look to one reader. Points are shown to a tenth and rounded down, so that nobody looks qualified who
 * is not.
 *
 * @param now milliseconds since 1970 UTC
 */
public record Show(long now, ZoneId zone) {
    private static final Locale LOCALE = Locale.UK;
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter HEADING = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);

    /** A moment: relative in the text, exact on hover, ISO 8601 for programs. */
    public record When(String iso, String exact, String relative) {}

    /** A bar; lengths in thousandths of its scale, 0 for a mark or tail that is not there. */
    public record Bar(int fill, int tail, int mark, String label) {}

    /** A stage and the class of its sign. */
    public record StageSign(String label, String tone) {}

    public When when(long millis) {
        Instant at = Instant.ofEpochMilli(millis);
        return new When(at.toString(), EXACT.format(at.atZone(zone)), relative(millis));
    }

    private String relative(long millis) {
        long seconds = Math.abs(now - millis) / 1_000;
        if (seconds < 60) {
            return millis <= now ? "just now" : "in a moment";
        }
        String span = span(Duration.ofSeconds(seconds));
        if (seconds >= 60L * 86_400) {
            return DAY.format(Instant.ofEpochMilli(millis).atZone(zone));
        }
        return millis <= now ? span + " ago" : "in " + span;
    }

    /** A length of time in its largest whole unit. */
    public static String span(Duration length) {
        long minutes = length.toMinutes();
        if (minutes < 1) {
            return plural(length.toSeconds(), "second");
        }
        if (minutes < 60) {
            return plural(minutes, "minute");
        }
        return minutes < 48 * 60 ? plural(minutes / 60, "hour") : plural(minutes / (24 * 60), "day");
    }

    /** The time of day, exact on hover. */
    public When clock(long millis) {
        When when = when(millis);
        return new When(
                when.iso(),
                when.exact(),
                CLOCK.format(Instant.ofEpochMilli(millis).atZone(zone)));
    }

    /** The day as a heading: “Today”, “Yesterday”, or its name. */
    public String day(long millis) {
        LocalDate day = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
        LocalDate today = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
        if (day.equals(today)) {
            return "Today";
        }
        return day.equals(today.minusDays(1)) ? "Yesterday" : HEADING.format(day);
    }

    /** Day and time of day, for sentences. */
    public String moment(long millis) {
        return DAY_TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    /** The day as {@code 2026-11-22}, for fields that take a day. */
    public String isoDay(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toString();
    }

    public static String plural(long count, String what) {
        return count(count) + ' ' + what + (count == 1 ? "" : "s");
    }

    public static String count(long count) {
        return NumberFormat.getIntegerInstance(LOCALE).format(count);
    }

    /** Points in tenths, rounded down. */
    public static long tenths(double points) {
        return (long) Math.floor(points * 10 + 1e-9);
    }

    /** Tenths of a point for columns of numbers: always with one decimal. */
    public static String points(long tenths) {
        return tenths(tenths, 1);
    }

    /** Tenths of a point for sentences: without an empty fraction. */
    public static String shortPoints(long tenths) {
        return tenths(tenths, 0);
    }

    private static String tenths(long tenths, int leastDigits) {
        NumberFormat format = NumberFormat.getNumberInstance(LOCALE);
        format.setMinimumFractionDigits(leastDigits);
        format.setMaximumFractionDigits(1);
        return format.format(BigDecimal.valueOf(tenths, 1));
    }

    /** A setting or a number somebody typed: as short as it can be written. */
    public static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    public static String money(BigDecimal amount, String currency) {
        try {
            NumberFormat format = NumberFormat.getCurrencyInstance(LOCALE);
            format.setCurrency(Currency.getInstance(currency));
            return format.format(amount);
        } catch (IllegalArgumentException unknownCurrency) {
            return amount.toPlainString() + ' ' + currency;
        }
    }

    /** A score against the threshold, which stands at two thirds of the scale; the tail is what has faded. */
    public static Bar scoreBar(double value, double beforeFading, double threshold) {
        return new Bar(
                thousandths(value, threshold * 1.5),
                thousandths(beforeFading, threshold * 1.5),
                667,
                points(tenths(value)) + " of " + number(threshold) + " points");
    }

    /** A count as a share of the largest one. */
    public static Bar share(long count, long largest) {
        return new Bar(thousandths((double) count, (double) largest), 0, 0, count(count));
    }

    private static int thousandths(double value, double scale) {
        if (scale <= 0 || value <= 0) {
            return 0;
        }
        return (int) Math.max(6, Math.min(1_000, Math.round(value / scale * 1_000)));
    }

    public static StageSign stage(Stage stage) {
        return switch (stage) {
            case VISITOR -> new StageSign("Visitor", "");
            case SUBSCRIBER -> new StageSign("Subscriber", "known");
            case LEAD -> new StageSign("Lead", "known");
            case MQL -> new StageSign("MQL", "hot");
            case SAL -> new StageSign("Accepted by sales", "hot");
            case SQL -> new StageSign("Qualified by sales", "hot");
            case CUSTOMER -> new StageSign("Customer", "won");
            case DISQUALIFIED -> new StageSign("Disqualified", "out");
        };
    }
}
