package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Mailing.State;
import dev.mql.nurture.smtp.LastLook;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.smtp.ScriptedSmtp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a mail from plan to outcome, whatever happens on it. */
class SendingTest {

    /** A sender that does what a test says with the first mails, and takes the rest. */
    private static final class Scripted implements MailSender {
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final AtomicReference<MailSender> next = new AtomicReference<>(this::take);

        private Outcome take(OutgoingMail mail, LastLook look) {
            if (!look.go()) {
                return new Outcome(Outcome.Kind.STOPPED, "stopped");
            }
            taken.add(mail.id());
            return new Outcome(Outcome.Kind.SENT, "accepted");
        }

        void first(MailSender does) {
            next.set(does);
        }

        @Override
        public Outcome send(OutgoingMail mail, LastLook look) {
            return next.getAndSet(this::take).send(mail, look);
        }
    }

    @Test
    void temporaryRefusalIsTriedAgainAfterAMinute() {
        Scripted sender = new Scripted();
        try (Story story = new Story(Map.of(), sender)) {
            sender.first((mail, look) -> new Outcome(Outcome.Kind.TEMPORARY, "smtp_451"));
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.RETRY, "smtp_451");
            assertThat(story.mailing(1).due()).isEqualTo(story.clock.millis() + 60_000);
            story.pass(Duration.ofSeconds(59));
            assertThat(sender.taken).isEmpty();

            story.pass(Duration.ofSeconds(1));
            story.awaitState(1, State.SENT, null);
            assertThat(sender.taken).hasSize(1);
        }
    }

    @Test
    void refusalThatOutlastsTheStepEndsItWithItsReason() {
        try (ScriptedServer server = new ScriptedServer(Map.of("RCPT", "450 4.2.1 busy"));
                Story story = server.story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            for (int minutes = 1; minutes <= 64; minutes *= 2) {
                story.awaitState(1, State.RETRY, "smtp_450_4.2.1");
                story.pass(Duration.ofMinutes(minutes));
            }
            story.awaitState(1, State.DEAD, "smtp_450_4.2.1");
            assertThat(server.smtp.accepted()).isEmpty();
        }
    }

    @Test
    void addressThatDoesNotExistIsNeverWrittenToAgain() {
        try (ScriptedServer server = new ScriptedServer(Map.of("RCPT", "550 5.1.1 nobody here"));
                Story story = server.story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.DEAD, "smtp_550_5.1.1");
            story.pass(Duration.ofHours(23));

            story.awaitState(2, State.SKIPPED, "suppressed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ScriptedSmtp.ACCEPT_AND_CLOSE, ScriptedSmtp.CLOSE})
    void connectionThatDiesAfterTheContentLeavesTheMailUncertainAndItIsNeverResent(String answer) {
        try (ScriptedServer server = new ScriptedServer(Map.of("DOT", answer));
                Story story = server.story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.UNCERTAIN, "no_answer_after_content");
            for (int i = 0; i < 10; i++) {
                story.pass(Duration.ofMinutes(10));
            }

            story.awaitState(1, State.UNCERTAIN, "no_answer_after_content");
            assertThat(server.smtp.heard()).filteredOn("DATA"::equals).hasSize(1);
        }
    }

    @Test
    void workerThatDiesBeforeTheHandOverLosesNothing() {
        Scripted sender = new Scripted();
        try (Story story = new Story(Map.of(), sender)) {
            sender.first((mail, look) -> {
                throw new IllegalStateException("this worker dies");
            });
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.CLAIMED, null);
            story.pass(Duration.ofMinutes(5));

            story.awaitState(1, State.SENT, null);
            assertThat(sender.taken).hasSize(1);
        }
    }

    @Test
    void workerThatDiesAfterTheHandOverLeavesTheMailUncertain() {
        Scripted sender = new Scripted();
        try (Story story = new Story(Map.of(), sender)) {
            sender.first((mail, look) -> {
                look.go();
                throw new IllegalStateException("this worker dies");
            });
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.HANDED, null);
            story.pass(Duration.ofMinutes(5));

            story.awaitState(1, State.UNCERTAIN, "worker_lost_after_hand_over");
            story.pass(Duration.ofHours(2));
            assertThat(sender.taken).isEmpty();
        }
    }

    @Test
    void workerThatWakesUpAfterItsLeaseHasLostTheMail() {
        Scripted sender = new Scripted();
        AtomicReference<LastLook> late = new AtomicReference<>();
        try (Story story = new Story(Map.of(), sender)) {
            sender.first((mail, look) -> {
                late.set(look);
                throw new IllegalStateException("this worker sleeps");
            });
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.CLAIMED, null);
            story.pass(Duration.ofMinutes(5));
            story.awaitState(1, State.SENT, null);

            assertThat(late.get().go()).isFalse();
            story.awaitState(1, State.SENT, null);
        }
    }

    @Test
    void purchaseBetweenClaimAndContentStopsTheMail() {
        Scripted sender = new Scripted();
        try (Story story = new Story(Map.of(), sender)) {
            sender.first((mail, look) -> {
                story.event(Story.VISITOR, "purchase", Story.ADDRESS);
                return sender.take(mail, look);
            });
            story.qualifiedLeadWithCart();
            story.cartIsLeft();

            story.awaitState(1, State.SKIPPED, "purchased");
            assertThat(sender.taken).isEmpty();
        }
    }

    @Test
    void unsubscriptionBetweenClaimAndContentStopsTheMail() {
        Scripted sender = new Scripted();
        try (Story story = new Story(Map.of(), sender)) {
            sender.first((mail, look) -> {
                String unsubscribe = mail.unsubscribe();
                assertThat(unsubscribe).isNotNull();
                story.post(
                        story.browser(), unsubscribe.replace("https://shop.example", ""), "List-Unsubscribe=One-Click");
                return sender.take(mail, look);
            });
            story.qualifiedLeadWithCart();
            story.cartIsLeft();

            story.awaitState(1, State.SKIPPED, "unsubscribed");
            assertThat(sender.taken).isEmpty();
        }
    }

    @Test
    void cartTouchedBetweenClaimAndContentPutsTheMailOff() {
        Scripted sender = new Scripted();
        try (Story story = new Story(Map.of(), sender)) {
            sender.first((mail, look) -> {
                story.event(Story.VISITOR, "view_cart", null);
                return sender.take(mail, look);
            });
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.PLANNED, "cart_in_use");
            assertThat(story.mailing(1).due())
                    .isEqualTo(story.clock.millis() + Duration.ofHours(1).toMillis());
            story.pass(Duration.ofHours(1));

            story.awaitState(1, State.SENT, null);
            assertThat(sender.taken).hasSize(1);
        }
    }

    @Test
    void twoNodesSendOneMailEach() throws Exception {
        try (Story story = new Story();
                AutoCloseable second = story.anotherNode();
                AutoCloseable third = story.anotherNode()) {
            assertThat(List.of(second, third)).hasSize(2);
            int leads = 40;
            for (int i = 0; i < leads; i++) {
                String visitor = "visitor-" + i;
                String address = "reader" + i + "@example.org";
                story.event(visitor, "contact_form", null);
                story.mql
                        .leads()
                        .confirm(
                                story.mql
                                        .leads()
                                        .byVisitor(visitor)
                                        .orElseThrow()
                                        .id(),
                                address);
                story.putIntoCart(visitor, Story.line("7", "Kettle", "64.00", 1));
            }
            story.cartIsLeft();
            story.awaitMails(leads);
            story.pass(Duration.ofMinutes(10));

            Set<String> receivers = story.awaitMails(leads).stream()
                    .map(mail -> {
                        try {
                            return mail.getAllRecipients()[0].toString();
                        } catch (jakarta.mail.MessagingException broken) {
                            throw new IllegalStateException(broken);
                        }
                    })
                    .collect(Collectors.toSet());
            assertThat(receivers).hasSize(leads);
        }
    }

    @Test
    void storeThatIsAwayHoldsMailsBackAndLosesNone() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.redis.pause();
            story.clock.advance(Duration.ofMinutes(60));
            assertThat(story.inbox.getReceivedMessages()).isEmpty();
            story.redis.resume();

            story.awaitMails(1);
            story.awaitState(1, State.SENT, null);
        }
    }

    /** A scripted mail server and a story that mails to it. */
    private static final class ScriptedServer implements AutoCloseable {
        final ScriptedSmtp smtp;

        ScriptedServer(Map<String, String> script) {
            try {
                smtp = new ScriptedSmtp(new HashMap<>(script));
            } catch (java.io.IOException noPort) {
                throw new IllegalStateException(noPort);
            }
        }

        Story story() {
            return new Story(Map.of("mql.smtp.url", smtp.url()));
        }

        @Override
        public void close() {
            smtp.close();
        }
    }
}
