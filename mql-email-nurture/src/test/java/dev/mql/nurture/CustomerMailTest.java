package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Mailing.State;
import dev.mql.lead.Person.Basis;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has bought and then leaves a cart: what an order allows depends on the shop, on the country, and on time. */
class CustomerMailTest {
    private Story story;

    @BeforeEach
    void shopWhoseCheckoutOffersToRefuse() {
        story = new Story(Map.of("mql.mail.soft-opt-in", "true", "mql.recovery.min-stage", "visitor"));
    }

    @AfterEach
    void end() {
        story.close();
    }

    private void buys(String locale, Map<String, Object> more) {
        Map<String, Object> props = new HashMap<>(more);
        props.put("locale", locale);
        story.event(Story.VISITOR, EventType.PURCHASE, Story.ADDRESS, Source.FILTER, Props.of(props));
        story.clock.advance(Duration.ofHours(3));
    }

    private void leavesACart() {
        story.putIntoCart(Story.VISITOR, Story.line("7", "Kettle", "64.00", 1));
        story.cartIsLeft();
    }

    private Basis basis() {
        return story.lead().person().basis();
    }

    @Test
    void customerIsReminded() {
        buys("de-DE", Map.of());
        leavesACart();

        story.awaitState(1, State.SENT, null);
        assertThat(story.awaitMails(1)).hasSize(1);
        assertThat(story.lead().milestones()).anyMatch(m -> m.text().equals("may be written to as a customer"));
    }

    @Test
    void shopThatDoesNotOfferToRefuseWritesToNoCustomer() {
        story.restart(Map.of("mql.mail.soft-opt-in", "false"));
        buys("de-DE", Map.of());
        leavesACart();

        assertThat(story.reasonOfCart()).isEqualTo("no_basis");
    }

    @Test
    void shopThatNoLongerOffersToRefuseWritesToNoCustomerOfBefore() {
        buys("de-DE", Map.of());
        story.restart(Map.of("mql.mail.soft-opt-in", "false"));
        leavesACart();

        assertThat(story.reasonOfCart()).isEqualTo("soft_opt_in_off");
    }

    @Test
    void orderIsNotEnoughWhereTheCountryIsNotKnown() {
        buys("de", Map.of());
        leavesACart();

        assertThat(story.reasonOfCart()).isEqualTo("no_basis_for_country");
    }

    @Test
    void countryThatTheShopTellsCounts() {
        buys("pt-BR", Map.of());
        story.event(Story.VISITOR, EventType.IDENTIFY, Story.ADDRESS, Source.API, Props.of(Map.of("country", "DE")));
        leavesACart();

        story.awaitState(1, State.SENT, null);
    }

    @Test
    void oldOrderIsNoBasisAnyMoreAndANewOneIs() {
        story.restart(Map.of("mql.mail.soft-opt-in-lifetime", "30d"));
        buys("fr-CA", Map.of());
        story.clock.advance(Duration.ofDays(30));
        leavesACart();
        assertThat(story.reasonOfCart()).isEqualTo("basis_expired");

        buys("fr-CA", Map.of("transaction_id", "A-2"));
        leavesACart();
        story.awaitMails(1);
    }

    @Test
    void whoToldTheShopToStopIsLeftAloneAfterBeingErasedToo() {
        buys("de-DE", Map.of());
        story.event(Story.VISITOR, EventType.UNSUBSCRIBE, Story.ADDRESS, Source.API, Props.NONE);
        assertThat(story.mql.privacy().erase(story.lead().id())).isTrue();
        story.clock.advance(Duration.ofHours(1));
        buys("de-DE", Map.of());
        assertThat(story.lead().person().unsubscribed()).isFalse();
        leavesACart();

        story.awaitState(1, State.SKIPPED, "suppressed");
    }

    @Test
    void refusalAtTheCheckoutHolds() {
        buys("de-DE", Map.of());
        assertThat(basis()).isEqualTo(Basis.SOFT_OPT_IN);
        buys("de-DE", Map.of("mail_refused", "on"));
        leavesACart();

        assertThat(story.reasonOfCart()).isEqualTo("no_basis");
        assertThat(story.lead().milestones()).anyMatch(m -> m.text().equals("refused mail with an order"));
    }

    @Test
    void betterBasisIsKeptWhenTheyBuy() {
        story.event(Story.VISITOR, "contact_form", null);
        story.mql.leads().confirm(story.lead().id(), Story.ADDRESS);
        buys("pt-BR", Map.of());
        assertThat(basis()).isEqualTo(Basis.DOUBLE_OPT_IN);

        buys("pt-BR", Map.of("mail_refused", "true"));
        assertThat(basis()).isEqualTo(Basis.DOUBLE_OPT_IN);
    }

    @Test
    void unsubscribedCustomerStaysUnsubscribed() {
        buys("de-DE", Map.of());
        story.event(Story.VISITOR, EventType.UNSUBSCRIBE, null, Source.API, Props.NONE);
        buys("de-DE", Map.of("transaction_id", "A-2"));
        leavesACart();

        assertThat(story.reasonOfCart()).isEqualTo("unsubscribed");
    }

    @Test
    void joinedHistoriesKeepTheBetterBasis() {
        buys("de-DE", Map.of());
        story.event("laptop", "contact_form", null);
        story.mql
                .leads()
                .confirm(story.mql.leads().byVisitor("laptop").orElseThrow().id(), Story.ADDRESS);

        assertThat(basis()).isEqualTo(Basis.DOUBLE_OPT_IN);
        assertThat(story.mql.leads().byVisitor("laptop")).hasValue(story.lead());
    }

    @Test
    void noThanksForgetsTheCartAndItsMailsAtOnce() {
        buys("de-DE", Map.of());
        leavesACart();
        story.awaitState(1, State.SENT, null);
        assertThat(story.mql.models().accepts(EventType.CART_DECLINED, Source.BEACON))
                .isTrue();
        story.event(Story.VISITOR, EventType.CART_DECLINED, null, Source.BEACON, Props.NONE);

        assertThat(story.lead().carts().get(0).lines()).isEmpty();
        story.awaitState(2, State.SKIPPED, "declined");
        story.awaitState(3, State.SKIPPED, "declined");
        story.pass(Duration.ofDays(3));
        story.awaitMails(1);
    }
}
