package dev.mql.nurture.series;

import dev.mql.cart.Journey.Depth;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Stage;
import dev.mql.nurture.series.Series.Mode;
import dev.mql.scoring.Grades;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The playbook of a shop that has not published one: the reminder of a cart as the settings say, and ready series for other occasions,
 * switched off.
 */
public final class Usual {
    static final Duration COOL_DOWN = Duration.ofDays(3);
    static final Duration CREDIT = Duration.ofDays(7);
    static final int HOLDOUT = 10;

    private static final List<Path> ANSWERS = List.of(
            Path.forReasons(List.of("only_looking", "bought_elsewhere"), ""),
            Path.forReasons(List.of("price"), "cart.price"),
            Path.forReasons(List.of("shipping_cost", "delivery_time"), "cart.shipping"),
            Path.forReasons(List.of("trust", "payment"), "cart.trust"));

    private final Config config;
    private final Stage from;
    private final int holdout;

    private Usual(Config config) {
        this.config = config;
        this.from = Stage.valueOf(config.get(Settings.RECOVERY_MIN_STAGE).toUpperCase(Locale.ROOT));
        this.holdout = config.get(Settings.RECOVERY_HOLDOUT);
    }

    /** @throws ConfigException if a setting can not be used */
    public static Playbook of(Config config) {
        Usual usual = new Usual(config);
        return new Playbook(
                0,
                List.of(
                        usual.lowQuality(),
                        usual.paymentFailed(),
                        usual.checkout(),
                        usual.cart(),
                        usual.browse(),
                        usual.welcome(),
                        usual.winBack(),
                        usual.satisfaction(),
                        usual.question()),
                usual.limits(),
                "",
                "",
                0);
    }

    private Series cart() {
        List<Step> steps = new ArrayList<>();
        for (Duration delay : config.get(Settings.RECOVERY_DELAYS)) {
            steps.add(step(delay, "cart." + (steps.size() + 1)));
        }
        return series(
                "cart", "Cart left", Kind.RECOVERY, Mode.ON, Entry.of(from, Stage.CUSTOMER, Entry.USUAL_AGE), steps);
    }

    private Series lowQuality() {
        return series(
                "cart_low",
                "Cart left, low quality",
                Kind.RECOVERY,
                Mode.OFF,
                Entry.of(from, Stage.CUSTOMER, Entry.USUAL_AGE).withQuality(Grades.LOW),
                List.of(
                        step(Duration.ofHours(4), "cart.1"),
                        step(Duration.ofHours(72), "low.1"),
                        step(Duration.ofDays(10), "low.2")));
    }

    private Series paymentFailed() {
        return series(
                "payment",
                "Payment failed",
                Kind.RECOVERY,
                Mode.OFF,
                reaching(Depth.PAYMENT_FAILED),
                List.of(step(Duration.ofHours(1), "payment.1"), step(Duration.ofHours(24), "cart.2")));
    }

    private Series checkout() {
        return series(
                "checkout",
                "Checkout left",
                Kind.RECOVERY,
                Mode.OFF,
                reaching(Depth.CHECKOUT),
                List.of(
                        step(Duration.ofHours(1), "checkout.1"),
                        step(Duration.ofHours(24), "cart.2"),
                        step(Duration.ofHours(72), "cart.3")));
    }

    private Entry reaching(Depth depth) {
        return new Entry(
                Set.of(depth),
                from,
                Stage.CUSTOMER,
                List.of(),
                "",
                0,
                0,
                BigDecimal.ZERO,
                null,
                false,
                List.of(),
                List.of(),
                Entry.USUAL_AGE);
    }

    private Series browse() {
        return series(
                "browse",
                "Looked and left",
                Kind.BROWSE,
                Mode.OFF,
                Entry.of(from, Stage.CUSTOMER, Duration.ofDays(3)),
                List.of(Step.saying(Duration.ofHours(4), "browse.1")));
    }

    private Series welcome() {
        return series(
                "welcome",
                "Welcome",
                Kind.WELCOME,
                Mode.OFF,
                Entry.of(Stage.SUBSCRIBER, Stage.CUSTOMER, Entry.USUAL_AGE),
                List.of(
                        Step.saying(Duration.ofMinutes(10), "welcome.1"),
                        Step.saying(Duration.ofDays(4), "welcome.2")));
    }

    private Series winBack() {
        return series(
                "win_back",
                "Not seen for long",
                Kind.WIN_BACK,
                Mode.OFF,
                Entry.of(Stage.CUSTOMER, Stage.CUSTOMER, Duration.ofDays(200)),
                List.of(
                        Step.saying(Duration.ofDays(90), "win_back.1"),
                        Step.saying(Duration.ofDays(120), "win_back.2")));
    }

    private Series satisfaction() {
        return series(
                "satisfaction",
                "After the order",
                Kind.SATISFACTION,
                Mode.OFF,
                Entry.of(Stage.VISITOR, Stage.CUSTOMER, Duration.ofDays(40)),
                List.of(Step.saying(Duration.ofDays(10), "satisfaction.1")));
    }

    private Series question() {
        return series(
                "question",
                "Why not?",
                Kind.QUESTION,
                Mode.OFF,
                Entry.of(from, Stage.CUSTOMER, Entry.USUAL_AGE),
                List.of(Step.saying(Duration.ofDays(3), "question.1")));
    }

    /** From the second mail on an answer that was given meanwhile decides what is said. */
    private static Step step(Duration delay, String text) {
        if (text.endsWith(".1")) {
            return Step.saying(delay, text);
        }
        List<Path> paths = new ArrayList<>(ANSWERS);
        paths.add(Path.always(text));
        return new Step(delay, paths);
    }

    private Series series(String id, String name, Kind occasion, Mode mode, Entry entry, List<Step> steps) {
        boolean asks = occasion == Kind.SATISFACTION || occasion == Kind.QUESTION;
        return new Series(
                id,
                name,
                occasion,
                mode,
                0,
                entry,
                steps,
                asks ? Duration.ZERO : config.get(Settings.RECOVERY_COOL_DOWN),
                asks ? 0 : holdout,
                false,
                CREDIT,
                null);
    }

    private Limits limits() {
        LocalTime[] quiet = quiet();
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : config.get(Settings.MAIL_DAYS)) {
            DayOfWeek day = day(word);
            if (day == null) {
                throw refusal(config.refusal(Settings.MAIL_DAYS, "must be some of mon, tue, wed, thu, fri, sat, sun"));
            }
            days.add(day);
        }
        return new Limits(
                config.get(Settings.MAIL_PER_DAY),
                config.get(Settings.MAIL_PER_WEEK),
                quiet[0],
                quiet[1],
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
                config.get(Settings.MAIL_CATCH_UP));
    }

    private static @Nullable DayOfWeek day(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, 3).equalsIgnoreCase(word)) {
                return day;
            }
        }
        return null;
    }

    private LocalTime[] quiet() {
        String text = config.get(Settings.MAIL_QUIET_HOURS);
        if (text.equals("off")) {
            return new LocalTime[] {LocalTime.MIDNIGHT, LocalTime.MIDNIGHT};
        }
        String[] parts = text.split("-", -1);
        try {
            if (parts.length == 2) {
                return new LocalTime[] {time(parts[0]), time(parts[1])};
            }
        } catch (DateTimeException | NumberFormatException none) {
            // Told below.
        }
        throw refusal(config.refusal(Settings.MAIL_QUIET_HOURS, "must be off, or two times of day such as 21:00-8:00"));
    }

    private static LocalTime time(String text) {
        String[] parts = text.strip().split(":", 2);
        int hour = Integer.parseInt(parts[0]) % 24;
        return LocalTime.of(hour, parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
    }

    private static ConfigException refusal(String text) {
        return new ConfigException(List.of(text));
    }
}
