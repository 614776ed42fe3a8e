package dev.mql.scoring;

import static dev.mql.scoring.Anchor.NOW;
import static dev.mql.scoring.Anchor.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shortest ways to the threshold. */
class WaysTest {
    private static final Lead NOBODY = History.of().lead();

    private static List<Way> ways(Lead lead, Rule... rules) {
        return new Scorer(model(rules)).ways(lead, NOW);
    }

    @Test
    void shortestComeFirstThenThoseThatAskLeast() {
        assertThat(ways(
                        NOBODY,
                        Rule.each("search", 12),
                        Rule.each("quote_request", 40),
                        Rule.each("contact_form", 30),
                        Rule.each("demo_request", 60)))
                .containsExactly(
                        new Way("demo_request", "demo_request", 1),
                        new Way("contact_form", "contact_form", 2),
                        new Way("quote_request", "quote_request", 2));
    }

    @Test
    void fiveTimesAreAWayAndSixAreNone() {
        assertThat(ways(NOBODY, Rule.each("search", 12).name("looked")))
                .containsExactly(new Way("looked", "search", 5));
        assertThat(ways(NOBODY, Rule.each("search", 10))).isEmpty();
    }

    @Test
    void whatIsThereAlreadyShortensTheWay() {
        Lead one = History.of().did("quote_request", NOW, "a").lead();
        assertThat(ways(one, Rule.each("quote_request", 40)))
                .containsExactly(new Way("quote_request", "quote_request", 1));
    }

    @Test
    void limitsStandInTheWay() {
        assertThat(ways(NOBODY, Rule.daily("search", 20, 2))).isEmpty();
        assertThat(ways(NOBODY, Rule.daily("search", 20, 3))).containsExactly(new Way("search", "search", 3));
        assertThat(ways(NOBODY, Rule.each("search", 20).cap(59))).isEmpty();
    }

    @Test
    void conditionsAreMetWhereAValueCanBeNamed() {
        Rule cart = Rule.each("add_to_cart", 60);
        Way way = new Way("add_to_cart", "add_to_cart", 1);
        assertThat(ways(NOBODY, cart.when(Condition.atLeast("value", 100), Condition.in("category", "tea"))))
                .containsExactly(way);
        assertThat(ways(NOBODY, cart.when(new Condition("value", null, 5.0, List.of(), List.of(), null))))
                .containsExactly(way);
        assertThat(ways(NOBODY, cart.when(Condition.like("path", "/a")))).isEmpty();
        assertThat(ways(NOBODY, cart.when(Condition.notIn("category", "tea")))).isEmpty();
    }

    @Test
    void followedPropertyIsWorthOneUnitUnlessAConditionAsksForMore() {
        Rule cart = Rule.each("add_to_cart", 30).follows("value", 10, 100);
        assertThat(ways(NOBODY, cart)).containsExactly(new Way("add_to_cart", "add_to_cart", 2));
        assertThat(ways(NOBODY, cart.when(Condition.atLeast("value", 20))))
                .containsExactly(new Way("add_to_cart", "add_to_cart", 1));
    }

    @Test
    void ladderIsAWayByItsSteps() {
        Rule ladder = Rule.each("login", 0).ladder(new Step(2, 20), new Step(3, 60));
        assertThat(ways(NOBODY, ladder)).containsExactly(new Way("login", "login", 3));
        assertThat(ways(NOBODY, Rule.each("login", 60).ladder(new Step(1, -20), new Step(3, -60))))
                .isEmpty();
        assertThat(ladder.gives()).isTrue();
        assertThat(Rule.each("login", 0).gives()).isFalse();
        assertThat(Rule.each("login", 9).ladder(new Step(1, 0)).gives()).isFalse();
    }

    @Test
    void pointsThatAreTakenAreNoWay() {
        assertThat(ways(NOBODY, Rule.each("unsubscribe", -60))).isEmpty();
    }

    @Test
    void whereOnlySignalsAreMissingAnotherKindIsTheWay() {
        Lead rich = History.of().did("quote_request", NOW, "a").lead();
        ScoringModel model = model(60, 40, 2, Rule.each("quote_request", 70), Rule.each("search", 1));
        assertThat(new Scorer(model).ways(rich, NOW)).containsExactly(new Way("search", "search", 1));
    }

    @Test
    void leadThatIsOverTheThresholdNeedsNone() {
        Lead rich = History.of().did("quote_request", NOW, "a").lead();
        assertThat(ways(rich, Rule.each("quote_request", 60))).isEmpty();
    }
}
