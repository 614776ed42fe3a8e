package dev.mql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Shopper;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who somebody is, as the shop's log-in says it. */
class PeopleTest {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Mql mql =
            Mql.builder().config(Config.of(Map.of())).clock(clock).build();

    @AfterEach
    void close() {
        mql.close();
    }

    private void views(String visitor, String page) {
        mql.track(Event.of(
                EventId.at(clock.millis()), visitor, "view_item", clock.millis(), Source.FILTER, page, Props.NONE));
        idle();
    }

    private void is(Shopper shopper) {
        assertThat(mql.identify(shopper)).isTrue();
        idle();
    }

    private void idle() {
        assertThat(mql.awaitIdle(Duration.ofSeconds(20))).isTrue();
        clock.advance(Duration.ofSeconds(5));
    }

    private Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    private LeadId address(String email) {
        return mql.leads().byAddress(email).orElseThrow().id();
    }

    @Test
    void customerIdAloneFindsTheSameLeadOnAnotherDevice() {
        views("phone", "/p/1");
        is(Shopper.visitor("phone").withCustomer("4711"));
        views("laptop", "/p/2");
        is(Shopper.visitor("laptop").withCustomer("4711").withName("Jo").withLocale("de-AT"));

        assertThat(lead("laptop").id()).isEqualTo(lead("phone").id());
        assertThat(lead("phone").activity().touches()).extracting("object").contains("/p/1", "/p/2");
        assertThat(lead("phone").person().locale()).isEqualTo("de-AT");
        assertThat(lead("phone").person().sealedName()).isNotNull().doesNotContain("Jo");
        assertThat(lead("phone").profile().attributes())
                .as("the id itself is not kept")
                .isEmpty();
        assertThat(lead("phone").toString()).doesNotContain("4711");
    }

    @Test
    void twoPeopleOnOneBrowserStayTwo() {
        views("pc", "/p/1");
        is(Shopper.visitor("pc").withEmail("al@example.org").withCustomer("1001"));
        is(Shopper.visitor("pc").withEmail("bea@example.org").withCustomer("1002"));
        is(Shopper.visitor("pc").withCustomer("1002"));
        is(Shopper.visitor("pc").withCustomer("1001"));

        assertThat(address("al@example.org")).isEqualTo(lead("pc").id());
        assertThat(address("bea@example.org")).isNotEqualTo(lead("pc").id());
        is(Shopper.visitor("tablet").withCustomer("1002"));
        assertThat(lead("tablet").id()).isEqualTo(address("bea@example.org"));
    }

    @Test
    void twoPeopleOnOneBrowserStayTwoByCustomerIdAlone() {
        is(Shopper.visitor("pc").withCustomer("1001"));
        is(Shopper.visitor("pc").withCustomer("1002"));
        is(Shopper.visitor("a").withCustomer("1001"));
        is(Shopper.visitor("b").withCustomer("1002"));

        assertThat(lead("a").id()).isEqualTo(lead("pc").id());
        assertThat(lead("b").id()).isNotEqualTo(lead("pc").id());
    }

    @Test
    void customerIdOfSomebodyElseDoesNotJoinTwoAddresses() {
        is(Shopper.visitor("a").withEmail("al@example.org"));
        is(Shopper.visitor("b").withEmail("bea@example.org").withCustomer("1002"));
        is(Shopper.visitor("a").withCustomer("1002"));

        assertThat(lead("a").id()).isEqualTo(address("al@example.org"));
        assertThat(address("al@example.org")).isNotEqualTo(address("bea@example.org"));
    }

    @Test
    void whatSaysNobodyIsRefused() {
        assertThatThrownBy(() -> mql.identify(Shopper.UNKNOWN.withName("Jo")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mql.identify(Shopper.address("no address")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attributesOfAPersonAreKept() {
        is(Shopper.visitor("v").withCustomer("4711").with("industry", "coffee"));
        assertThat(lead("v").profile().text("industry")).isEqualTo("coffee");
    }
}
