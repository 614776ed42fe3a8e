package dev.mql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Handoff;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.scoring.Condition;
import dev.mql.scoring.Disqualifier;
import dev.mql.scoring.LedgerLine;
import dev.mql.scoring.Presets;
import dev.mql.scoring.ScoringModel;
import dev.mql.store.Effect;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people decide about leads by hand, and what becomes of the stage. */
class DeskTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Mql mql =
            Mql.builder().config(Config.of(Map.of())).clock(clock).build();
    private final Desk desk = mql.desk();

    @AfterEach
    void close() {
        mql.close();
    }

    private Event event(String visitor, String type, Map<String, ?> props) {
        return Event.of(
                EventId.at(clock.millis()), visitor, type, clock.millis(), Source.API, "/" + type, Props.of(props));
    }

    private Lead asks(String visitor) {
        mql.leads()
                .apply(List.of(
                        event(visitor, "quote_request", Map.of()).withEmail(visitor + "@acme.example"),
                        event(visitor, "demo_request", Map.of()),
                        event(visitor, "search", Map.of())));
        return lead(visitor);
    }

    private Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    private double score(String visitor) {
        return mql.leads().score(lead(visitor)).value();
    }

    @Test
    void acceptedLeadIsSalAndItsScoreMovesItNoMore() {
        Lead lead = asks("al");
        assertThat(lead.stage()).isEqualTo(Stage.MQL);
        assertThat(desk.accept(lead.id(), "Bea").orElseThrow().stage()).isEqualTo(Stage.SAL);
        clock.advance(DAY.multipliedBy(60));
        mql.runDue();
        assertThat(lead("al").stage()).isEqualTo(Stage.SAL);
        assertThat(desk.qualify(lead.id(), "Bea").orElseThrow().stage()).isEqualTo(Stage.SQL);
        assertThat(desk.win(lead.id(), "Bea").orElseThrow().stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(mql.leads().effects(Effect.HANDOFF, 10))
                .extracting(e -> e.fields().get("verdict"))
                .containsExactlyInAnyOrder("accepted", "qualified", "won");
    }

    @Test
    void rejectedLeadIsHeldBackAndThenItsScoreDecidesAgain() {
        Lead lead = asks("al");
        Lead rejected = desk.reject(lead.id(), "timing", "Bea").orElseThrow();
        assertThat(rejected.stage()).isEqualTo(Stage.LEAD);
        assertThat(rejected.milestones().get(0).text()).contains("rejected by sales, timing");
        clock.advance(DAY);
        asks("al");
        assertThat(lead("al").stage()).isEqualTo(Stage.LEAD);
        clock.advance(DAY.multipliedBy(29));
        mql.runDue();
        assertThat(lead("al").stage()).isEqualTo(Stage.LEAD);
        asks("al");
        assertThat(lead("al").stage()).isEqualTo(Stage.MQL);
        assertThat(desk.queue(10)).extracting(Lead::id).containsExactly(lead.id());
    }

    @Test
    void givenBackLeadGoesBackwardsWithItsReason() {
        Lead lead = asks("al");
        desk.accept(lead.id(), "Bea");
        Lead recycled = desk.recycle(lead.id(), "budget", "Bea").orElseThrow();
        assertThat(recycled.stage()).isEqualTo(Stage.LEAD);
        assertThat(recycled.handoff())
                .extracting(Handoff::verdict, Handoff::reason)
                .containsExactly(Handoff.Verdict.RECYCLED, "budget");
        assertThat(mql.leads().effects(Effect.STAGE, 1).get(0).fields())
                .containsEntry("from", "sal")
                .containsEntry("to", "lead")
                .containsEntry("cause", "person");
    }

    @Test
    void whatIsTakenBackLetsTheScoreDecideAgain() {
        Lead lead = asks("al");
        assertThat(desk.disqualify(lead.id(), "competitor", "Bea").orElseThrow().stage())
                .isEqualTo(Stage.DISQUALIFIED);
        asks("al");
        assertThat(lead("al").stage()).isEqualTo(Stage.DISQUALIFIED);
        assertThat(desk.release(lead.id(), "Bea").orElseThrow().stage()).isEqualTo(Stage.MQL);
    }

    @Test
    void whatCanNotBeIsRefusedInASentence() {
        Lead lead = asks("al");
        assertThatThrownBy(() -> desk.reject(lead.id(), "<b>", "Bea"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one of budget, timing");
        assertThatThrownBy(() -> desk.recycle(lead.id(), "budget", "Bea"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("this one is mql now");
        assertThatThrownBy(() -> desk.release(lead.id(), "Bea")).isInstanceOf(IllegalStateException.class);
        assertThat(desk.accept(new LeadId(1, 2), "Bea")).isEmpty();
        for (double points : new double[] {Double.NaN, 1e308, 0, 501}) {
            assertThatThrownBy(() -> desk.correct(
                            lead.id(), points, "why", "Bea", clock.instant().plus(DAY)))
                    .hasMessageContaining("500 points");
        }
        assertThatThrownBy(() ->
                        desk.correct(lead.id(), 5, " ", "Bea", clock.instant().plus(DAY)))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> desk.correct(lead.id(), 5, "why", "Bea", clock.instant()))
                .hasMessageContaining("ends after it begins");
    }

    @Test
    void correctionHoldsUntilItEndsAndTheLedgerAddsUpAllTheWay() {
        mql.leads().apply(List.of(event("al", "quote_request", Map.of())));
        Lead lead = lead("al");
        desk.correct(lead.id(), 25.5, "met at the fair", "Bea", clock.instant().plus(DAY.multipliedBy(3)));
        assertThat(score("al")).isCloseTo(65.5, within(1e-9));
        assertThat(mql.leads().score(lead("al")).lines())
                .filteredOn(line -> line.rule().equals(LedgerLine.CORRECTION))
                .singleElement()
                .satisfies(line -> assertThat(line.note()).isEqualTo("met at the fair"));
        clock.advance(DAY.multipliedBy(3));
        mql.runDue();
        assertThat(score("al")).isCloseTo(40 * Math.pow(2, -3.0 / 14), within(1e-9));
    }

    @Test
    void leadOnWhichPeopleStartAnewHasNothingButWhatComesThen() {
        Lead lead = asks("al");
        desk.correct(lead.id(), 25, "met at the fair", "Bea", clock.instant().plus(DAY));
        clock.advance(Duration.ofMinutes(1));
        assertThat(desk.startAnew(lead.id(), "lost to a tender", "Bea")
                        .orElseThrow()
                        .stage())
                .isEqualTo(Stage.LEAD);
        assertThat(score("al")).isZero();
        clock.advance(Duration.ofMinutes(1));
        mql.leads().apply(List.of(event("al", "search", Map.of())));
        assertThat(score("al")).isCloseTo(2, within(0.01));
    }

    @Test
    void competitorsStaffAndTestOrdersAreOutOfTheGameByRule() {
        ScoringModel model = Presets.smallTicket();
        List<Disqualifier> out = new ArrayList<>(model.disqualifiers());
        out.add(new Disqualifier("Competitor", "", List.of(Condition.in("mail_domain", "rival.example"))));
        out.add(new Disqualifier("Looks for a job", "page_view", List.of(Condition.like("path", "/careers/**"))));
        mql.models().publish(model.withDisqualifiers(out), 1, "Ada", "who is not meant");
        mql.leads()
                .apply(List.of(
                        event("riva", "quote_request", Map.of()).withEmail("riva@rival.example"),
                        event("test", "purchase", Map.of("test", true, "value", 5))
                                .withEmail("test@acme.example"),
                        event("staff", "identify", Map.of("staff", "yes")).withEmail("st@acme.example"),
                        Event.of(
                                EventId.at(5),
                                "job",
                                "page_view",
                                clock.millis(),
                                Source.BEACON,
                                "/careers/tea-taster",
                                Props.NONE)));
        assertThat(List.of("riva", "test", "staff", "job"))
                .allSatisfy(who -> assertThat(lead(who).stage()).isEqualTo(Stage.DISQUALIFIED));
        assertThat(lead("riva").milestones().get(0).text()).contains("Competitor");
        mql.models().publish(model, 2, "Ada", "everybody again");
        mql.leads().apply(List.of(event("riva", "search", Map.of())));
        assertThat(lead("riva").stage()).isEqualTo(Stage.LEAD);
    }

    @Test
    void salesIsRemindedOnceOfAnMqlThatNobodyLooksAt() {
        Lead lead = asks("al");
        clock.advance(Duration.ofHours(23));
        mql.runDue();
        assertThat(lead("al").handoff().escalatedAt()).isZero();
        clock.advance(Duration.ofHours(1));
        mql.runDue();
        long at = lead("al").handoff().escalatedAt();
        assertThat(at).isEqualTo(lead.since() + DAY.toMillis());
        clock.advance(DAY);
        mql.runDue();
        assertThat(lead("al").handoff().escalatedAt()).isEqualTo(at);
    }

    @Test
    void challengerScoresBesideAndMovesNobody() {
        ScoringModel strict = mql.models()
                .challenge(
                        Presets.smallTicket()
                                .with(
                                        DAY.multipliedBy(14),
                                        new ScoringModel.Threshold(20, 10, 1),
                                        Presets.smallTicket().rules()),
                        "Ada",
                        "lower");
        assertThat(strict.version()).isEqualTo(1);
        mql.leads().apply(List.of(event("al", "quote_request", Map.of())));
        assertThat(lead("al").stage()).isEqualTo(Stage.VISITOR);
        assertThat(lead("al").shadow()).isNotNull();
        assertThat(mql.leads().effects(Effect.SHADOW, 5))
                .singleElement()
                .satisfies(e -> assertThat(e.fields()).containsEntry("to", "in").containsEntry("challenger", "1"));
        asks("al");
        assertThat(lead("al").stage()).isEqualTo(Stage.MQL);
        assertThat(mql.leads().effects(Effect.SHADOW, 5)).hasSize(1);
        mql.models().endChallenge();
        assertThat(mql.models().challenger()).isNull();
        assertThat(mql.models().challenge(Presets.highTicket(), "Ada", "next").version())
                .isEqualTo(3);
    }
}
