package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Mailing.State;
import dev.mql.lead.Person.Basis;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CartMailTest {

    @Test
    void leftCartGetsOneMailPerStepAndThenSilence() throws Exception {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.pass(Duration.ofMinutes(59));
            assertThat(story.lead().mails()).noneMatch(m -> m.kind().marketing());

            story.pass(Duration.ofMinutes(1));
            MimeMessage first = story.awaitMails(1).get(0);
            assertThat(first.getSubject()).isEqualTo("You left something in your cart");
            assertThat(Story.part(first, 0)).contains("Kettle", "3\u00a0×\u00a0€4.90", "€78.70");
            assertThat(Story.part(first, 1)).contains("https://shop.example/img/7.svg");
            assertThat(first.getHeader("List-Id")).containsExactly("<cart-reminders.shop.example>");
            assertThat(first.getHeader("List-Unsubscribe")[0]).startsWith("<https://shop.example/mql/u/");
            story.awaitState(1, State.SENT, null);

            story.pass(Duration.ofHours(23));
            assertThat(story.awaitMails(2).get(1).getSubject()).isEqualTo("Any questions before you order?");
            story.pass(Duration.ofHours(48));
            assertThat(story.awaitMails(3).get(2).getSubject()).isEqualTo("One last question about your cart");
            story.awaitState(3, State.SENT, null);

            story.pass(Duration.ofDays(10));
            story.awaitMails(3);
        }
    }

    @Test
    void signUpIsConfirmedByOneNeutralMailAndTheHistoryJoins() throws Exception {
        try (Story story = new Story()) {
            story.signUp(Story.VISITOR, Story.ADDRESS);
            story.mql.runDue();
            MimeMessage mail = story.awaitMails(1).get(0);
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getHeader("List-Unsubscribe")).isNull();
            String link = Story.link(mail, "y");

            assertThat(story.open(story.browser(), link).body()).contains("Yes, confirm");
            assertThat(story.lead().person().known()).isFalse();
            assertThat(story.post(story.browser(), link, "").body()).contains("Thank you, that is confirmed");

            assertThat(story.lead().person().basis()).isEqualTo(Basis.DOUBLE_OPT_IN);
            assertThat(story.lead().claim()).isNull();
            assertThat(story.mql.leads().byAddress(Story.ADDRESS)).hasValueSatisfying(lead -> assertThat(lead.id())
                    .isEqualTo(story.lead().id()));
            assertThat(story.post(story.browser(), link, "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneAddressIsAskedOnceADayHoweverManyVisitorsTypeIt() {
        try (Story story = new Story()) {
            for (int i = 0; i < 500; i++) {
                story.signUp("flood-" + i, Story.ADDRESS);
            }
            story.signUp(Story.VISITOR, "other@example.org");
            for (int i = 0; i < 3; i++) {
                story.mql.runDue();
            }
            story.awaitMails(2);
        }
    }

    @Test
    void purchaseEndsTheSeries() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitMails(1);
            story.awaitState(1, State.SENT, null);
            story.event(Story.VISITOR, "purchase", Story.ADDRESS);

            story.awaitState(2, State.SKIPPED, "purchased");
            story.pass(Duration.ofDays(3));
            story.awaitState(3, State.SKIPPED, "purchased");
            story.awaitMails(1);
        }
    }

    @Test
    void emptiedCartEndsTheSeries() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.putIntoCart(Story.VISITOR);
            story.mql.leads().update(story.lead().id(), same -> same);

            story.awaitState(2, State.SKIPPED, "cart_emptied");
        }
    }

    @Test
    void cartInUseAgainMovesTheMails() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.clock.advance(Duration.ofHours(8));
            story.event(Story.VISITOR, "view_cart", null);
            long touched = story.clock.millis();

            assertThat(story.mailing(2).due())
                    .isEqualTo(touched + Duration.ofHours(24).toMillis());
            story.pass(Duration.ofHours(14));
            story.awaitMails(1);
            story.pass(Duration.ofHours(10));
            story.awaitMails(2);
        }
    }

    @Test
    void unqualifiedLeadIsHeldBackAndTheReasonIsKept() {
        try (Story story = new Story(Map.of("mql.recovery.min-stage", "sal"))) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            assertThat(story.reasonOfCart()).isEqualTo("not_qualified");
            assertThat(story.inbox.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void knownAddressWithoutABasisGetsNothing() {
        try (Story story = new Story(Map.of("mql.recovery.min-stage", "visitor"))) {
            story.event(Story.VISITOR, "login", Story.ADDRESS);
            story.putIntoCart(Story.VISITOR, Story.line("7", "Kettle", "64.00", 1));
            story.cartIsLeft();
            assertThat(story.reasonOfCart()).isEqualTo("no_basis");
        }
    }

    @Test
    void noPostalAddressNoReminder() {
        try (Story story = new Story(Map.of("mql.mail.postal-address", ""))) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SKIPPED, "no_postal_address");
        }
    }

    @Test
    void withoutAMailServerEverythingIsComputedAndNothingSent() {
        try (Story story = new Story(Map.of("mql.smtp.url", ""))) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SKIPPED, "dry_run");
        }
    }

    @Test
    void afterAnOutageOnlyTheStepOfTheHourIsSent() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.pass(Duration.ofHours(30));

            story.awaitMails(1);
            story.awaitState(1, State.SKIPPED, "too_late");
            story.awaitState(2, State.SENT, null);
            story.awaitState(3, State.PLANNED, null);
        }
    }
}
