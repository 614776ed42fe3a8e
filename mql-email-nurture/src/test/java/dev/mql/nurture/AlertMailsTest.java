package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mql.handoff.Delivery;
import dev.mql.lead.Notice;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Sales hears of a qualified lead by mail: once, and never twice by guesswork. */
class AlertMailsTest {
    private static final Map<String, String> TO_SALES = Map.of("mql.handoff.mail", "sales@shop.example");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Deque<MailSender> script = new ConcurrentLinkedDeque<>();
    private final MailSender sender = (mail, look) -> {
        MailSender next = script.poll();
        if (next != null) {
            return next.send(mail, look);
        }
        if (!look.go()) {
            return new Outcome(Outcome.Kind.STOPPED, "stopped");
        }
        taken.add(mail.id());
        return new Outcome(Outcome.Kind.SENT, "accepted");
    };

    private static Delivery.DeadLetter awaitDead(Story story) {
        await().atMost(SOON).until(() -> {
            story.mql.runDue();
            return !story.mql.handoff().dead(10).isEmpty();
        });
        assertThat(story.mql.handoff().dead(10)).hasSize(1);
        return story.mql.handoff().dead(10).get(0);
    }

    private static void awaitTold(Story story) {
        await().atMost(SOON).until(() -> {
            story.mql.runDue();
            return story.lead().notices().isEmpty();
        });
    }

    @Test
    void qualifiedLeadIsToldToSalesOnceWithEverythingTheyNeed() throws Exception {
        try (Story story = new Story(TO_SALES)) {
            story.qualifiedLeadWithCart();
            MimeMessage mail = story.awaitMails(1).get(0);
            awaitTold(story);
            story.pass(Duration.ofMinutes(10));

            story.awaitMails(1);
            assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("sales@shop.example");
            assertThat(mail.getSubject()).isEqualTo("New lead for sales: " + Story.ADDRESS);
            assertThat(mail.getHeader("List-Unsubscribe")).isNull();
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            for (int part : new int[] {0, 1}) {
                assertThat(Story.part(mail, part))
                        .contains(Story.ADDRESS, "Where the score comes from", "Sent the contact form", "Kettle")
                        .contains("https://shop.example/mql/admin/leads/"
                                + story.lead().id());
            }
            assertThat(story.mql.counters().value("alert.delivered")).isEqualTo(1);
        }
    }

    @Test
    void leadThatNobodyTakesIsToldAgainAfterADay() {
        try (Story story = new Story(TO_SALES, sender)) {
            story.qualifiedLeadWithCart();
            awaitTold(story);
            taken.clear();
            story.clock.advance(Duration.ofHours(24).minusMillis(1));
            awaitTold(story);
            assertThat(taken).noneMatch(id -> id.startsWith("mql.msg_"));
            story.pass(Duration.ofMillis(1));
            await().atMost(SOON).until(() -> taken.stream().anyMatch(id -> id.startsWith("mql.msg_")));
            awaitTold(story);

            assertThat(taken).filteredOn(id -> id.startsWith("mql.msg_")).hasSize(1);
        }
    }

    @Test
    void nobodyIsRemindedOfALeadThatWasTakenMeanwhile() {
        try (Story story = new Story(TO_SALES, sender)) {
            script.add((mail, look) -> new Outcome(Outcome.Kind.TEMPORARY, "smtp_451"));
            story.qualifiedLeadWithCart();
            await().atMost(SOON).until(() -> story.lead().notices().stream().anyMatch(n -> n.attempts() == 1));
            story.mql
                    .leads()
                    .update(
                            story.lead().id(),
                            lead -> lead.withNotices(lead.notices().stream()
                                    .map(AlertMailsTest::escalation)
                                    .toList()));
            story.event(Story.VISITOR, "purchase", Story.ADDRESS);
            story.pass(Duration.ofMinutes(2));
            awaitTold(story);

            assertThat(taken).isEmpty();
        }
    }

    private static Notice escalation(Notice n) {
        return new Notice(
                n.channel(),
                n.sequence(),
                Notice.ESCALATION,
                n.from(),
                n.to(),
                n.cause(),
                n.score(),
                n.grade(),
                n.model(),
                n.state(),
                n.attempts(),
                n.due(),
                n.deadline(),
                n.at(),
                n.error());
    }

    @Test
    void temporaryRefusalIsTriedAgain() {
        try (Story story = new Story(TO_SALES, sender)) {
            script.add((mail, look) -> new Outcome(Outcome.Kind.TEMPORARY, "smtp_451"));
            story.qualifiedLeadWithCart();
            await().atMost(SOON).until(() -> story.lead().notices().stream().anyMatch(n -> n.attempts() == 1));
            assertThat(taken).isEmpty();
            story.pass(Duration.ofMinutes(2));
            awaitTold(story);

            assertThat(taken).hasSize(1);
        }
    }

    @Test
    void mailWhoseOutcomeIsUnknownIsADeadLetterUntilSomebodyReplaysIt() {
        try (Story story = new Story(TO_SALES, sender)) {
            script.add((mail, look) -> {
                look.go();
                return new Outcome(Outcome.Kind.UNCERTAIN, "no_answer_after_content");
            });
            story.qualifiedLeadWithCart();
            Notice dead = awaitDead(story).notice();
            assertThat(dead.error()).isEqualTo("no_answer_after_content");
            story.pass(Duration.ofMinutes(30));
            assertThat(taken).isEmpty();

            assertThat(story.mql.handoff().replay(story.lead().id(), dead.sequence(), dead.channel()))
                    .isTrue();
            awaitTold(story);
            assertThat(taken).hasSize(1);
            assertThat(story.mql.handoff().dead(10)).isEmpty();
        }
    }

    @Test
    void workerThatDiesAfterTheHandOverLeavesADeadLetterAndBeforeItNothing() {
        try (Story story = new Story(TO_SALES, sender)) {
            script.add((mail, look) -> {
                throw new IllegalStateException("this worker dies");
            });
            script.add((mail, look) -> {
                look.go();
                throw new IllegalStateException("and this one");
            });
            story.qualifiedLeadWithCart();
            await().atMost(SOON).until(() -> script.size() == 1);
            story.pass(Duration.ofMinutes(2));
            await().atMost(SOON).until(script::isEmpty);
            story.pass(Duration.ofMinutes(2));

            assertThat(awaitDead(story).notice().error()).isEqualTo("outcome_unknown");
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void addressThatCanNotBeWrittenToStopsTheStartUnshown() {
        assertThatThrownBy(() -> new Story(Map.of("mql.handoff.mail", "müller@shop.example")).close())
                .rootCause()
                .hasMessageContaining("mql.handoff.mail")
                .hasMessageContaining("in ASCII")
                .message()
                .doesNotContain("müller");
    }

    @Test
    void dryRunTellsNobodyAndSaysSo() {
        try (Story story = new Story(Map.of("mql.handoff.mail", "sales@shop.example", "mql.smtp.url", ""))) {
            story.qualifiedLeadWithCart();
            assertThat(awaitDead(story).notice().error()).isEqualTo("dry_run");
        }
    }
}
