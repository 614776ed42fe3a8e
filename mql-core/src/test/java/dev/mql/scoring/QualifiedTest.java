package dev.mql.scoring;

import static dev.mql.scoring.Anchor.DAY;
import static dev.mql.scoring.Anchor.NOW;
import static dev.mql.scoring.Anchor.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import org.junit.jupiter.api.Test;

/** In at 60, out under 40; between them the past decides. */
class QualifiedTest {
    private static final ScoringModel MODEL =
            model(Rule.each("quote_request", 80), Rule.each("contact_form", 35), Rule.each("search", 30));

    private static boolean qualified(ScoringModel model, Lead lead, boolean before, long since) {
        Scorer scorer = new Scorer(model);
        return scorer.qualified(lead, scorer.score(lead, NOW), before, since, NOW);
    }

    private static boolean qualified(History history) {
        return qualified(MODEL, history.lead(), false, 0);
    }

    @Test
    void overTheUpperThresholdItIsAndUnderTheLowerItIsNot() {
        assertThat(qualified(History.of().did("quote_request", NOW))).isTrue();
        Lead low = History.of().did("contact_form", NOW).lead();
        assertThat(qualified(MODEL, low, true, NOW)).isFalse();
        assertThat(qualified(MODEL, low, true, 0)).isFalse();
    }

    @Test
    void betweenThemItStaysWhatItWas() {
        Lead between = History.of().did("quote_request", NOW - 13 * DAY).lead();
        assertThat(qualified(MODEL, between, true, NOW)).isTrue();
        assertThat(qualified(MODEL, between, false, NOW)).isFalse();
    }

    @Test
    void eventThatComesLateQualifiesAtItsOwnTime() {
        History late = History.of().did("quote_request", NOW - 13 * DAY);
        assertThat(qualified(late)).isTrue();
        assertThat(qualified(MODEL, late.lead(), false, NOW - 13 * DAY + 999)).isTrue();
        assertThat(qualified(MODEL, late.lead(), false, NOW - 13 * DAY + 1_000)).isFalse();
    }

    @Test
    void neverHavingBeenOverTheThresholdItIsNot() {
        assertThat(qualified(History.of().did("contact_form", NOW - DAY).did("search", NOW - 5 * DAY)))
                .isFalse();
    }

    @Test
    void fallBetweenTwoEventsIsNotForgotten() {
        History fell = History.of().did("quote_request", NOW - 30 * DAY).did("contact_form", NOW - 1_000);
        assertThat(qualified(fell)).isFalse();
        assertThat(qualified(MODEL, fell.lead(), true, NOW - 29 * DAY)).isFalse();
        History held = History.of().did("quote_request", NOW - 20 * DAY).did("contact_form", NOW - 13 * DAY);
        assertThat(qualified(held)).isTrue();
    }

    @Test
    void fallByTheEventItselfCounts() {
        ScoringModel model =
                model(Rule.each("quote_request", 80), Rule.each("unsubscribe", -50), Rule.each("contact_form", 30));
        History sulked = History.of()
                .did("quote_request", NOW - 3_000)
                .did("unsubscribe", NOW - 2_000)
                .did("contact_form", NOW - 1_000);
        assertThat(qualified(model, sulked.lead(), false, 0)).isFalse();
    }

    @Test
    void whatHappensInOneSecondIsSeenTogether() {
        History both = History.of().did("contact_form", NOW - 6 * DAY).did("search", NOW - 6 * DAY);
        assertThat(qualified(both)).isTrue();
        ScoringModel model = model(Rule.each("contact_form", 80), Rule.each("search", -35));
        assertThat(qualified(model, both.lead(), false, 0)).isFalse();
    }

    @Test
    void signalsThatWereMissingThenAreMissingNow() {
        ScoringModel two = model(60, 40, 2, Rule.each("quote_request", 80), Rule.each("search", 1));
        History one = History.of().did("quote_request", NOW - 10 * DAY).did("search", NOW - DAY);
        assertThat(qualified(two, one.lead(), false, 0)).isFalse();
        History early = History.of().did("quote_request", NOW - 10 * DAY).did("search", NOW - 10 * DAY);
        assertThat(qualified(two, early.lead(), false, 0)).isTrue();
    }

    @Test
    void eventToComeIsJudgedAsOfNow() {
        ScoringModel slow = model(60, 40, 1, Rule.each("search", 50), Rule.each("unsubscribe", -5));
        History ahead = History.of().did("search", NOW + DAY);
        assertThat(qualified(slow, ahead.lead(), false, 0)).isFalse();
        assertThat(qualified(slow, ahead.lead(), true, 0)).isFalse();
        assertThat(qualified(slow, ahead.lead(), true, NOW + 2 * DAY)).isTrue();
    }
}
