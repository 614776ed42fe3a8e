package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mql.nurture.smtp.Outcome.Scope;
import dev.mql.testkit.TickingClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpConnectionsTest {
    private final Map<String, String> script = new ConcurrentHashMap<>();
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private ScriptedSmtp server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedSmtp(script);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SmtpMailSender sender(int connections, Duration timeout, InstantSource time) {
        return new SmtpMailSender(
                new SmtpSettings(
                        SmtpUrl.parse(server.url()),
                        "shop.example",
                        connections,
                        Mailbox.parse("bounce@shop.example"),
                        null,
                        timeout),
                time);
    }

    private SmtpMailSender sender() {
        return sender(1, Duration.ofSeconds(20), clock);
    }

    private static void sends(SmtpMailSender sender) {
        assertThat(sender.send(Mails.REMINDER, () -> true)).isEqualTo(Outcome.SENT);
    }

    private List<String> verbs() {
        return server.heard().stream().map(line -> line.split("[ :]", 2)[0]).toList();
    }

    @Test
    void serverThatIsNotThereIsAMatterOfTheInstallation() {
        server.close();
        try (SmtpMailSender sender = sender()) {
            assertThat(sender.send(Mails.REMINDER, () -> true))
                    .isEqualTo(Outcome.temporary(Scope.INSTALLATION, "smtp_unreachable"));
        }
    }

    @Test
    void hostWithoutAnAddressIsAMatterOfTheInstallation() {
        SmtpUrl nowhere = SmtpUrl.parse("smtp://mail.nowhere.invalid:25?starttls=off");
        try (SmtpMailSender sender = new SmtpMailSender(new SmtpSettings(nowhere, "shop.example"), clock)) {
            assertThat(sender.send(Mails.REMINDER, () -> true))
                    .isEqualTo(Outcome.temporary(Scope.INSTALLATION, "smtp_unreachable"));
        }
    }

    @Test
    void lastLookThatSaysNoHoldsTheMailBackAndKeepsTheConnection() {
        try (SmtpMailSender sender = sender()) {
            assertThat(sender.send(Mails.REMINDER, () -> false)).isEqualTo(Outcome.STOPPED);
            assertThat(verbs()).containsExactly("EHLO", "MAIL", "RCPT", "RSET");
            sends(sender);

            assertThat(server.accepted()).hasSize(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void failingLastLookIsPassedOnAndSendsNothing() {
        try (SmtpMailSender sender = sender()) {
            assertThatThrownBy(() -> sender.send(Mails.REMINDER, () -> {
                        throw new IllegalStateException("store is gone");
                    }))
                    .hasMessage("store is gone");
            assertThat(server.accepted()).isEmpty();
            sends(sender);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void oneBadReceiverChangesNothingForOthers() {
        try (SmtpMailSender sender = sender()) {
            script.put("RCPT", "550 5.1.1 nobody here");
            Outcome refused = sender.send(Mails.to("gone@example.org"), () -> true);
            script.remove("RCPT");

            assertThat(refused.nobodyThere()).isTrue();
            sends(sender);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATA", "DOT"})
    void mailThatIsRefusedChangesNothingForOthers(String stage) {
        try (SmtpMailSender sender = sender()) {
            script.put(stage, "554 5.6.0 not this");
            assertThat(sender.send(Mails.REMINDER, () -> true).kind()).isEqualTo(Outcome.Kind.PERMANENT);
            script.remove(stage);
            sends(sender);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 what", "421 bye", ScriptedSmtp.CLOSE, ScriptedSmtp.SILENCE})
    void connectionThatCanNotBeResetIsReplacedAndTheAnswerStays(String reset) {
        try (SmtpMailSender sender = sender(1, Duration.ofMillis(500), clock)) {
            script.put("RCPT", "550 5.1.1 nobody here");
            script.put("RSET", reset);
            assertThat(sender.send(Mails.REMINDER, () -> true).reason()).isEqualTo("smtp_550_5.1.1");
            script.clear();
            sends(sender);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ScriptedSmtp.CLOSE, "421 4.7.0 enough mails on this connection"})
    void keptConnectionThatTheServerHasClosedCostsNoMail(String answer) throws IOException {
        try (SmtpMailSender sender = sender()) {
            sends(sender);
            script.put("MAIL", answer);
            int[] looks = new int[1];
            Outcome outcome = sender.send(Mails.REMINDER, () -> {
                looks[0]++;
                return true;
            });
            // The new one is answered by the same script.
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.TEMPORARY);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(looks[0]).isZero();

            script.clear();
            sends(sender);
            assertThat(server.accepted()).hasSize(2);
        }
    }

    @Test
    void connectionIsReplacedAfterAHundredMails() {
        try (SmtpMailSender sender = sender()) {
            for (int i = 0; i <= SmtpMailSender.MAILS_PER_CONNECTION; i++) {
                sends(sender);
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionIsAskedAfterHalfAMinuteAndReplacedAfterFive() {
        try (SmtpMailSender sender = sender()) {
            sends(sender);
            clock.advance(Duration.ofSeconds(29));
            sends(sender);
            assertThat(verbs()).doesNotContain("NOOP");

            clock.advance(Duration.ofSeconds(31));
            sends(sender);
            assertThat(verbs()).containsOnlyOnce("NOOP");
            assertThat(server.connections()).isEqualTo(1);

            clock.advance(Duration.ofMinutes(5));
            sends(sender);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.accepted()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ScriptedSmtp.CLOSE, ScriptedSmtp.SILENCE, "421 4.4.2 idle too long", "what"})
    void connectionThatDoesNotAnswerWhenAskedIsReplaced(String answer) {
        script.put("NOOP", answer);
        try (SmtpMailSender sender = sender(1, Duration.ofSeconds(4), clock)) {
            sends(sender);
            clock.advance(Duration.ofSeconds(31));
            sends(sender);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.accepted()).hasSize(2);
        }
    }

    @Test
    void asManyMailsAreUnderWayAsThereAreConnections() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (SmtpMailSender sender = sender(2, Duration.ofSeconds(20), clock)) {
            List<CompletableFuture<Outcome>> sending = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                sending.add(CompletableFuture.supplyAsync(() -> sender.send(Mails.REMINDER, () -> met(both))));
            }
            for (CompletableFuture<Outcome> one : sending) {
                assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.SENT);
            }
            for (int i = 0; i < 10; i++) {
                sends(sender);
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static boolean met(CountDownLatch all) {
        all.countDown();
        try {
            return all.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void waitForAFreeConnectionCountsAsPartOfTheMailsTime() throws Exception {
        script.put("RCPT", ScriptedSmtp.SILENCE);
        try (SmtpMailSender sender = sender(1, Duration.ofMillis(600), clock)) {
            long begun = System.nanoTime();
            List<CompletableFuture<Outcome>> sending = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sending.add(CompletableFuture.supplyAsync(
                        () -> sender.send(Mails.REMINDER, () -> true), task -> new Thread(task).start()));
            }
            for (CompletableFuture<Outcome> one : sending) {
                Outcome outcome = one.get(20, TimeUnit.SECONDS);
                assertThat(outcome.kind()).isEqualTo(Outcome.Kind.TEMPORARY);
                assertThat(outcome.scope()).isEqualTo(Scope.INSTALLATION);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1_500));
        }
    }

    @Test
    void serverThatNoLongerReadsIsGivenUpAndCanNotHaveTheMail() {
        script.put("CONTENT", "unread");
        OutgoingMail large = Mails.with("Hello", "<p>" + "x".repeat(30_000_000) + "</p>", null);
        try (SmtpMailSender sender = sender(1, Duration.ofSeconds(2), clock)) {
            assertThat(sender.send(large, () -> true))
                    .isEqualTo(Outcome.temporary(Scope.INSTALLATION, "smtp_no_answer_in_time"));
        }
    }

    @Test
    void bouncesComeBackWithTheMailsToken() {
        try (SmtpMailSender sender = sender()) {
            sender.send(Mails.with("Hello", "<p>Hello</p>", "k7f3_Az-9"), () -> true);
            sends(sender);
            assertThat(server.heard())
                    .contains("MAIL FROM:<bounce+k7f3_Az-9@shop.example>", "MAIL FROM:<bounce@shop.example>")
                    .contains("RCPT TO:<ada@example.org>");
        }
    }

    @Test
    void withoutABounceAddressBouncesComeBackToTheSender() {
        SmtpSettings settings = new SmtpSettings(SmtpUrl.parse(server.url()), "shop.example");
        try (SmtpMailSender sender = new SmtpMailSender(settings, clock)) {
            sender.send(Mails.with("Hello", "<p>Hello</p>", "k7f3"), () -> true);
            assertThat(server.heard()).contains("MAIL FROM:<cart@shop.example>");
        }
    }

    @Test
    void bounceAddressLeavesRoomForTheToken() {
        assertThatThrownBy(() -> new SmtpSettings(
                        SmtpUrl.parse(server.url()),
                        "shop.example",
                        1,
                        Mailbox.parse("a-very-long-bounce-name@shop.example"),
                        null,
                        SmtpSettings.TIMEOUT))
                .hasMessageContaining("at most 20 characters");
    }

    @Test
    void nothingIsLeftOfASenderThatLetsGo() {
        SmtpMailSender sender = sender();
        sender.send(Mails.REMINDER, () -> {
            sender.close(); // while a mail is under way
            return true;
        });
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("mql-smtp-watch")));
        await().until(() -> verbs().contains("QUIT"));
    }

    @Test
    void senderMayBeUsedAgainAfterItLetGo() {
        try (SmtpMailSender sender = sender()) {
            sends(sender);
            Runnable letGo = sender::close;
            letGo.run();
            sends(sender);
            assertThat(server.connections()).isEqualTo(2);
        }
    }
}
