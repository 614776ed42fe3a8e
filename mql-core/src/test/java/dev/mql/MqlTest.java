package dev.mql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.Person;
import dev.mql.lead.Stage;
import dev.mql.scoring.LedgerLine;
import dev.mql.scoring.Score;
import dev.mql.store.Effect;
import dev.mql.testkit.TickingClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From events to leads, on the memory storage and with a clock that ticks. */
class MqlTest {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Mql mql =
            Mql.builder().config(Config.of(Map.of())).clock(clock).build();

    @AfterEach
    void close() {
        mql.close();
    }

    private Event event(String visitor, String type, Map<String, ?> props) {
        return Event.of(
                EventId.at(clock.millis()), visitor, type, clock.millis(), Source.FILTER, "/" + type, Props.of(props));
    }

    private void happens(Event... events) {
        for (Event event : events) {
            mql.track(event);
        }
        assertThat(mql.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    private static CartLine line(String id) {
        return new CartLine(id, "Item " + id, new BigDecimal("9.90"), 1, null, null);
    }

    @Test
    void whatAMachineDidIsTakenBackAndWhatCameBeforeAndAfterCounts() {
        happens(event("v1", "view_item", Map.of("item_id", "1")));
        clock.advance(Duration.ofMinutes(10));
        long since = clock.millis();
        for (int i = 0; i < 50; i++) {
            happens(event("v1", "view_pricing", Map.of("item_id", "p" + i)));
            clock.advance(Duration.ofSeconds(1));
        }
        happens(
                event("v1", "add_to_cart", Map.of("item_id", "7", "price", 9.9)),
                event("v1", "quote_request", Map.of()),
                event("v1", "purchase", Map.of("value", 9.9)));
        Event machine = Event.of(
                EventId.at(clock.millis()),
                "v1",
                EventType.MACHINE,
                clock.millis(),
                Source.SYSTEM,
                null,
                Props.of(Map.of("since", since)));
        happens(machine, machine);
        clock.advance(Duration.ofMinutes(5));
        happens(event("v1", "search", Map.of()));

        assertThat(lead("v1").activity().touches())
                .extracting(touch -> touch.type())
                .containsExactly("search", "purchase", "quote_request", "view_item");
        assertThat(lead("v1").milestones())
                .filteredOn(milestone -> milestone.kind().equals("machine"))
                .singleElement()
                .satisfies(milestone -> assertThat(milestone.text()).contains("51 events do not count"));
        assertThat(mql.leads().byVisitor("nobody")).isEmpty();
    }

    @Test
    void lead_becomesMqlAtTheThresholdOnceAndFallsOutWhenSilent() {
        happens(
                event("v1", "view_pricing", Map.of()),
                event("v1", "add_to_cart", Map.of("item_id", "7", "price", 9.9)));
        assertThat(lead("v1").stage()).isEqualTo(Stage.VISITOR);
        happens(event("v1", "quote_request", Map.of()), event("v1", "quote_request", Map.of()));
        assertThat(lead("v1").stage()).isEqualTo(Stage.MQL);
        assertThat(mql.leads().effects(Effect.STAGE, 10)).singleElement().satisfies(e -> assertThat(e.fields())
                .containsEntry("from", "visitor")
                .containsEntry("to", "mql"));

        Score score = mql.leads().score(lead("v1"));
        assertThat(score.lines().stream().mapToDouble(LedgerLine::left).sum()).isCloseTo(score.value(), within(1e-9));
        long falls = mql.models().scorer().fallsAt(lead("v1"), clock.millis());
        clock.set(Instant.ofEpochMilli(falls - 1_000));
        mql.runDue();
        assertThat(lead("v1").stage()).isEqualTo(Stage.MQL);
        clock.advance(Duration.ofSeconds(3));
        mql.runDue();
        assertThat(lead("v1").stage()).isEqualTo(Stage.VISITOR);
    }

    @Test
    void regularCustomerIsFoundByTheAddressAfterManyYears() {
        happens(event("phone", "login", Map.of()).withEmail("al@example.org"));
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofDays(100));
            happens(event("phone", "login", Map.of()).withEmail("al@example.org"));
        }
        happens(event("laptop", "login", Map.of()).withEmail("al@example.org"));

        assertThat(lead("laptop").id()).isEqualTo(lead("phone").id());
        assertThat(mql.leads().byAddress("al@example.org")).hasValue(lead("phone"));
    }

    @Test
    void eventSentTwiceCountsOnceAndIsAccountedFor() {
        Event view = event("v2", "view_item", Map.of("item_id", "7"));
        happens(view, view, event("v2", "search", Map.of()));
        assertThat(mql.counters().value("events.received")).isEqualTo(3);
        assertThat(mql.counters().value("events.committed")).isEqualTo(2);
        assertThat(mql.counters().value("events.duplicate")).isEqualTo(1);
        assertThat(mql.leads().score(lead("v2")).value()).isCloseTo(5, within(1e-3));
    }

    @Test
    void cartThatIsEmptiedBecauseItWasBoughtIsABoughtCart() {
        Event filled = event("v9", EventType.CART_SNAPSHOT, Map.of())
                .withCart(Cart.snapshot(List.of(line("7")), "EUR", clock.millis()));
        Event bought =
                event("v9", EventType.PURCHASE, Map.of("transaction_id", "A-1")).withEmail("al@example.org");
        Event emptied = event("v9", EventType.CART_SNAPSHOT, Map.of())
                .withCart(Cart.snapshot(List.of(), "EUR", clock.millis()));

        mql.leads().apply(List.of(filled, bought, emptied));

        assertThat(lead("v9").carts()).singleElement().satisfies(cart -> {
            assertThat(cart.state()).isEqualTo(Cart.State.ORDERED);
            assertThat(cart.orderRef()).isEqualTo("A-1");
        });
    }

    @Test
    void cartsInSeveralPlacesAreSeveralCarts() {
        Event cart = event("v8", EventType.CART_SNAPSHOT, Map.of())
                .withCart(Cart.snapshot(List.of(line("7")), "EUR", clock.millis()));
        Event samples = event("v8", EventType.CART_SNAPSHOT, Map.of())
                .withCart(
                        Cart.snapshot(List.of(line("s")), "EUR", clock.millis()).withPlace("samples"));
        Event more = event("v8", EventType.CART_SNAPSHOT, Map.of())
                .withCart(Cart.snapshot(List.of(line("7"), line("8")), "EUR", clock.millis()));
        Event none = event("v8", EventType.CART_SNAPSHOT, Map.of())
                .withCart(Cart.snapshot(List.of(), "EUR", clock.millis()).withPlace("samples"));
        happens(cart, samples, more, none);

        assertThat(lead("v8").carts())
                .extracting(c -> c.place() + " " + c.state() + " " + c.lines().size())
                .containsExactlyInAnyOrder(" OPEN 2", "samples EMPTIED 0");
    }

    @Test
    void cartWithAnotherIdOfTheShopsIsAnotherCart() {
        for (String ref : List.of("c-1", "c-1", "c-2")) {
            happens(event("v8", EventType.CART_SNAPSHOT, Map.of())
                    .withCart(Cart.snapshot(List.of(line("7")), "EUR", clock.millis())
                            .withRef(ref)));
        }

        assertThat(lead("v8").carts())
                .extracting(c -> c.ref() + " " + c.state())
                .containsExactly("c-2 OPEN", "c-1 EMPTIED");
    }

    @Test
    void cartIsAbandonedAfterSilenceAndOpenAgainWhenTouched() {
        Event snapshot = event("v3", EventType.CART_SNAPSHOT, Map.of())
                .withCart(Cart.snapshot(List.of(line("7"), line("8")), "EUR", clock.millis()));
        happens(snapshot);
        String cart = lead("v3").carts().get(0).id();
        clock.advance(Duration.ofMinutes(59));
        mql.runDue();
        assertThat(lead("v3").carts().get(0).state()).isEqualTo(Cart.State.OPEN);
        clock.advance(Duration.ofMinutes(1));
        mql.runDue();
        assertThat(lead("v3").carts().get(0).state()).isEqualTo(Cart.State.ABANDONED);
        happens(event("v3", EventType.BEGIN_CHECKOUT, Map.of()));
        assertThat(lead("v3").carts()).singleElement().satisfies(c -> {
            assertThat(c.id()).isEqualTo(cart);
            assertThat(c.state()).isEqualTo(Cart.State.OPEN);
            assertThat(c.lines()).hasSize(2);
        });
        happens(event("v3", EventType.CART_SNAPSHOT, Map.of())
                .withCart(Cart.snapshot(List.of(), "EUR", clock.millis())));
        assertThat(lead("v3").carts().get(0).state()).isEqualTo(Cart.State.EMPTIED);
    }

    @Test
    void purchaseSeenByTheShopMakesACustomerOneClaimedByAPageOnlyClosesItsOwnCart() {
        happens(event("v4", "add_to_cart", Map.of("item_id", "7", "price", 5)));
        Event claimed = new Event(
                EventId.at(1),
                "v4",
                EventType.PURCHASE,
                clock.millis(),
                Source.BEACON,
                "/thanks",
                Props.NONE,
                null,
                null);
        happens(claimed);
        assertThat(lead("v4").carts().get(0).state()).isEqualTo(Cart.State.ORDERED);
        assertThat(lead("v4").stage()).isEqualTo(Stage.VISITOR);
        assertThat(mql.leads().effects(Effect.ORDER, 10)).isEmpty();

        happens(event("v4", EventType.PURCHASE, Map.of("transaction_id", "A1", "value", 5, "currency", "EUR"))
                .withEmail("jo@example.org"));
        assertThat(lead("v4").stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(mql.leads().byAddress(" JO@example.org ")).hasValue(lead("v4"));
    }

    @Test
    void typedAddressStaysAClaimUntilItIsConfirmed() {
        happens(event("v5", EventType.NEWSLETTER_SIGNUP, Map.of()).withEmail("ada@example.org"));
        assertThat(lead("v5").person().known()).isFalse();
        assertThat(lead("v5").claim()).isNotNull();
        assertThat(mql.leads().byAddress("ada@example.org")).isEmpty();

        Lead confirmed = mql.leads().confirm(lead("v5").id(), "ada@example.org").orElseThrow();
        assertThat(confirmed.person().basis()).isEqualTo(Person.Basis.DOUBLE_OPT_IN);
        assertThat(confirmed.claim()).isNull();
        assertThat(mql.leads().byAddress("ada@example.org")).hasValue(confirmed);
        assertThat(mql.vault().open(String.valueOf(confirmed.person().sealedAddress())))
                .isEqualTo("ada@example.org");
    }

    @Test
    void nameGivenInAFormIsKeptWhenTheSameAddressIsConfirmed() {
        happens(event("v7", "quote_request", Map.of("name", "Ada")).withEmail("ada@example.org"));
        happens(event("v7", EventType.NEWSLETTER_SIGNUP, Map.of("locale", "de")).withEmail("ada@example.org"));
        Person ada = mql.leads()
                .confirm(lead("v7").id(), "ada@example.org")
                .orElseThrow()
                .person();
        assertThat(mql.vault().open(String.valueOf(ada.sealedName()))).isEqualTo("Ada");
        assertThat(ada.locale()).isEqualTo("de");
    }

    @Test
    void addressThatNobodyConfirmsIsForgottenAfterAWeek() {
        happens(event("v6", EventType.NEWSLETTER_SIGNUP, Map.of()).withEmail("ada@example.org"));
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        mql.runDue();
        assertThat(lead("v6").claim()).isNotNull();
        clock.advance(Duration.ofSeconds(1));
        mql.runDue();
        assertThat(lead("v6").claim()).isNull();
    }

    @Test
    void anonymousHistoryJoinsTheKnownLeadWhichKeepsItsId() {
        happens(event("phone", "view_item", Map.of("item_id", "1")).withEmail(null));
        happens(event("phone", EventType.LOGIN, Map.of()).withEmail("eve@example.org"));
        Lead known = lead("phone");
        happens(event("laptop", "view_item", Map.of("item_id", "2")), event("laptop", "search", Map.of()));
        Lead anonymous = lead("laptop");
        double before =
                mql.leads().score(known).value() + mql.leads().score(anonymous).value();
        happens(event("laptop", EventType.LOGIN, Map.of()).withEmail("eve@example.org"));

        Lead joined = lead("laptop");
        assertThat(joined.id()).isEqualTo(known.id());
        assertThat(mql.leads().get(anonymous.id())).hasValue(joined);
        assertThat(joined.absorbed()).containsExactly(anonymous.id());
        assertThat(mql.leads().score(joined).value()).isCloseTo(before, within(0.01));
        assertThat(mql.leads().stageCounts()).containsExactly(Map.entry(Stage.LEAD, 1L));
        happens(event("laptop", "search", Map.of("q", "x")));
        assertThat(lead("phone").lastSeen()).isEqualTo(joined.lastSeen());
    }

    @Test
    void twoIdentifiedPeopleOnOneDeviceAreNeverMixed() {
        happens(event("shared", EventType.LOGIN, Map.of()).withEmail("ann@example.org"));
        happens(event("shared", "quote_request", Map.of()));
        happens(event("shared", EventType.PURCHASE, Map.of("value", 9)).withEmail("bob@example.org"));
        Lead ann = mql.leads().byAddress("ann@example.org").orElseThrow();
        Lead bob = mql.leads().byAddress("bob@example.org").orElseThrow();
        assertThat(ann.id()).isNotEqualTo(bob.id());
        assertThat(ann.stage()).isNotEqualTo(Stage.CUSTOMER);
        assertThat(bob.stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(bob.activity().did("quote_request")).isFalse();
    }

    @Test
    void orderByPhoneClosesTheCartOnTheLaptop() {
        happens(event("laptop", EventType.LOGIN, Map.of()).withEmail("kim@example.org"));
        happens(event("laptop", "add_to_cart", Map.of("item_id", "7", "price", 5)));
        Event order = new Event(
                EventId.at(9),
                "till-4711",
                EventType.PURCHASE,
                clock.millis(),
                Source.API,
                null,
                Props.of(Map.of("transaction_id", "T1")),
                "kim@example.org",
                null);
        happens(order);
        assertThat(lead("laptop").carts().get(0).state()).isEqualTo(Cart.State.ORDERED);
        assertThat(lead("laptop").stage()).isEqualTo(Stage.CUSTOMER);
    }

    @Test
    void publishedModelScoresTheNextEventAndASecondEditorIsTold() {
        var draft = mql.models().current();
        assertThat(mql.models().publish(draft, draft.version(), "Ada", "same again"))
                .isPresent();
        assertThat(mql.models().publish(draft, draft.version(), "Bob", "too late"))
                .isEmpty();
        assertThat(mql.models().history(10)).extracting(m -> m.author()).startsWith("Ada");
    }

    @Test
    void leadsAreListedByScoreAndFilteredByStage() {
        happens(
                event("a", "search", Map.of()),
                event("b", "quote_request", Map.of()),
                event("c", "quote_request", Map.of()),
                event("c", "view_pricing", Map.of()),
                event("c", "add_to_cart", Map.of("item_id", "1")));
        var page = mql.leads().list(new dev.mql.engine.Leads.Query(null, 0, null, 2));
        assertThat(page.leads())
                .extracting(Lead::id)
                .containsExactly(lead("c").id(), lead("b").id());
        var rest = mql.leads().list(new dev.mql.engine.Leads.Query(null, 0, page.next(), 2));
        assertThat(rest.leads()).extracting(Lead::id).containsExactly(lead("a").id());
        assertThat(rest.next()).isNull();
        assertThat(mql.leads()
                        .list(new dev.mql.engine.Leads.Query(Stage.MQL, 0, null, 10))
                        .leads())
                .hasSize(1);
        assertThat(mql.leads()
                        .list(new dev.mql.engine.Leads.Query(null, 39, null, 10))
                        .leads())
                .hasSize(2);
        assertThat(mql.leads().countFrom(39)).isEqualTo(2);
    }
}
