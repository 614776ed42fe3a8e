package dev.mql.scoring;

import static dev.mql.scoring.Anchor.DAY;
import static dev.mql.scoring.Anchor.NOW;
import static dev.mql.scoring.Anchor.capped;
import static dev.mql.scoring.Anchor.folded;
import static dev.mql.scoring.Anchor.model;
import static dev.mql.scoring.Anchor.points;
import static dev.mql.scoring.Anchor.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mql.lead.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What rules give and what limits take, one example each. */
class LimitsTest {
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void dailyRepeatCountsOnceADayOfUtcAtItsLatestTime() {
        long midnight = Math.floorDiv(NOW, DAY) * DAY;
        History twoDays = History.of()
                .did("view_item", midnight, "7")
                .did("view_item", midnight - 1_000, "7")
                .did("view_item", midnight - 2_000, "7");
        Score score = score(model(Rule.each("view_item", 3)), twoDays.lead(), midnight);
        assertThat(score.lines()).extracting(LedgerLine::at).containsExactly(midnight, midnight - 1_000);
    }

    @Test
    void dailyRepeatOfNothingInParticularCountsEachTime() {
        History logins = History.of().did("login", NOW).did("login", NOW - 1_000);
        assertThat(points(model(Rule.each("login", 3)), logins)).isCloseTo(6, within(1e-4));
    }

    @Test
    void repeatsBelongToOneTypeAndToWhatTheConditionTakes() {
        History mixed = History.of()
                .did("view_item", NOW, "7", Map.of("value", 5))
                .did("search", NOW, "7")
                .did("view_item", NOW, "7", Map.of("value", 50))
                .did("view_item", NOW, "8", Map.of("value", 60));
        ScoringModel model = model(
                Rule.each("view_item", 1).when(Condition.atLeast("value", 50)),
                Rule.each("search", 10),
                Rule.each("view_item", 100)
                        .name("cheap")
                        .when(new Condition("value", null, 10.0, List.of(), List.of(), null)));
        assertThat(points(model, mixed)).isCloseTo(112, EXACT);
    }

    @Test
    void onceCountsOnceForeverAlsoWithoutAnObject() {
        Rule once = Rule.each("sign_up", 10).repeats(Rule.Repeats.ONCE);
        History history = History.of()
                .did("sign_up", NOW)
                .did("sign_up", NOW - 5 * DAY)
                .did("login", NOW - 5 * DAY)
                .did("sign_up", NOW - 9 * DAY, "a")
                .did("sign_up", NOW - 12 * DAY, "a")
                .did("sign_up", NOW - 12 * DAY, "b");
        assertThat(score(model(once), history.lead(), NOW).lines())
                .extracting(LedgerLine::at)
                .containsExactly(NOW, NOW - 9 * DAY, NOW - 12 * DAY);
    }

    @Test
    void alwaysCountsEachTime() {
        Rule always = Rule.each("view_item", 10).repeats(Rule.Repeats.ALWAYS);
        assertThat(points(model(always), History.of().did("view_item", NOW, "a").did("view_item", NOW, "a")))
                .isEqualTo(20);
    }

    @Test
    void dailyLimitTakesTheNewestOfEachDay() {
        History history = History.of();
        for (int day = 0; day < 2; day++) {
            for (int i = 0; i < 3; i++) {
                history.did("login", NOW - day * DAY - i * 1_000L);
            }
        }
        Score score = score(model(Rule.daily("login", 5, 2)), history.lead(), NOW);
        assertThat(score.lines()).extracting(LedgerLine::cut).containsExactly(0.0, 0.0, 5.0, 0.0, 0.0, 5.0);
        assertThat(score.lines().get(2).left()).isZero();
    }

    @Test
    void windowEndsToTheMillisecond() {
        ScoringModel model = model(Rule.each("login", 5).within(Duration.ofDays(7)));
        History login = History.of().did("login", NOW);
        assertThat(score(model, login.lead(), NOW + 7 * DAY).lines()).hasSize(1);
        assertThat(score(model, login.lead(), NOW + 7 * DAY + 1).lines()).isEmpty();
    }

    @Test
    void pointsFollowAPropertyUpToTheMostOfOneEvent() {
        Rule rule = Rule.each("add_to_cart", 2).follows("value", 10, 5);
        for (Map.Entry<Object, Double> one : Map.<Object, Double>of(
                        25, 5.0, 50, 10.0, 51, 10.0, 0, 0.0, -30, 0.0, "much", 0.0, 1e308, 10.0)
                .entrySet()) {
            History added = History.of().did("add_to_cart", NOW, "a", Map.of("value", one.getKey()));
            assertThat(points(model(rule), added)).as("%s", one.getKey()).isEqualTo(one.getValue());
        }
        assertThat(points(model(rule), History.of().did("add_to_cart", NOW))).isZero();
    }

    @Test
    void followedPointsStopAtTheDailyLimit() {
        Rule rule = Rule.each("engaged_time", 2).follows("seconds", 60, 30).maxPerDay(1);
        History two = History.of()
                .did("engaged_time", NOW, "a", Map.of("seconds", 60))
                .did("engaged_time", NOW - 1_000, "a", Map.of("seconds", 120));
        Score score = score(model(rule), two.lead(), NOW);
        assertThat(score.lines()).extracting(LedgerLine::given).containsExactly(2.0, 4.0);
        assertThat(score.lines()).extracting(LedgerLine::cut).containsExactly(0.0, 4.0);
    }

    @Test
    void ladderGivesTheDifferencesOfItsStepsAtTheTimesTheyWereClimbed() {
        ScoringModel model = model(Rule.each("login", 0).ladder(new Step(1, 2), new Step(3, 5), new Step(5, 9)));
        History history = History.of();
        double[] all = {0, 2, 2, 5, 5, 9, 9};
        for (int times = 1; times <= 6; times++) {
            history.did("login", NOW - (10 - times) * 1_000L);
            Score score = score(model, history.lead(), NOW);
            assertThat(score.lines().stream().mapToDouble(LedgerLine::given).sum())
                    .as("%d times", times)
                    .isEqualTo(all[times]);
        }
        assertThat(score(model, history.lead(), NOW).lines())
                .extracting(LedgerLine::given)
                .containsExactly(0.0, 4.0, 0.0, 3.0, 0.0, 2.0);
    }

    @Test
    void stepsOfALadderFadeFromTheTimeTheyWereClimbed() {
        ScoringModel model = model(Rule.each("login", 0).ladder(new Step(1, 8), new Step(2, 12)));
        History two = History.of().did("login", NOW - 14 * DAY).did("login", NOW);
        assertThat(points(model, two)).isCloseTo(8 / 2.0 + 4, EXACT);
    }

    @Test
    void ladderClimbsOnlyByWhatIsCounted() {
        Rule ladder = Rule.each("login", 0).maxPerDay(1).ladder(new Step(1, 2), new Step(2, 10));
        History one = History.of().did("login", NOW).did("login", NOW - 1_000);
        assertThat(points(model(ladder, Rule.each("search", 1)), one)).isEqualTo(2);
        Rule recent = ladder.maxPerDay(0).within(Duration.ofDays(1));
        assertThat(points(model(recent), History.of().did("login", NOW).did("login", NOW - 2 * DAY)))
                .isEqualTo(2);
    }

    @Test
    void capsOfRuleGroupAndModelCutInThisOrderNewestFirst() {
        ScoringModel model = capped(
                20,
                Map.of("looks", 10.0),
                Rule.each("search", 9).cap(8).group("looks"),
                Rule.each("view_item", 8).group("looks"),
                Rule.each("quote_request", 20));
        History history = History.of()
                .did("search", NOW)
                .did("view_item", NOW - 1_000)
                .did("quote_request", NOW - 2_000)
                .did("quote_request", NOW - 3_000);
        Score score = score(model, history.lead(), NOW);
        assertThat(score.lines()).extracting(LedgerLine::cut).containsExactly(1.0, 6.0, 10.0, 20.0);
        assertThat(score.signals()).isEqualTo(3);
    }

    @Test
    void modelCapComesBeforeWhatTheGroupStillHas() {
        ScoringModel model = capped(
                20,
                Map.of("looks", 8.0),
                Rule.each("search", 15),
                Rule.each("view_item", 9).group("looks"));
        History history = History.of().did("search", NOW).did("view_item", NOW - 1_000);
        assertThat(score(model, history.lead(), NOW).lines())
                .extracting(LedgerLine::cut)
                .containsExactly(0.0, 4.0);
    }

    @Test
    void pointsThatAreTakenKnowOnlyTheCapOfTheirRule() {
        ScoringModel model = capped(
                10,
                Map.of("mail", 5.0),
                Rule.each("unsubscribe", -30).cap(50).group("mail"),
                Rule.each("quote_request", 10));
        History history =
                History.of().did("unsubscribe", NOW).did("unsubscribe", NOW).did("quote_request", NOW);
        Score score = score(model, history.lead(), NOW);
        assertThat(score.value()).isEqualTo(-40);
        assertThat(score.lines()).extracting(LedgerLine::cut).containsExactlyInAnyOrder(0.0, -10.0, 0.0);
        assertThat(score.signals()).isEqualTo(1);
    }

    @Test
    void countedDaysObeyTheLimitsThatTheyKnow() {
        Fact five = new Fact("view_item", NOW, 5, 600);
        LedgerLine line = score(model(Rule.each("view_item", 3)), folded(five), NOW)
                .lines()
                .get(0);
        assertThat(line).isEqualTo(new LedgerLine(NOW, "view_item", "view_item", 0, 5, 15, 0, 15, ""));
        assertThat(score(model(Rule.daily("view_item", 3, 2)), folded(five), NOW)
                        .value())
                .isEqualTo(6);
        assertThat(score(model(Rule.each("view_item", 3).cap(10)), folded(five), NOW)
                        .value())
                .isEqualTo(10);
        assertThat(score(model(Rule.each("view_item", 3).within(Duration.ofDays(1))), folded(five), NOW + DAY + 1)
                        .lines())
                .isEmpty();
        assertThat(score(model(Rule.each("view_item", 0).ladder(new Step(3, 7), new Step(6, 9))), folded(five), NOW)
                        .value())
                .isEqualTo(7);
    }

    @Test
    void countedDaysGiveNothingWhereARuleAsksForWhatIsForgotten() {
        Fact five = new Fact("add_to_cart", NOW, 5, 600);
        for (Rule rule : List.of(
                Rule.each("add_to_cart", 3).when(Condition.atLeast("value", 1)),
                Rule.each("add_to_cart", 3).repeats(Rule.Repeats.ONCE),
                Rule.each("add_to_cart", 3).follows("quantity", 1, 10))) {
            assertThat(score(model(rule), folded(five), NOW).lines())
                    .as("%s", rule)
                    .isEmpty();
        }
    }

    @Test
    void countedDaysFollowWhatWasMeasured() {
        Rule engaged = Rule.each("engaged_time", 2).follows("seconds", 60, 3);
        assertThat(score(model(engaged), folded(new Fact("engaged_time", NOW, 5, 600)), NOW)
                        .value())
                .isEqualTo(20);
        assertThat(score(model(engaged), folded(new Fact("engaged_time", NOW, 2, 600)), NOW)
                        .value())
                .isEqualTo(12);
        assertThat(score(model(engaged), folded(new Fact("engaged_time", NOW, 1, 600)), NOW)
                        .value())
                .isEqualTo(6);
        assertThat(score(model(engaged), folded(new Fact("engaged_time", NOW, 0, 600)), NOW)
                        .value())
                .isZero();
        assertThat(score(model(engaged), folded(new Fact("engaged_time", NOW, 4, -600)), NOW)
                        .value())
                .isZero();
        assertThat(score(model(engaged.maxPerDay(1)), folded(new Fact("engaged_time", NOW, 4, 240)), NOW)
                        .value())
                .isEqualTo(2);
        Rule value = Rule.each("add_to_cart", 1).follows("value", 10, 100);
        assertThat(score(model(value), folded(new Fact("add_to_cart", NOW, 2, 50)), NOW)
                        .value())
                .isEqualTo(5);
    }
}
