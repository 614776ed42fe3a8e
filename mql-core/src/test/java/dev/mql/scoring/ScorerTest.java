package dev.mql.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mql.lead.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerTest {
    private static final long NOW = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;

    private static ScoringModel model(Rule... rules) {
        return new ScoringModel(1, Duration.ofDays(14), 60, 40, 1, List.of(rules), "test", "", 0);
    }

    private static Score score(ScoringModel model, Activity activity, long now) {
        return new Scorer(model).score(activity, now);
    }

    @Test
    void pointsHalveWithTheHalfLife() {
        Activity one = Activity.NONE.with("quote_request", NOW, 1, null, 0);
        ScoringModel model = model(Rule.each("quote_request", 40));
        assertThat(score(model, one, NOW).value()).isEqualTo(40);
        assertThat(score(model, one, NOW + 14 * DAY).value()).isCloseTo(20, within(1e-9));
        assertThat(score(model, one, NOW + 28 * DAY).value()).isCloseTo(10, within(1e-9));
    }

    @Test
    void dailyLimitCutsAndTheLedgerSaysSo() {
        Activity five = Activity.NONE;
        for (int i = 0; i < 5; i++) {
            five = five.with("view_pricing", NOW - i, i, "/pricing/" + i, 0);
        }
        Score score = score(model(Rule.daily("view_pricing", 8, 2)), five, NOW);
        assertThat(score.lines()).singleElement().satisfies(line -> {
            assertThat(line.count()).isEqualTo(5);
            assertThat(line.given()).isEqualTo(40);
            assertThat(line.cut()).isEqualTo(24);
            assertThat(line.left()).isCloseTo(16, within(0.01));
        });
    }

    @Test
    void sameObjectOnOneDayCountsOnce() {
        Activity reloads = Activity.NONE
                .with("view_item", NOW - 1_000, 1, "7", 0)
                .with("view_item", NOW, 2, "7", 0)
                .with("view_item", NOW, 3, "8", 0);
        assertThat(score(model(Rule.each("view_item", 3)), reloads, NOW).value())
                .isCloseTo(6, within(1e-9));
    }

    @Test
    void capTakesFromTheOldestPoints() {
        Activity days = Activity.NONE
                .with("page_view", NOW, 1, "/a", 0)
                .with("page_view", NOW - DAY, 2, "/a", 0)
                .with("page_view", NOW - 2 * DAY, 3, "/a", 0);
        Score score = score(model(new Rule("page_view", 4, 0, 6, 0)), days, NOW);
        assertThat(score.lines()).extracting(LedgerLine::cut).containsExactly(0.0, 2.0, 4.0);
    }

    @Test
    void engagedMinutesEarnByTheMinute() {
        Activity engaged = Activity.NONE.with("engaged_time", NOW, 1, "/a", 90).with("engaged_time", NOW, 2, "/b", 30);
        assertThat(score(model(new Rule("engaged_time", 1, 0, 20, 60)), engaged, NOW)
                        .value())
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void fallDateIsTheInstantAtWhichTheScorePassesTheLowerThreshold() {
        Activity one = Activity.NONE.with("quote_request", NOW, 1, null, 0);
        ScoringModel model = model(Rule.each("quote_request", 80));
        long falls = score(model, one, NOW).fallsAt(model, NOW);
        assertThat(score(model, one, falls - 1_000).value()).isGreaterThan(40);
        assertThat(score(model, one, falls + 1_000).value()).isLessThan(40);
        assertThat(falls).isCloseTo(NOW + 14 * DAY, within(5L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void orderOfArrivalAndRepeatsChangeNothingAndTheLedgerAddsUp(long seed) {
        Random random = new Random(seed);
        ScoringModel preset = ScoringModel.smallTicket();
        for (int history = 0; history < 50; history++) {
            List<Object[]> events = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                String type = preset.rules()
                        .get(random.nextInt(preset.rules().size()))
                        .event();
                events.add(new Object[] {
                    type,
                    NOW - random.nextInt(7 * 86_400) * 1_000L,
                    random.nextLong() & 0xFF_FFFF_FFFFL,
                    "/p/" + random.nextInt(4)
                });
            }
            Score first = score(preset, history(events, random), NOW);
            Score second = score(preset, history(events, random), NOW);
            assertThat(second).isEqualTo(first);
            assertThat(first.lines().stream().mapToDouble(LedgerLine::left).sum())
                    .isCloseTo(first.value(), within(1e-9));
        }
    }

    private static Activity history(List<Object[]> events, Random random) {
        List<Object[]> shuffled = new ArrayList<>(events);
        shuffled.addAll(events.subList(0, events.size() / 2));
        Collections.shuffle(shuffled, random);
        Activity activity = Activity.NONE;
        for (Object[] e : shuffled) {
            if (!activity.has((long) e[2])) {
                activity = activity.with((String) e[0], (long) e[1], (long) e[2], (String) e[3], 30);
            }
        }
        return activity;
    }

    @Test
    void orderOfLeadsStaysRightAsTimePasses() {
        Scorer scorer = new Scorer(model(Rule.each("quote_request", 40), Rule.each("view_item", 3)));
        Activity old = Activity.NONE.with("quote_request", NOW - 30 * DAY, 1, null, 0);
        Activity young = Activity.NONE.with("view_item", NOW, 2, null, 0);
        double oldRank = scorer.rank(scorer.score(old, NOW - 29 * DAY).value(), NOW - 29 * DAY);
        double youngRank = scorer.rank(scorer.score(young, NOW).value(), NOW);
        assertThat(oldRank).isGreaterThan(youngRank);
        assertThat(scorer.scoreOf(oldRank, NOW))
                .isCloseTo(scorer.score(old, NOW).value(), within(1e-6));
        assertThat(scorer.rank(0, NOW)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void modelThatContradictsItselfIsRefusedWithItsField() {
        assertThatThrownBy(() -> new ScoringModel(
                        1, Duration.ofDays(14), 40, 60, 3, List.of(Rule.each("page_view", 1)), "", "", 0))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("threshold.out");
        assertThatThrownBy(() -> Rule.each("page_view", Double.NaN)).hasMessageContaining("page_view.points");
        assertThatThrownBy(() -> Rule.each("page_view", 1e308)).hasMessageContaining("-100 to 100");
        assertThatThrownBy(() -> model(Rule.each("search", 1), Rule.each("search", 2)))
                .hasMessageContaining("two rules");
    }

    @Test
    void writtenModelIsReadBackEqualAndUnknownFieldsAreRefused() {
        ScoringModel model = ScoringModel.smallTicket().published(7, "Ada", "more for carts", NOW);
        assertThat(ModelJson.read(ModelJson.write(model))).isEqualTo(model);
        assertThatThrownBy(() -> ModelJson.read(ModelJson.write(model).replaceFirst("\"version\"", "\"versoin\"")))
                .hasMessageContaining("unknown field");
        assertThatThrownBy(() -> ModelJson.read("{\"halfLife\":\"P14D\"}")).hasMessageContaining("threshold");
    }
}
