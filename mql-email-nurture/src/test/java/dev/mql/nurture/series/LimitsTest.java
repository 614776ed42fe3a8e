package dev.mql.nurture.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Mailing.State;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When one reader may get another mail. */
class LimitsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long NOW = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();

    private static Limits limits(String from, String to, Set<DayOfWeek> days) {
        return new Limits(2, 5, LocalTime.parse(from), LocalTime.parse(to), days, 0);
    }

    private static Limits usual() {
        return limits("21:00", "08:00", EnumSet.allOf(DayOfWeek.class));
    }

    private static String open(Limits limits, String local, ZoneId zone) {
        long at = LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli();
        return Instant.ofEpochMilli(limits.open(at, zone))
                .atZone(zone)
                .toLocalDateTime()
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T12:00, 2026-11-25T12:00",
        "2026-11-25T20:59:59.999, 2026-11-25T20:59:59.999",
        "2026-11-25T21:00, 2026-11-26T08:00",
        "2026-11-25T23:30, 2026-11-26T08:00",
        "2026-11-26T00:00, 2026-11-26T08:00",
        "2026-11-26T07:59, 2026-11-26T08:00",
        "2026-11-26T08:00, 2026-11-26T08:00",
        // The nights in which clocks are put forward and back: eight on the wall stays eight on the wall.
        "2026-03-28T22:00, 2026-03-29T08:00",
        "2026-10-24T22:00, 2026-10-25T08:00"
    })
    void nobodyIsWrittenToAtNight(String at, String open) {
        assertThat(open(usual(), at, BERLIN)).isEqualTo(open);
    }

    @Test
    void anHourThatDoesNotExistOpensWhenTheClockGoesOn() {
        Limits early = limits("22:00", "02:30", EnumSet.allOf(DayOfWeek.class));
        assertThat(open(early, "2026-03-28T23:00", BERLIN)).isEqualTo("2026-03-29T03:30");
    }

    @Test
    void quietHoursMayLieWithinADay() {
        Limits siesta = limits("13:00", "16:00", EnumSet.allOf(DayOfWeek.class));
        assertThat(open(siesta, "2026-11-25T12:59", BERLIN)).isEqualTo("2026-11-25T12:59");
        assertThat(open(siesta, "2026-11-25T13:00", BERLIN)).isEqualTo("2026-11-25T16:00");
        assertThat(open(siesta, "2026-11-25T23:59", BERLIN)).isEqualTo("2026-11-25T23:59");
    }

    @Test
    void daysThatAreClosedArePassedOver() {
        Limits week = limits("21:00", "08:00", EnumSet.complementOf(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)));
        assertThat(open(week, "2026-11-27T21:30", BERLIN)).isEqualTo("2026-11-30T08:00");
        assertThat(open(week, "2026-11-28T12:00", BERLIN)).isEqualTo("2026-11-30T08:00");
        Limits mondays = limits("00:00", "00:00", EnumSet.of(DayOfWeek.MONDAY));
        assertThat(open(mondays, "2026-12-01T00:00", BERLIN)).isEqualTo("2026-12-07T00:00");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsFoundIsOpenAndNothingBeforeItIs(long seed) {
        Random random = new Random(seed);
        ZoneId[] zones = {BERLIN, ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"), ZoneId.of("Pacific/Apia")};
        for (int i = 0; i < 300; i++) {
            Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
            Limits limits = limits(
                    LocalTime.of(random.nextInt(24), 30 * random.nextInt(2)).toString(),
                    LocalTime.of(random.nextInt(24), 0).toString(),
                    days);
            ZoneId zone = zones[random.nextInt(zones.length)];
            long at = NOW + random.nextInt(400) * 86_400_000L + random.nextInt(86_400_000);
            long open = limits.open(at, zone);

            assertThat(open).isGreaterThanOrEqualTo(at);
            assertThat(limits.open(open, zone)).as("open when it is said to be").isEqualTo(open);
            if (open > at) {
                long before = at + (long) ((open - 1 - at) * random.nextDouble());
                assertThat(limits.open(before, zone)).as("not earlier").isEqualTo(open);
            }
        }
    }

    private static Lead got(Duration... ago) {
        Lead lead = Lead.fresh(new LeadId(1, 2));
        for (int i = 0; i < ago.length; i++) {
            lead = lead.withMail(Mailing.planned(Kind.RECOVERY, "c" + i, 1, NOW, NOW, NOW)
                    .to(State.SENT, null, NOW - ago[i].toMillis()));
        }
        return lead;
    }

    private static long spaced(Lead lead) {
        return usual().spaced(lead, Mailing.planned(Kind.BROWSE, "b", 1, NOW, NOW, NOW), NOW) - NOW;
    }

    @Test
    void twoMailsADayAreEnoughWhateverSeriesTheyAreOf() {
        assertThat(spaced(got(Duration.ofHours(1)))).isZero();
        assertThat(spaced(got(Duration.ofHours(1), Duration.ofHours(20))))
                .isEqualTo(Duration.ofHours(4).toMillis());
        assertThat(spaced(got(Duration.ofHours(1), Duration.ofHours(24)))).isZero();
    }

    @Test
    void fiveAWeekAreEnough() {
        assertThat(spaced(got(
                        Duration.ofDays(2),
                        Duration.ofDays(3),
                        Duration.ofDays(4),
                        Duration.ofDays(5),
                        Duration.ofDays(6))))
                .isEqualTo(Duration.ofDays(1).toMillis());
    }

    @Test
    void mailsThatDidNotLeaveAndNoticesCountForNothing() {
        Lead lead = got(Duration.ofHours(1))
                .withMail(Mailing.planned(Kind.RECOVERY, "x", 1, NOW, NOW, NOW).to(State.SKIPPED, "no", NOW))
                .withMail(Mailing.planned(Kind.CONFIRM_ADDRESS, "h", 1, NOW, NOW, NOW)
                        .to(State.SENT, null, NOW));
        assertThat(spaced(lead)).isZero();
    }
}
