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

import dev.mql.event.Purpose;
import dev.mql.lead.Consent;
import dev.mql.lead.Correction;
import dev.mql.lead.Fact;
import dev.mql.lead.Lead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines of a score, and what counts at all. */
class LedgerTest {
    private static final ScoringModel QUOTES = model(Rule.each("quote_request", 40));

    @Test
    void lineSaysWhatGaveThePointsAndWhatIsLeft() {
        ScoringModel model =
                model(Rule.each("quote_request", 40).name("quote").cap(30)).published(7, "Ada", "", NOW);
        History old = History.of().did("quote_request", NOW - 14 * DAY, "a");
        assertThat(score(model, old.lead(), NOW).lines())
                .containsExactly(new LedgerLine(NOW - 14 * DAY, "quote", "quote_request", 7, 1, 40, 10, 15, ""));
    }

    @Test
    void ruleWithAHalfLifeOfItsOwnFadesByIt() {
        ScoringModel model = model(
                Rule.each("quote_request", 40),
                Rule.each("quote_request", 40).name("hot").halfLife(Duration.ofDays(1)));
        History old = History.of().did("quote_request", NOW - 2 * DAY);
        assertThat(score(model, old.lead(), NOW).lines().get(1).left()).isCloseTo(10, within(1e-9));
        assertThat(score(model, old.lead(), NOW).lines().get(0).left())
                .isCloseTo(40 * Math.pow(0.5, 2 / 14.0), within(1e-9));
    }

    @Test
    void eventsToComeCountAsIfTheyHappenedNow() {
        History ahead = History.of().did("quote_request", NOW + 5 * DAY);
        assertThat(points(QUOTES, ahead)).isEqualTo(40);
    }

    @Test
    void typesThatGavePointsAreTheSignals() {
        ScoringModel model = capped(
                0,
                Map.of("looks", 5.0),
                Rule.each("search", 2).cap(2),
                Rule.each("search", 1).name("search_again"),
                Rule.each("view_item", 5).group("looks"),
                Rule.each("view_cart", 5).group("looks"),
                Rule.each("unsubscribe", -5),
                Rule.each("login", 0));
        History history = History.of()
                .did("search", NOW)
                .did("view_item", NOW)
                .did("view_cart", NOW - 1_000)
                .did("unsubscribe", NOW)
                .did("login", NOW)
                .did("page_view", NOW);
        assertThat(score(model, history.lead(), NOW).signals()).isEqualTo(2);
    }

    @Test
    void purchaseStartsANewCountWhereTheModelSaysSo() {
        History history = History.of()
                .did("quote_request", NOW - 2_000)
                .did("purchase", NOW - 1_000)
                .did("quote_request", NOW - 1_000)
                .did("quote_request", NOW);
        assertThat(points(QUOTES, history)).isCloseTo(120, within(0.01));
        assertThat(points(QUOTES.resetOnPurchase(true), history)).isEqualTo(40);
    }

    @Test
    void whatWasBeforeANewStartCountsForNothing() {
        History history = History.of().did("quote_request", NOW - 1_000).did("quote_request", NOW);
        Lead anew = history.lead().withActivity(history.lead().activity().startedAnew(NOW - 1_000));
        assertThat(score(QUOTES, anew, NOW).value()).isEqualTo(40);
        Lead all = history.lead().withActivity(history.lead().activity().startedAnew(NOW));
        assertThat(score(QUOTES.resetOnPurchase(true), all, NOW).lines()).isEmpty();
        Lead days = folded(new Fact("quote_request", NOW, 1, 0), new Fact("quote_request", NOW - DAY, 1, 0));
        Lead daysAnew = days.withActivity(days.activity().startedAnew(NOW - DAY));
        assertThat(score(QUOTES, daysAnew, NOW).value()).isEqualTo(40);
    }

    @Test
    void correctionCountsFromItsBeginningToItsEndAndItsLineStays() {
        Correction given = new Correction(25, "met at a fair", "Ada", NOW, NOW + DAY);
        Lead lead = History.of().lead().withCorrections(List.of(given));
        assertThat(score(QUOTES, lead, NOW - 1).lines()).isEmpty();
        assertThat(score(QUOTES, lead, NOW).value()).isEqualTo(25);
        assertThat(score(QUOTES, lead, NOW + DAY - 1).lines())
                .containsExactly(new LedgerLine(NOW, "correction", "correction", 0, 1, 25, 0, 25, "met at a fair"));
        Score ended = score(QUOTES, lead, NOW + DAY);
        assertThat(ended.value()).isZero();
        assertThat(ended.lines())
                .containsExactly(new LedgerLine(NOW, "correction", "correction", 0, 1, 25, 0, 0, "met at a fair"));
        assertThat(ended.signals()).isZero();
    }

    @Test
    void withdrawalSaysWhatIsMissingAndAgreementSaysNothing() {
        Consent no = new Consent(Purpose.BEHAVIOUR, false, "v1", "api", NOW - 5, 3);
        Consent yes = new Consent(Purpose.MAIL, true, "v1", "api", NOW - 9, 0);
        Lead lead = History.of().lead().withConsents(List.of(no, yes));
        assertThat(score(QUOTES, lead, NOW).lines())
                .containsExactly(new LedgerLine(NOW - 5, "consent", "consent_withdrawn", 0, 3, 0, 0, 0, "behaviour"));
    }

    @Test
    void linesStandNewestFirst() {
        Lead lead = History.of()
                .did("quote_request", NOW - 3_000)
                .did("quote_request", NOW - 1_000)
                .lead()
                .withCorrections(List.of(new Correction(5, "fair", "Ada", NOW - 2_000, NOW + DAY)));
        assertThat(score(QUOTES, lead, NOW).lines())
                .extracting(LedgerLine::at)
                .containsExactly(NOW - 1_000, NOW - 2_000, NOW - 3_000);
    }

    @Test
    void oldLinesFoldIntoOnePerRuleAndStillAddUp() {
        History many = History.of();
        for (int i = 0; i < 70; i++) {
            many.did("view_item", NOW - i * DAY, "a");
        }
        many.did("search", NOW - 80 * DAY, "b").did("search", NOW - 90 * DAY, "b");
        Lead lead = many.lead().withCorrections(List.of(new Correction(5, "fair", "Ada", NOW - 200 * DAY, NOW + DAY)));
        ScoringModel model = model(Rule.each("view_item", 3).cap(190), Rule.each("search", 2));
        Score score = score(model, lead, NOW);
        assertThat(score.lines()).hasSize(63);
        assertThat(score.lines().subList(0, 60))
                .allSatisfy(line -> assertThat(line.count()).isEqualTo(1));
        assertThat(score.lines().get(60).rule()).isEqualTo("correction");
        LedgerLine items = score.lines().get(61);
        assertThat(items.rule()).isEqualTo("view_item");
        assertThat(items.at()).isEqualTo(NOW - 60 * DAY);
        assertThat(items.count()).isEqualTo(10);
        assertThat(items.given()).isEqualTo(30);
        assertThat(items.cut()).isEqualTo(20);
        LedgerLine searches = score.lines().get(62);
        assertThat(searches.at()).isEqualTo(NOW - 80 * DAY);
        assertThat(searches.count()).isEqualTo(2);
        assertThat(score.lines().stream().mapToDouble(LedgerLine::left).sum()).isCloseTo(score.value(), within(1e-9));
    }

    @Test
    void scoreSaysWhatIsMissingToTheThreshold() {
        ScoringModel model = model(60, 40, 2, Rule.each("quote_request", 40), Rule.each("search", 20));
        Score enough = new Score(60, 2, List.of());
        assertThat(enough.qualifies(model)).isTrue();
        assertThat(enough.pointsToMql(model)).isZero();
        assertThat(new Score(60, 1, List.of()).qualifies(model)).isFalse();
        assertThat(new Score(59.9, 2, List.of()).qualifies(model)).isFalse();
        assertThat(new Score(45, 2, List.of()).pointsToMql(model)).isEqualTo(15);
        assertThat(new Score(80, 2, List.of()).pointsToMql(model)).isZero();
    }
}
