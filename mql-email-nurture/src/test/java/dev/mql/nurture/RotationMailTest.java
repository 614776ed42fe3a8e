package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing.State;
import dev.mql.lead.Person.Basis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The secret is changed while mails are underway. */
class RotationMailTest {
    private static final String NEW = "another secret of 32 characters!";
    private static final Map<String, String> ROTATED =
            Map.of("mql.secret", NEW, "mql.secret.previous", "0123456789abcdef0123456789abcdef");

    private final Story story = new Story();

    @AfterEach
    void end() {
        story.close();
    }

    private void firstCartMail() {
        story.qualifiedLeadWithCart();
        story.cartIsLeft();
        story.awaitState(1, State.SENT, null);
    }

    private String link(int mail, String page) {
        return Story.link(story.awaitMails(mail).get(mail - 1), page);
    }

    @Test
    void seriesGoesOnAfterTheRotation() {
        firstCartMail();
        LeadId ada = story.lead().id();
        story.restart(ROTATED);
        story.pass(Duration.ofHours(23));

        story.awaitState(2, State.SENT, null);
        story.awaitMails(2);
        assertThat(story.lead().id()).isEqualTo(ada);
        assertThat(story.lead().person().addressHash())
                .isEqualTo(story.mql.vault().addressHash(Story.ADDRESS));
    }

    @Test
    void unsubscribeLinkOfBeforeEndsTheMailsForGood() {
        firstCartMail();
        story.restart(ROTATED);
        String unsubscribe = link(1, "u");
        story.mql.leads().renewed(story.lead());
        assertThat(story.post(story.browser(), unsubscribe, "").statusCode()).isEqualTo(200);

        assertThat(story.lead().person().unsubscribed()).isTrue();
        anotherLeadWithTheAddressGetsNothing();
        story.restart(Map.of("mql.secret", NEW, "mql.secret.previous", "a third secret that nobody ever used"));
        anotherLeadWithTheAddressGetsNothing();
    }

    @Test
    void whoUnsubscribedBeforeTheRotationGetsNoMailAfterIt() {
        firstCartMail();
        story.post(story.browser(), link(1, "u"), "List-Unsubscribe=One-Click");
        story.restart(ROTATED);

        story.event(Story.VISITOR, "login", Story.ADDRESS);
        anotherLeadWithTheAddressGetsNothing();
    }

    /** The lead forgets that it was unsubscribed, as one that was erased and came back would have: the suppression has to do. */
    private void anotherLeadWithTheAddressGetsNothing() {
        anotherCartIsLeft();
        story.awaitState(1, State.SKIPPED, "suppressed");
        story.awaitMails(1);
    }

    private void anotherCartIsLeft() {
        story.mql.leads().update(story.lead().id(), lead -> lead.withPerson(
                        lead.person().unsubscribed(0))
                .withMails(java.util.List.of())
                .withEnrolments(java.util.List.of())
                .withCarts(java.util.List.of()));
        story.putIntoCart(Story.VISITOR, Story.line("9", "Cup", "12.00", 1));
        story.cartIsLeft();
    }

    @Test
    void confirmLinkOfBeforeStillConfirmsAndLiftsTheUnsubscription() {
        firstCartMail();
        LeadId ada = story.lead().id();
        story.post(story.browser(), link(1, "u"), "");
        story.clock.advance(Duration.ofDays(2));
        story.signUp("laptop", Story.ADDRESS);
        story.mql.runDue();
        String confirm = link(2, "y");
        story.restart(ROTATED);
        assertThat(story.post(story.browser(), confirm, "").statusCode()).isEqualTo(200);

        Lead lead = story.mql.leads().byVisitor("laptop").orElseThrow();
        assertThat(lead.id()).isEqualTo(ada);
        assertThat(lead.person().unsubscribed()).isFalse();
        assertThat(lead.person().basis()).isEqualTo(Basis.DOUBLE_OPT_IN);
        assertThat(lead.claim()).isNull();
        anotherCartIsLeft();
        story.awaitMails(3);
    }

    @Test
    void addressThatWasAskedBeforeTheRotationIsNotAskedAgainTheSameDay() {
        story.signUp(Story.VISITOR, Story.ADDRESS);
        story.mql.runDue();
        story.awaitMails(1);
        story.restart(ROTATED);
        story.signUp("somebody-else", Story.ADDRESS);
        story.mql.runDue();

        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(story.mql
                        .leads()
                        .byVisitor("somebody-else")
                        .orElseThrow()
                        .mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.reason()).isEqualTo("asked_within_24_hours")));
        story.awaitMails(1);
    }

    @Test
    void withoutTheSecretOfBeforeNothingIsWrittenAndTheReasonIsShown() {
        firstCartMail();
        story.restart(Map.of("mql.secret", NEW));
        story.pass(Duration.ofHours(23));

        story.awaitState(2, State.DEAD, "address_not_readable");
        story.awaitMails(1);
    }
}
