package dev.mql.scoring;

import static dev.mql.scoring.Anchor.DAY;
import static dev.mql.scoring.Anchor.HOUR;
import static dev.mql.scoring.Anchor.NOW;
import static dev.mql.scoring.Anchor.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mql.lead.Correction;
import dev.mql.lead.Lead;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a score will be by itself: when it falls under the threshold, and when its place in the ranking is wrong. */
class ForecastTest {
    private static final Rule QUOTE = Rule.each("quote_request", 50);
    private static final Rule HOT = Rule.each("search", 50).halfLife(Duration.ofDays(1));
    private static final Rule WEEKLY = Rule.each("search", 50).within(Duration.ofDays(7));

    private static Lead quoteAndSearch() {
        return History.of().did("quote_request", NOW).did("search", NOW).lead();
    }

    private static Lead quote(double correction, long until) {
        Lead lead = History.of().did("quote_request", NOW).lead();
        return lead.withCorrections(List.of(new Correction(correction, "fair", "Ada", NOW - DAY, until)));
    }

    private static long fallsAt(Lead lead, ScoringModel model) {
        return new Scorer(model).fallsAt(lead, NOW);
    }

    /** Where it falls it is under the threshold, and at no hour before. */
    private static long checked(Lead lead, ScoringModel model) {
        Scorer scorer = new Scorer(model);
        long falls = scorer.fallsAt(lead, NOW);
        assertThat(scorer.score(lead, falls).value()).isLessThan(model.out());
        assertThat(scorer.score(lead, falls - 1).value()).isGreaterThanOrEqualTo(model.out());
        for (long at = NOW; at < falls; at += HOUR) {
            assertThat(scorer.score(lead, at).value()).isGreaterThanOrEqualTo(model.out());
        }
        return falls;
    }

    private static long again(Lead lead, ScoringModel model) {
        Scorer scorer = new Scorer(model);
        return scorer.rankAgainAt(lead, scorer.score(lead, NOW), NOW);
    }

    @Test
    void pointsThatFadeAlikeFallByTheLogarithm() {
        Lead lead = History.of().did("quote_request", NOW).lead();
        assertThat(fallsAt(lead, model(60, 25, 1, QUOTE))).isEqualTo(NOW + 14 * DAY + 1);
        assertThat(fallsAt(lead, model(60, 50, 1, QUOTE))).isEqualTo(NOW + 1);
        assertThat(fallsAt(lead, model(60, 25, 1, QUOTE, HOT, WEEKLY.name("weekly"))))
                .isEqualTo(NOW + 14 * DAY + 1);
    }

    @Test
    void leadThatIsUnderTheThresholdHasFallen() {
        assertThat(fallsAt(quoteAndSearch(), model(200, 101, 1, QUOTE, HOT))).isEqualTo(NOW);
    }

    @Test
    void endOfAWindowIsAFall() {
        assertThat(checked(quoteAndSearch(), model(60, 51, 1, QUOTE, WEEKLY))).isEqualTo(NOW + 7 * DAY + 1);
        assertThat(checked(quoteAndSearch(), model(60, 20, 1, QUOTE, WEEKLY)))
                .isGreaterThan(NOW + 7 * DAY + 1)
                .isBetween(NOW + 18 * DAY, NOW + 19 * DAY);
    }

    @Test
    void halfLivesOfRulesMakeAFallOfTheirOwn() {
        long falls = checked(quoteAndSearch(), model(60, 40, 1, QUOTE, HOT));
        assertThat(falls).isBetween(NOW + 4 * DAY, NOW + 6 * DAY);
        Rule slow = Rule.each("search", 50).halfLife(Duration.ofDays(100));
        assertThat(checked(quoteAndSearch(), model(60, 40, 1, QUOTE, slow))).isBetween(NOW + 32 * DAY, NOW + 60 * DAY);
    }

    @Test
    void endOfACorrectionIsAFallOrARise() {
        assertThat(checked(quote(20, NOW + 3 * DAY), model(60, 49, 1, QUOTE))).isEqualTo(NOW + 3 * DAY);
        assertThat(checked(quote(20, NOW + 3 * DAY), model(60, 25, 1, QUOTE))).isEqualTo(NOW + 14 * DAY + 1);
        assertThat(checked(quote(-5, NOW + 20 * DAY), model(60, 40, 1, QUOTE))).isBetween(NOW + 2 * DAY, NOW + 3 * DAY);
        assertThat(fallsAt(quote(20, NOW), model(60, 25, 1, QUOTE))).isEqualTo(NOW + 14 * DAY + 1);
    }

    @Test
    void pointsThatWereTakenFadeTooSoAScoreMayRiseFirst() {
        Rule sulk = Rule.each("search", -9).halfLife(Duration.ofDays(1));
        assertThat(checked(quoteAndSearch(), model(60, 40, 1, QUOTE, sulk))).isBetween(NOW + 4 * DAY, NOW + 5 * DAY);
        Rule sulkForAWeek = Rule.each("search", -20).within(Duration.ofDays(1));
        assertThat(checked(quoteAndSearch(), model(60, 28, 1, QUOTE, sulkForAWeek)))
                .isBetween(NOW + 11 * DAY, NOW + 12 * DAY);
    }

    @Test
    void dipUnderTheThresholdIsAFallAlsoWhereTheScoreWouldRiseAgain() {
        Lead lead = History.of()
                .did("quote_request", NOW)
                .did("unsubscribe", NOW)
                .did("search", NOW)
                .lead();
        ScoringModel model = model(
                QUOTE.points(60).halfLife(Duration.ofDays(100)),
                Rule.each("unsubscribe", -30).halfLife(Duration.ofDays(10)),
                HOT.points(20));
        assertThat(checked(lead, model)).isBetween(NOW + DAY, NOW + 3 * DAY);
        assertThat(new Scorer(model).score(lead, NOW + 20 * DAY).value()).isGreaterThan(40);
    }

    @Test
    void eventToComeBeginsToFadeAtItsTime() {
        Lead ahead = History.of().did("quote_request", NOW + DAY).lead();
        assertThat(checked(ahead, model(60, 25, 1, QUOTE))).isEqualTo(NOW + 15 * DAY + 1);
    }

    @Test
    void whatStaysForTenYearsNeverFalls() {
        History much = History.of();
        for (int i = 0; i < 25; i++) {
            much.did("quote_request", NOW, "quote " + i);
        }
        Rule years = Rule.each("quote_request", 100).halfLife(Duration.ofDays(365));
        ScoringModel alike = ScoringModel.of(
                Duration.ofDays(365), new ScoringModel.Threshold(1, 1, 1), List.of(years.halfLife(null)));
        assertThat(fallsAt(much.lead(), model(1, 1, 1, years))).isEqualTo(Lead.NEVER);
        assertThat(fallsAt(much.lead(), alike)).isEqualTo(Lead.NEVER);
        Rule less = years.points(30);
        assertThat(fallsAt(much.lead(), model(1, 1, 1, less))).isBetween(NOW + 3_400 * DAY, NOW + 3_653 * DAY);
    }

    @Test
    void placeStaysRightWhereAllPointsFadeAlike() {
        assertThat(again(quoteAndSearch(), model(QUOTE))).isEqualTo(Lead.NEVER);
        assertThat(again(quote(20, NOW), model(QUOTE))).isEqualTo(Lead.NEVER);
    }

    @Test
    void placeIsLookedAtAgainOnceItWouldBeAPointOff() {
        assertThat(again(quoteAndSearch(), model(QUOTE, HOT))).isEqualTo(NOW + 3 * HOUR);
        assertThat(again(quoteAndSearch(), model(QUOTE, HOT.points(10)))).isEqualTo(NOW + 6 * HOUR);
        assertThat(again(quoteAndSearch(), model(QUOTE, HOT.points(5)))).isEqualTo(NOW + 12 * HOUR);
        assertThat(again(quoteAndSearch(), model(QUOTE, HOT.halfLife(Duration.ofHours(1)))))
                .isEqualTo(NOW + HOUR);
    }

    @Test
    void placeIsLookedAtAgainWhereTheScoreJumps() {
        assertThat(again(quoteAndSearch(), model(QUOTE, WEEKLY))).isEqualTo(NOW + 7 * DAY + 1);
        assertThat(again(quote(20, NOW + DAY), model(QUOTE))).isEqualTo(NOW + DAY);
        Lead searches = History.of()
                .did("search", NOW - 2 * DAY)
                .did("search", NOW - 20 * DAY)
                .did("quote_request", NOW - 6 * DAY)
                .lead();
        assertThat(again(searches, model(QUOTE, WEEKLY))).isEqualTo(NOW + 5 * DAY + 1);
    }

    @Test
    void placeOfLessThanAPointIsNoMatter() {
        Lead one = History.of().did("search", NOW).lead();
        assertThat(again(one, model(HOT.points(0.9)))).isEqualTo(Lead.NEVER);
        assertThat(again(one, model(WEEKLY.points(0.9)))).isEqualTo(Lead.NEVER);
        assertThat(again(one, model(HOT.points(1.5).halfLife(Duration.ofDays(13)))))
                .isEqualTo(Lead.NEVER);
        assertThat(again(
                        one, model(HOT.points(1.5).halfLife(Duration.ofDays(13)).within(Duration.ofDays(3_000)))))
                .isEqualTo(NOW + 3_000 * DAY + 1);
    }

    @Test
    void placeOfALeadThatWillRiseAgainIsLookedAt() {
        Rule sulk = Rule.each("search", -50).within(Duration.ofDays(1));
        assertThat(again(quoteAndSearch(), model(QUOTE, sulk))).isEqualTo(NOW + DAY + 1);
        Rule offended = Rule.each("search", -80).halfLife(Duration.ofDays(1));
        Scorer scorer = new Scorer(model(QUOTE, offended));
        long again = again(quoteAndSearch(), scorer.model());
        assertThat(scorer.score(quoteAndSearch(), again).value()).isGreaterThan(1);
    }

    @Test
    void rankIsFiniteFromTheLeastScoreAndReadsBack() {
        Scorer scorer = new Scorer(model(QUOTE));
        assertThat(scorer.rank(0.0499, NOW)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(scorer.rank(-5, NOW)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(scorer.rank(0.05, NOW)).isFinite();
        double rank = scorer.rank(64, 0);
        assertThat(rank).isCloseTo(6, within(1e-9));
        assertThat(scorer.rank(64, 28 * DAY)).isCloseTo(8, within(1e-9));
        assertThat(scorer.scoreOf(rank, 14 * DAY)).isCloseTo(32, within(1e-9));
    }
}
