package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.event.EventType;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.smtp.LastLook;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person does not want to get, they do not get: all of it or a kind, now and for ever, on every node. */
class MailChoiceTest {
    private final AtomicReference<Runnable> beforeData = new AtomicReference<>(() -> {});
    private Story story;

    /** Has claimed a mail and stands right before its content. */
    private final class Hesitating implements MailSender {
        @Override
        public Outcome send(OutgoingMail mail, LastLook look) {
            Objects.requireNonNull(beforeData.get()).run();
            return new Outcome(look.go() ? Outcome.Kind.SENT : Outcome.Kind.STOPPED, "as it was decided");
        }
    }

    @BeforeEach
    void aLeadHasACart() {
        story = new Story(Map.of(), new Hesitating());
        story.qualifiedLeadWithCart();
    }

    @AfterEach
    void end() {
        story.close();
    }

    private String link() {
        return "/mql/u/" + Node.links(story).get(1);
    }

    private Suppressions suppressions() {
        return new Suppressions(story.mql.records());
    }

    @Test
    void unsubscriptionOnOneNodeStopsTheMailThatAnotherHasClaimed() {
        String link = link();
        try (Node other = new Node(story, builder -> builder.mailSender(new Hesitating()))) {
            beforeData.set(() -> assertThat(other.post(HttpClient.newHttpClient(), link, "List-Unsubscribe=One-Click")
                            .statusCode())
                    .isEqualTo(200));
            story.cartIsLeft();
            story.awaitState(1, State.SKIPPED, "unsubscribed");
        }
    }

    @Test
    void choiceOnOneNodeStopsTheMailThatAnotherHasClaimed() {
        String link = link();
        try (Node other = new Node(story, builder -> builder.mailSender(new Hesitating()))) {
            beforeData.set(() -> other.post(HttpClient.newHttpClient(), link, "choose=1&topic=offers"));
            story.cartIsLeft();
            story.awaitState(1, State.SKIPPED, "declined_topic");
        }
    }

    @Test
    void oneClickAsMultipartFormDataIsUnderstood() {
        String body = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        HttpResponse<String> done = story.send(
                HttpClient.newHttpClient(),
                story.request(link())
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).isEmpty();
        assertThat(story.lead().person().unsubscribed()).isTrue();
    }

    @Test
    void kindsOfMailAreChosenByBoxesAndShownAsTheyWereChosen() {
        String link = link();
        assertThat(story.open(story.browser(), link).body())
                .contains("No more mail at all", "Save my choice")
                .containsSubsequence("value=\"reminders\" checked", "value=\"questions\" checked");
        assertThat(story.lead().person().unsubscribed()).isFalse();

        assertThat(story.post(story.browser(), link, "choose=1&topic=reminders&topic=welcome&topic=nonsense")
                        .body())
                .contains("Your choice is saved", "value=\"reminders\" checked")
                .doesNotContain("value=\"offers\" checked");
        assertThat(story.open(story.browser(), link).body()).doesNotContain("value=\"questions\" checked");
        assertThat(story.lead().milestones())
                .anyMatch(m -> m.text().equals("wants no mail of these kinds: offers, questions"));

        story.post(story.browser(), link, "choose=1&topic=reminders&topic=offers&topic=welcome&topic=questions");
        assertThat(story.lead().milestones()).anyMatch(m -> m.text().equals("wants every kind of mail again"));
        story.cartIsLeft();
        story.awaitState(1, State.SENT, null);
    }

    @Test
    void kindThatIsNotWantedIsNotSentAndOthersAre() {
        story.post(story.browser(), link(), "choose=1&topic=offers");
        story.cartIsLeft();
        story.awaitState(1, State.SKIPPED, "declined_topic");
    }

    @Test
    void noBoxAtAllIsTheEndOfAllMail() {
        assertThat(story.post(story.browser(), link(), "choose=1").body()).contains("You are unsubscribed");
        assertThat(story.lead().person().unsubscribed()).isTrue();
    }

    @Test
    void nobodyComesBackByALinkThatMayHaveBeenPassedOn() {
        String link = link();
        story.post(story.browser(), link, "");
        assertThat(story.open(story.browser(), link).body()).contains("You are unsubscribed");
        assertThat(story.post(story.browser(), link, "choose=1&topic=reminders").body())
                .contains("You are unsubscribed");
        assertThat(suppressions().reason(story.mql.vault().addressHashes(Story.ADDRESS)))
                .isEqualTo("unsubscribed");
    }

    @Test
    void unsubscriptionHoldsAfterErasureForAnotherVisitorWithTheSameAddress() {
        story.post(story.browser(), link(), "");
        assertThat(story.mql.privacy().erase(story.lead().id())).isTrue();
        story.clock.advance(Duration.ofDays(40));

        story.event("visitor-2", "contact_form", null);
        story.mql
                .leads()
                .confirm(story.mql.leads().byVisitor("visitor-2").orElseThrow().id(), Story.ADDRESS);
        story.putIntoCart("visitor-2", Story.line("9", "Cup", "12.00", 1));
        story.cartIsLeft();
        assertHeldBack("visitor-2", "suppressed");
    }

    @Test
    void unsubscriptionHoldsForAnotherVisitorWhoSignsInAsThePerson() {
        story.post(story.browser(), link(), "");
        story.event("visitor-4", "contact_form", null);
        story.putIntoCart("visitor-4", Story.line("9", "Cup", "12.00", 1));
        story.event("visitor-4", EventType.LOGIN, Story.ADDRESS);
        assertThat(story.mql.leads().byVisitor("visitor-4").orElseThrow().id())
                .isEqualTo(
                        story.mql.leads().byAddress(Story.ADDRESS).orElseThrow().id());
        story.cartIsLeft();
        assertHeldBack("visitor-4", "unsubscribed");
    }

    @Test
    void choiceHoldsForAnAddressThatIsImportedAnew() {
        story.post(story.browser(), link(), "choose=1&topic=offers");
        story.mql.privacy().erase(story.lead().id());
        story.clock.advance(Duration.ofDays(1));
        story.event("visitor-5", "contact_form", null);
        story.mql
                .leads()
                .confirm(story.mql.leads().byVisitor("visitor-5").orElseThrow().id(), Story.ADDRESS);
        story.putIntoCart("visitor-5", Story.line("9", "Cup", "12.00", 1));
        story.cartIsLeft();
        assertHeldBack("visitor-5", "declined_topic");
    }

    private void assertHeldBack(String visitor, String reason) {
        await().untilAsserted(() -> {
            Lead lead = story.mql.leads().byVisitor(visitor).orElseThrow();
            assertThat(lead.mails()).allMatch(m -> m.state() == State.PLANNED || m.state() == State.SKIPPED);
            assertThat(Stream.concat(
                            lead.mails().stream().map(Mailing::reason),
                            lead.enrolments().stream().map(Enrolment::reason)))
                    .contains(reason);
        });
    }

    @Test
    void unsubscriptionHoldsThoughAnUnconfirmedSignUpNamesTheAddress() {
        story.post(story.browser(), link(), "");
        story.signUp("visitor-3", Story.ADDRESS);
        assertThat(suppressions().reason(story.mql.vault().addressHashes(Story.ADDRESS)))
                .isEqualTo("unsubscribed");
        story.cartIsLeft();
        assertThat(story.reasonOfCart()).isEqualTo("unsubscribed");
    }
}
