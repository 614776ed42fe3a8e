package dev.mql.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mql.lead.Lead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final long NOW = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;

    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    private static ScoringModel model(Rule... rules) {
        return ScoringModel.of(TWO_WEEKS, new ScoringModel.Threshold(60, 40, 1), List.of(rules));
    }

    private static Score score(ScoringModel model, History history, long now) {
        return new Scorer(model).score(history.lead(), now);
    }

    @Test
    void pointsHalveWithTheHalfLife() {
        History one = History.of().did("quote_request", NOW);
        ScoringModel model = model(Rule.each("quote_request", 40));
        assertThat(score(model, one, NOW).value()).isEqualTo(40);
        assertThat(score(model, one, NOW + 14 * DAY).value()).isCloseTo(20, within(1e-9));
        assertThat(score(model, one, NOW + 28 * DAY).value()).isCloseTo(10, within(1e-9));
    }

    @Test
    void dailyLimitCutsAndTheLedgerSaysSo() {
        History five = History.of();
        for (int i = 0; i < 5; i++) {
            five.did("view_pricing", NOW - i * 60_000L, "/pricing/" + i);
        }
        Score score = score(model(Rule.daily("view_pricing", 8, 2)), five, NOW);
        assertThat(score.lines()).extracting(LedgerLine::given).containsOnly(8.0);
        assertThat(score.lines()).extracting(LedgerLine::cut).containsExactly(0.0, 0.0, 8.0, 8.0, 8.0);
        assertThat(score.value()).isCloseTo(16, within(0.01));
    }

    @Test
    void sameObjectOnOneDayCountsOnce() {
        History reloads = History.of()
                .did("view_item", NOW - 1_000, "7")
                .did("view_item", NOW, "7")
                .did("view_item", NOW, "8");
        assertThat(score(model(Rule.each("view_item", 3)), reloads, NOW).value())
                .isCloseTo(6, within(1e-9));
    }

    @Test
    void capTakesFromTheOldestPoints() {
        History days = History.of()
                .did("page_view", NOW, "/a")
                .did("page_view", NOW - DAY, "/a")
                .did("page_view", NOW - 2 * DAY, "/a");
        Score score = score(model(Rule.each("page_view", 4).cap(6)), days, NOW);
        assertThat(score.lines()).extracting(LedgerLine::cut).containsExactly(0.0, 2.0, 4.0);
    }

    @Test
    void engagedMinutesEarnByTheMinute() {
        History engaged = History.of()
                .did("engaged_time", NOW, "/a", Map.of("seconds", 60))
                .did("engaged_time", NOW, "/a", Map.of("seconds", 30))
                .did("engaged_time", NOW, "/b", Map.of("seconds", 30));
        assertThat(score(model(Rule.each("engaged_time", 1).follows("seconds", 60, 30)), engaged, NOW)
                        .value())
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void fallDateIsTheInstantAtWhichTheScorePassesTheLowerThreshold() {
        History one = History.of().did("quote_request", NOW);
        ScoringModel model = model(Rule.each("quote_request", 80));
        long falls = new Scorer(model).fallsAt(one.lead(), NOW);
        assertThat(score(model, one, falls - 1).value()).isGreaterThanOrEqualTo(40);
        assertThat(score(model, one, falls).value()).isLessThan(40);
        assertThat(falls).isCloseTo(NOW + 14 * DAY, within(5L));
    }

    @Test
    void orderOfLeadsStaysRightAsTimePasses() {
        Scorer scorer = new Scorer(model(Rule.each("quote_request", 40), Rule.each("view_item", 3)));
        Lead old = History.of().did("quote_request", NOW - 30 * DAY).lead();
        Lead young = History.of().did("view_item", NOW).lead();
        double oldRank = scorer.rank(scorer.score(old, NOW - 29 * DAY).value(), NOW - 29 * DAY);
        double youngRank = scorer.rank(scorer.score(young, NOW).value(), NOW);
        assertThat(oldRank).isGreaterThan(youngRank);
        assertThat(scorer.scoreOf(oldRank, NOW))
                .isCloseTo(scorer.score(old, NOW).value(), within(1e-4));
        assertThat(scorer.rank(0, NOW)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void placeIsTheSameAtWhateverInstantItIsComputed() {
        Scorer scorer = new Scorer(model(Rule.each("quote_request", 40), Rule.each("view_item", 3)));
        Lead lead = History.of()
                .did("quote_request", NOW - 3 * DAY)
                .did("view_item", NOW)
                .lead();
        double rank = scorer.rank(scorer.score(lead, NOW).value(), NOW);
        for (int i = 1; i <= 50; i++) {
            long later = NOW + i * 7_001L;
            assertThat(scorer.rank(scorer.score(lead, later).value(), later)).isEqualTo(rank);
        }
    }

    @Test
    void modelThatContradictsItselfIsRefusedWithItsField() {
        assertThatThrownBy(() -> new ScoringModel.Threshold(40, 60, 3))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("threshold.out");
        assertThatThrownBy(() -> model(Rule.each("page_view", 1)).withCaps(0, Map.of("<b>", 5.0)))
                .hasMessageContaining("groups: must have names");
        assertThatThrownBy(() -> Rule.each("page_view", Double.NaN)).hasMessageContaining("page_view.points");
        assertThatThrownBy(() -> Rule.each("page_view", 1e308)).hasMessageContaining("-100 to 100");
        assertThatThrownBy(() -> model(Rule.each("search", 1), Rule.each("search", 2)))
                .hasMessageContaining("stands twice");
    }

    @Test
    void writtenModelIsReadBackEqualAndUnknownFieldsAreRefused() {
        ScoringModel model = Presets.smallTicket().published(7, "Ada", "more for carts", NOW);
        assertThat(ModelJson.read(ModelJson.write(model))).isEqualTo(model);
        assertThatThrownBy(() -> ModelJson.read(ModelJson.write(model).replaceFirst("\"version\"", "\"versoin\"")))
                .hasMessageContaining("unknown field");
        assertThatThrownBy(() -> ModelJson.read("{\"halfLife\":\"P14D\"}")).hasMessageContaining("threshold");
    }
}
