package dev.mql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Purchase;
import dev.mql.event.Shopper;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.Milestone;
import dev.mql.lead.Stage;
import dev.mql.testkit.TickingClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders from wherever the shop learns of them, and the carts that they are of. */
class PurchaseTest {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Mql mql =
            Mql.builder().config(Config.of(Map.of())).clock(clock).build();

    @AfterEach
    void close() {
        mql.close();
    }

    private void idle() {
        assertThat(mql.awaitIdle(Duration.ofSeconds(20))).isTrue();
        clock.advance(Duration.ofMinutes(1));
    }

    private void happens(String visitor, String type, Map<String, ?> props) {
        mql.track(Event.of(
                EventId.at(clock.millis()), visitor, type, clock.millis(), Source.FILTER, "/x", Props.of(props)));
        idle();
    }

    private void cart(String visitor, String place, String ref, String... items) {
        Cart held = Cart.held(
                        List.of(items).stream()
                                .map(id -> new CartLine(id, "Item " + id, BigDecimal.TEN, 1, null, null))
                                .toList(),
                        "EUR")
                .withPlace(place)
                .at(clock.millis());
        mql.track(Event.of(
                        EventId.at(clock.millis()),
                        visitor,
                        EventType.CART_SNAPSHOT,
                        clock.millis(),
                        Source.FILTER,
                        null,
                        Props.NONE)
                .withCart(ref.isEmpty() ? held : held.withRef(ref)));
        idle();
    }

    private void bought(Purchase purchase) {
        assertThat(mql.purchase(purchase)).isTrue();
        idle();
    }

    private Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    private List<String> carts(String visitor) {
        return lead(visitor).carts().stream()
                .map(cart -> cart.state() + " " + cart.lines().size() + " " + cart.orderRef())
                .toList();
    }

    private static long orders(Lead lead) {
        return lead.milestones().stream()
                .map(Milestone::kind)
                .filter("order"::equals)
                .count();
    }

    private long unknown() {
        return mql.counters().value("orders.without_cart");
    }

    @Test
    void callbackThatKnowsTheOrderNumberClosesTheCartOfThatNumber() {
        cart("v1", "", "", "7");
        happens("v1", "begin_checkout", Map.of("transaction_id", "A-17"));
        cart("v2", "", "", "7");
        bought(Purchase.of("A-17").worth(new BigDecimal("10.00"), "EUR"));

        assertThat(carts("v1")).containsExactly("ORDERED 1 A-17");
        assertThat(carts("v2")).as("somebody else's").containsExactly("OPEN 1 null");
        assertThat(lead("v1").stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(unknown()).isZero();
    }

    @Test
    void callbackThatKnowsTheShopsCartIdClosesThatCartOnly() {
        cart("v1", "", "c-1", "7");
        cart("v1", "samples", "c-2", "s");
        bought(Purchase.of("A-18").ofCart("c-2"));

        assertThat(carts("v1")).containsExactlyInAnyOrder("OPEN 1 null", "ORDERED 1 A-18");
        assertThat(orders(lead("v1"))).isEqualTo(1);
    }

    @Test
    void callbackThatKnowsTheCustomerClosesTheCustomersCart() {
        mql.identify(Shopper.visitor("v1").withCustomer("4711"));
        idle();
        cart("v1", "", "", "7");
        cart("v2", "", "", "7");
        bought(Purchase.of("A-19").by(Shopper.customer("4711")));

        assertThat(carts("v1")).containsExactly("ORDERED 1 A-19");
        assertThat(carts("v2")).containsExactly("OPEN 1 null");
    }

    @Test
    void callbackThatKnowsTheAddressClosesTheCartOfThatPerson() {
        mql.identify(Shopper.visitor("v1").withEmail("jo@example.org"));
        cart("v1", "", "", "7");
        bought(Purchase.of("A-20").by(Shopper.address("Jo@Example.org")));

        assertThat(carts("v1")).containsExactly("ORDERED 1 A-20");
    }

    @Test
    void orderUnderAnotherAddressClosesTheCartThatItNumbersAndCountsForWhoBought() {
        mql.identify(Shopper.visitor("v1").withEmail("jo@example.org"));
        cart("v1", "", "c-1", "7");
        bought(Purchase.of("A-21").ofCart("c-1").by(Shopper.address("al@example.org")));

        assertThat(carts("v1")).containsExactly("ORDERED 1 A-21");
        assertThat(orders(lead("v1"))).isZero();
        assertThat(orders(mql.leads().byAddress("al@example.org").orElseThrow()))
                .isEqualTo(1);
    }

    @Test
    void orderToldInManyWaysIsOneOrder() {
        cart("v1", "", "c-1", "7");
        happens("v1", "begin_checkout", Map.of("transaction_id", "A-22"));
        bought(Purchase.of("A-22"));
        bought(Purchase.of("A-22").ofCart("c-1"));
        bought(Purchase.of("A-22").by(Shopper.visitor("v1").withEmail("jo@example.org")));
        bought(Purchase.of("A-22").by(Shopper.address("jo@example.org")));

        assertThat(carts("v1")).containsExactly("ORDERED 1 A-22");
        assertThat(orders(lead("v1"))).isEqualTo(1);
        assertThat(lead("v1").id())
                .as("who it was came with the second telling")
                .isEqualTo(mql.leads().byAddress("jo@example.org").orElseThrow().id());
        assertThat(mql.counters().value("events.duplicate")).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "cart"})
    void orderThatComesBeforeItsCartIsKeptAndTakesTheCartWhenItComes(String by) {
        bought(by.equals("order") ? Purchase.of("A-23") : Purchase.of("A-23").ofCart("c-9"));
        assertThat(unknown()).isEqualTo(1);
        cart("v1", "", by.equals("cart") ? "c-9" : "", "7", "8");
        happens("v1", "begin_checkout", Map.of("transaction_id", "A-23"));

        assertThat(carts("v1")).containsExactly("ORDERED 2 A-23");
        assertThat(orders(lead("v1"))).isEqualTo(1);
        assertThat(lead("v1").stage()).isEqualTo(Stage.CUSTOMER);
    }

    @Test
    void cartThatStillLiesInTheSessionAfterItWasBoughtIsNoNewCart() {
        cart("v1", "", "c-1", "7");
        bought(Purchase.of("A-24").ofCart("c-1"));
        cart("v1", "", "c-1", "7");
        assertThat(carts("v1")).containsExactly("ORDERED 1 A-24");

        cart("v1", "", "c-1", "8");
        assertThat(carts("v1")).as("something else is").containsExactly("OPEN 1 null", "ORDERED 1 A-24");
    }

    @Test
    void cartThatTheShopEmptiedBeforeItWasPaidIsBoughtAllTheSame() {
        cart("v1", "", "", "7");
        happens("v1", "begin_checkout", Map.of("transaction_id", "A-25"));
        cart("v1", "", "");
        assertThat(carts("v1")).containsExactly("EMPTIED 0 A-25");
        bought(Purchase.of("A-25"));

        assertThat(carts("v1")).containsExactly("ORDERED 0 A-25");
    }

    @Test
    void orderOfNobodyIsKeptUnderItsNumberWithWhatWasBought() {
        bought(Purchase.of("T-1")
                .withLines(List.of(new CartLine("7", "Cup", BigDecimal.TEN, 2, null, null)))
                .worth(new BigDecimal("20"), "CHF"));
        bought(Purchase.of("T-1"));

        assertThat(unknown()).isEqualTo(1);
        assertThat(mql.counters().value("events.duplicate")).isEqualTo(1);
    }

    @Test
    void lateWordOfAnOldOrderLeavesANewerCartAlone() {
        cart("v1", "", "", "7");
        happens("v1", "begin_checkout", Map.of("transaction_id", "A-26"));
        Instant then = clock.instant();
        clock.advance(Duration.ofHours(1));
        cart("v1", "", "");
        cart("v1", "", "", "8");
        bought(Purchase.of("A-26").at(then));

        assertThat(carts("v1")).containsExactly("OPEN 1 null", "ORDERED 0 A-26");
        assertThat(lead("v1").liveCart()).isPresent();
    }

    @Test
    void trialEndsTheCartAndMakesNoCustomer() {
        cart("v1", "", "c-1", "7");
        bought(Purchase.of("A-27").ofCart("c-1").asTrial());

        assertThat(carts("v1")).containsExactly("ORDERED 1 A-27");
        assertThat(lead("v1").stage()).isEqualTo(Stage.DISQUALIFIED);
        assertThat(lead("v1").milestones()).noneMatch(each -> each.kind().equals("order"));
    }

    @Test
    void browserCanNotTakeANumberOfSomebodyElses() {
        cart("v1", "", "", "7");
        happens("v1", "begin_checkout", Map.of("transaction_id", "A-28"));
        cart("thief", "", "", "9");
        happens("thief", "begin_checkout", Map.of("transaction_id", "A-28"));
        mql.track(Event.of(
                EventId.at(clock.millis()),
                "thief",
                "purchase",
                clock.millis(),
                Source.BEACON,
                null,
                Props.of(Map.of("transaction_id", "A-28"))));
        idle();
        assertThat(carts("v1")).containsExactly("OPEN 1 A-28");
        bought(Purchase.of("A-28"));

        assertThat(carts("v1")).containsExactly("ORDERED 1 A-28");
        assertThat(orders(lead("v1"))).isEqualTo(1);
        assertThat(orders(lead("thief"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "null", "undefined"})
    void numberThatTellsNoOrderFromAnotherIsRefused(String number) {
        assertThatThrownBy(() -> Purchase.of(number)).isInstanceOf(IllegalArgumentException.class);
        happens("v1", "purchase", Map.of("transaction_id", number, "value", 5));
        happens("v1", "purchase", Map.of("transaction_id", number, "value", 6));
        assertThat(orders(lead("v1"))).isEqualTo(2);
    }

    @Test
    void whoIsErasedIsNotFoundByANumberAnyMore() {
        mql.identify(Shopper.visitor("v1").withCustomer("4711").withEmail("jo@example.org"));
        idle();
        cart("v1", "", "c-1", "7");
        happens("v1", "begin_checkout", Map.of("transaction_id", "A-29"));
        mql.leads().erase(lead("v1").id());
        bought(Purchase.of("A-29").ofCart("c-1"));

        assertThat(mql.leads().byVisitor("v1")).isEmpty();
        assertThat(mql.leads().byAddress("jo@example.org")).isEmpty();
    }
}
