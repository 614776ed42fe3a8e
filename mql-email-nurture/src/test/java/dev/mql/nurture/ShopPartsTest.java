package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.lead.Lead;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.series.Offer;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Rehearsal;
import dev.mql.nurture.series.Rehearsals.Result;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.shop.Catalog;
import dev.mql.nurture.shop.CouponIssuer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What mails ask of the shop, and what can be known before anything is sent. */
class ShopPartsTest {
    private static final Catalog.Item KETTLE =
            new Catalog.Item("Kettle, new edition", new BigDecimal("59.00"), "EUR", 5, null, null, null);

    private final AtomicReference<@Nullable Map<String, Catalog.Item>> sold =
            new AtomicReference<>(Map.of("7", KETTLE));

    private Story story() {
        return new Story(
                Map.of(),
                null,
                builder -> builder.catalog(ids -> {
                    Map<String, Catalog.Item> items = sold.get();
                    if (items == null) {
                        throw new IllegalStateException("the shop's database is away");
                    }
                    return items;
                }));
    }

    @Test
    void mailShowsTodaysPricesAndLeavesOutWhatIsGone() {
        try (Story story = story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            String text = Story.part(story.awaitMails(1).get(0), 0);
            assertThat(text).contains("Kettle, new edition", "€59.00").doesNotContain("Filter papers", "€64.00");
        }
    }

    @Test
    void nothingLeftToBuyIsNoMail() {
        try (Story story = story()) {
            sold.set(Map.of());
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SKIPPED, "nothing_left");
            assertThat(story.inbox.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void mailsWaitForACatalogueThatDoesNotAnswer() {
        try (Story story = story()) {
            sold.set(null);
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.PLANNED, "catalog_away");
            sold.set(Map.of("7", KETTLE));
            story.pass(Duration.ofMinutes(5));
            story.awaitState(1, State.SENT, null);
        }
    }

    // coupons

    private static final class Issuer implements CouponIssuer {
        final List<Wish> wishes = new CopyOnWriteArrayList<>();

        @Override
        public Coupon issue(Wish wish) {
            wishes.add(wish);
            return new Coupon("TEN-" + wish.key().substring(4, 10), "10 % off", wish.expires());
        }
    }

    private static void offer(Story story, int perWeek) {
        story.change("cart", series -> series.withOffer(new Offer(2, Duration.ofDays(5), perWeek, 2)));
    }

    private static void firstTwoMails(Story story) {
        story.qualifiedLeadWithCart();
        story.cartIsLeft();
        story.awaitState(1, State.SENT, null);
        story.pass(Duration.ofHours(23));
        story.awaitState(2, State.SENT, null);
    }

    @Test
    void couponComesFromItsStepOnAndIsTheReadersOwn() {
        Issuer issuer = new Issuer();
        try (Story story = new Story(Map.of(), null, builder -> builder.couponIssuer(issuer))) {
            offer(story, 10);
            firstTwoMails(story);
            List<String> texts = story.awaitMails(2).stream()
                    .map(mail -> Story.part(mail, 0))
                    .toList();
            assertThat(texts.get(0)).doesNotContain("TEN-");
            assertThat(texts.get(1)).contains("TEN-", "10 % off");
            assertThat(issuer.wishes).singleElement().satisfies(wish -> {
                assertThat(wish.value()).isEqualByComparingTo("78.70");
                assertThat(wish.expires().toEpochMilli())
                        .isEqualTo(story.lead().enrolments().get(0).at()
                                + Duration.ofDays(5).toMillis());
            });
        }
    }

    @Test
    void noCouponBeyondTheBudgetOfTheWeek() {
        Issuer issuer = new Issuer();
        try (Story story = new Story(Map.of(), null, builder -> builder.couponIssuer(issuer))) {
            offer(story, 0);
            firstTwoMails(story);
            assertThat(issuer.wishes).isEmpty();
            assertThat(Story.part(story.awaitMails(2).get(1), 0)).doesNotContain("TEN-");
        }
    }

    @Test
    void whoOftenLeavesACartGetsNoCoupon() {
        Issuer issuer = new Issuer();
        try (Story story = new Story(Map.of(), null, builder -> builder.couponIssuer(issuer))) {
            offer(story, 10);
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.putIntoCart(Story.VISITOR);
            story.clock.advance(Duration.ofDays(4));
            story.putIntoCart(Story.VISITOR, Story.line("9", "Mug", "30.00", 1));
            story.cartIsLeft();
            await().until(() -> story.inbox.getReceivedMessages().length == 2);
            story.pass(Duration.ofHours(23));
            await().until(() -> story.inbox.getReceivedMessages().length == 3);

            assertThat(issuer.wishes).isEmpty();
        }
    }

    // rehearsal

    private static Result rehearsed(Story story, Playbook playbook) {
        assertThat(story.nurture.sending().rehearsals().begin(playbook)).isTrue();
        await().until(() -> {
            Result latest = story.nurture.sending().rehearsals().latest();
            return latest != null && !latest.running();
        });
        return Objects.requireNonNull(story.nurture.sending().rehearsals().latest());
    }

    @Test
    void rehearsalTellsWhatTheSeriesThenReallyDoes() {
        try (Story story = new Story(Map.of("mql.smtp.url", ""))) {
            Playbook playbook = story.nurture.sending().playbooks().current();
            story.change("cart", series -> series.to(Series.Mode.OFF, story.clock.millis()));
            story.qualifiedLeadWithCart();
            story.event("buyer", "contact_form", null);
            Lead buyer = story.mql.leads().byVisitor("buyer").orElseThrow();
            story.mql.leads().confirm(buyer.id(), "buyer@example.org");
            story.putIntoCart("buyer", Story.line("7", "Kettle", "64.00", 1));
            story.clock.advance(Duration.ofHours(5));
            story.event("buyer", "purchase", "buyer@example.org");
            story.pass(Duration.ofDays(5));

            Result result = rehearsed(story, playbook);
            assertThat(result.carts()).isEqualTo(2);
            assertThat(result.sent())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("cart 1", 2L, "cart 2", 1L, "cart 3", 1L));
            assertThat(result.heldBack()).containsEntry("purchased", 2L);
            List<Rehearsal.Line> mine = new ArrayList<>(result.lines());
            mine.removeIf(line -> !line.lead().equals(story.lead().id()));
            assertThat(mine).extracting(Rehearsal.Line::text).containsExactlyInAnyOrder("cart.1", "cart.2", "cart.3");
            assertThat(story.lead().mails()).noneMatch(m -> m.kind().marketing());
        }
    }

    @Test
    void rehearsalOfWhatIsSwitchedOffSendsNothing() {
        try (Story story = new Story()) {
            story.change("cart", series -> series.to(Series.Mode.OFF, story.clock.millis()));
            story.qualifiedLeadWithCart();
            story.pass(Duration.ofDays(2));
            Result result = rehearsed(story, story.nurture.sending().playbooks().current());
            assertThat(result.sent()).isEmpty();
            assertThat(result.heldBack()).containsEntry("series_off", 1L);
        }
    }
}
