package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.cart.Feedback;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Enrolment.Group;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Series.Mode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which series, when it waits, and when it ends. */
class SeriesTest {
    private static UnaryOperator<Series> mode(Story story, Mode mode) {
        return series -> series.to(mode, story.clock.millis());
    }

    private static Enrolment run(Story story) {
        Lead lead = story.lead();
        return lead.enrolment(Kind.RECOVERY, lead.carts().get(0).id()).orElseThrow();
    }

    // who

    @Test
    void whoIsDrawnForComparisonGetsNothingAndIsCounted() {
        try (Story story = new Story(Map.of("mql.recovery.holdout", "50"))) {
            int drawn = 0;
            for (int i = 0; i < 12; i++) {
                String visitor = "v" + i;
                story.event(visitor, "contact_form", null);
                Lead lead = story.mql.leads().byVisitor(visitor).orElseThrow();
                story.mql.leads().confirm(lead.id(), "reader" + i + "@example.org");
                story.putIntoCart(visitor, Story.line("7", "Kettle", "64.00", 1));
            }
            story.cartIsLeft();
            for (int i = 0; i < 12; i++) {
                Lead lead = story.mql.leads().byVisitor("v" + i).orElseThrow();
                Enrolment run = lead.enrolments().get(0);
                boolean mailed = lead.mails().stream().anyMatch(m -> m.kind() == Kind.RECOVERY);
                assertThat(mailed).isEqualTo(run.group() == Group.A);
                drawn += run.group() == Group.HOLDOUT ? 1 : 0;
            }
            assertThat(drawn).isBetween(1, 11);
            story.awaitMails(12 - drawn);
        }
    }

    @Test
    void leadsOfLowQualityHaveASeriesOfTheirOwnThatTakesMoreTime() {
        try (Story story = new Story()) {
            story.change("cart_low", mode(story, Mode.ON));
            story.clock.advance(Duration.ofMillis(1));
            story.qualifiedLeadWithCart();
            story.pass(Duration.ofHours(4));

            assertThat(run(story).series()).isIn("cart_low", "cart");
            String quality = story.mql
                    .models()
                    .scorer()
                    .model()
                    .grades()
                    .band(story.mql
                            .models()
                            .scorer()
                            .grade(
                                    story.lead(),
                                    story.mql.leads().score(story.lead()).value()));
            assertThat(run(story).series()).isEqualTo(quality.equals("low") ? "cart_low" : "cart");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin_checkout", "payment_failed"})
    void howFarSomebodyCameChoosesTheSeries(String event) {
        try (Story story = new Story()) {
            story.change("checkout", mode(story, Mode.ON));
            story.change("payment", mode(story, Mode.ON));
            story.clock.advance(Duration.ofMillis(1));
            story.qualifiedLeadWithCart();
            story.event(Story.VISITOR, event, null);
            story.event(Story.VISITOR, "view_cart", null);
            story.cartIsLeft();

            assertThat(run(story).series()).isEqualTo(event.equals("begin_checkout") ? "checkout" : "payment");
        }
    }

    @Test
    void cartFromBeforeTheSeriesWasSwitchedOnIsLeftAlone() {
        try (Story story = new Story()) {
            story.change("cart", mode(story, Mode.OFF));
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            assertThat(story.reasonOfCart()).isEqualTo("series_off");
            story.change("cart", mode(story, Mode.ON));
            story.event(Story.VISITOR, "page_view", null);

            assertThat(story.reasonOfCart()).isEqualTo("before_activation");
            assertThat(story.inbox.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void cartOfNothingButGiftsAndOneOfSmallValueAreLeftAlone() {
        try (Story story = new Story()) {
            story.event(Story.VISITOR, "contact_form", null);
            story.mql.leads().confirm(story.lead().id(), Story.ADDRESS);
            story.putIntoCart(Story.VISITOR, Story.line("1", "Sample", "0.00", 2));
            story.cartIsLeft();
            assertThat(story.reasonOfCart()).isEqualTo("only_free_items");

            story.change("cart", series -> {
                var e = series.entry();
                return series.withEntry(new dev.mql.nurture.series.Entry(
                        e.depths(),
                        e.from(),
                        e.to(),
                        e.grades(),
                        e.quality(),
                        0,
                        0,
                        new BigDecimal("20"),
                        null,
                        false,
                        List.of(),
                        List.of(),
                        e.maxAge()));
            });
            story.putIntoCart(Story.VISITOR, Story.line("1", "Spoon", "19.99", 1));
            story.cartIsLeft();
            assertThat(story.reasonOfCart()).isEqualTo("other_value");
            story.putIntoCart(Story.VISITOR, Story.line("1", "Spoon", "20.00", 1));
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
        }
    }

    @Test
    void secondCartWithinTheCoolDownGetsNoSeries() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.putIntoCart(Story.VISITOR); // emptied
            story.clock.advance(Duration.ofHours(4));
            story.putIntoCart(Story.VISITOR, Story.line("9", "Mug", "12.00", 1));
            story.cartIsLeft();

            assertThat(story.reasonOfCart()).isEqualTo("cool_down");
        }
    }

    // when

    @Test
    void mailThatWouldComeAtNightComesInTheMorningOfItsReader() {
        try (Story story = new Story()) {
            story.event(
                    Story.VISITOR,
                    EventType.IDENTIFY,
                    Story.ADDRESS,
                    Source.API,
                    Props.of(Map.of("time_zone", "Asia/Tokyo")));
            story.clock.advance(Duration.ofHours(2)); // 21:00 in Tokyo
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.PLANNED, "quiet_hours");
            assertThat(story.mailing(1).due())
                    .isEqualTo(java.time.Instant.parse("2026-11-22T23:00:00Z").toEpochMilli());

            story.pass(Duration.ofHours(10));
            story.awaitState(1, State.SENT, null);
        }
    }

    @Test
    void mailOverTheDaysLimitWaitsAndIsNotLostWithoutAWord() {
        try (Story story = new Story(Map.of("mql.mail.per-day", "1", "mql.recovery.delays", "1h, 3h, 5h"))) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.pass(Duration.ofHours(2));

            story.awaitState(2, State.SKIPPED, "frequency_cap");
            story.awaitMails(1);
        }
    }

    @Test
    void mailsThatAreLateTogetherGoOutOneByOne() {
        try (Story story = new Story(Map.of("mql.mail.catch-up", "1"))) {
            for (int i = 0; i < 3; i++) {
                story.event("v" + i, "contact_form", null);
                story.mql
                        .leads()
                        .confirm(
                                story.mql
                                        .leads()
                                        .byVisitor("v" + i)
                                        .orElseThrow()
                                        .id(),
                                "r" + i + "@example.org");
                story.putIntoCart("v" + i, Story.line("7", "Kettle", "64.00", 1));
            }
            story.pass(Duration.ofHours(3)); // two hours late, as after an outage
            story.awaitMails(1);
            story.pass(Duration.ofMinutes(1));
            story.awaitMails(2);
            story.pass(Duration.ofMinutes(1));
            story.awaitMails(3);
        }
    }

    // how it ends

    @Test
    void salesThatTakesTheLeadEndsTheSeries() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.clock.advance(Duration.ofMinutes(5));
            story.mql.desk().accept(story.lead().id(), "Bea");
            story.pass(Duration.ofHours(23));

            story.awaitState(2, State.SKIPPED, "sales_contact");
        }
    }

    @Test
    void seriesThatIsSwitchedOffSendsNothingOfWhatIsQueued() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.change("cart", mode(story, Mode.OFF));
            story.pass(Duration.ofHours(23));

            story.awaitState(2, State.SKIPPED, "series_off");
            story.awaitMails(1);
        }
    }

    @Test
    void dryRunComputesEverythingAndSendsNothing() {
        try (Story story = new Story()) {
            story.change("cart", mode(story, Mode.DRY_RUN));
            story.qualifiedLeadWithCart();
            story.cartIsLeft();

            story.awaitState(1, State.SKIPPED, "dry_run");
            assertThat(story.inbox.getReceivedMessages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"only_looking", "bought_elsewhere"})
    void answerThatAsksForSilenceGetsIt(String reason) {
        try (Story story = new Story()) {
            answered(story, reason);
            story.awaitState(2, State.SKIPPED, "answered");
            story.pass(Duration.ofHours(48));
            story.awaitState(3, State.SKIPPED, "answered");
            story.awaitMails(1);
        }
    }

    @Test
    void answerAboutThePriceIsAnsweredByTheNextMail() {
        try (Story story = new Story()) {
            answered(story, "price");
            story.awaitState(2, State.SENT, null);
            story.awaitMails(2);
        }
    }

    private static void answered(Story story, String reason) {
        story.qualifiedLeadWithCart();
        story.cartIsLeft();
        story.awaitState(1, State.SENT, null);
        story.mql
                .leads()
                .update(
                        story.lead().id(),
                        lead -> lead.withCart(
                                lead.carts().get(0).withFeedback(new Feedback(reason, "", story.clock.millis()))));
        story.pass(Duration.ofHours(23));
    }
}
