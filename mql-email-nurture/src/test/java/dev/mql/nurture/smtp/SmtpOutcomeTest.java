package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpOutcomeTest {
    static final OutgoingMail MAIL = new OutgoingMail(
            Mailbox.parse("Shop <cart@shop.example>"),
            Mailbox.parse("ada@example.org"),
            "You left something in your cart",
            "<p>Hello</p>",
            "Hello",
            "cart-1",
            "https://shop.example/mql/u/t",
            "cart-reminders.shop.example",
            Instant.parse("2026-11-22T10:00:00Z"),
            false);

    private final AtomicInteger looks = new AtomicInteger();

    private Outcome sendTo(ScriptedSmtp server) {
        try (SmtpMailSender sender =
                new SmtpMailSender(SmtpUrl.parse(server.url()), "shop.example", Duration.ofMillis(400))) {
            return sender.send(MAIL, () -> looks.incrementAndGet() > 0);
        }
    }

    @ParameterizedTest(name = "{0} {1} is {2} {3}, looked {4} times")
    @CsvSource({
        "BANNER, close, TEMPORARY, smtp_unreachable, 0",
        "BANNER, silence, TEMPORARY, smtp_unreachable, 0",
        "BANNER, 554 no service, TEMPORARY, smtp_unreachable, 0",
        "EHLO, close, TEMPORARY, smtp_unreachable, 0",
        "MAIL, 451 4.3.0 later, TEMPORARY, smtp_451_4.3.0, 0",
        "MAIL, 550 5.7.1 not you, TEMPORARY, smtp_550_5.7.1, 0",
        "MAIL, close, TEMPORARY, smtp_connection_lost, 0",
        "RCPT, 450 4.2.1 busy, TEMPORARY, smtp_450_4.2.1, 0",
        "RCPT, 421 4.7.0 slow down, TEMPORARY, smtp_421_4.7.0, 0",
        "RCPT, 550 5.1.1 nobody here, PERMANENT, smtp_550_5.1.1, 0",
        "RCPT, 552 full, PERMANENT, smtp_552, 0",
        "RCPT, close, TEMPORARY, smtp_connection_lost, 0",
        "RCPT, silence, TEMPORARY, smtp_connection_lost, 0",
        "DATA, 451 later, TEMPORARY, smtp_451, 1",
        "DATA, 554 5.7.0 no, PERMANENT, smtp_554_5.7.0, 1",
        "DATA, close, TEMPORARY, smtp_connection_lost, 1",
        "DOT, 452 4.3.1 disk, TEMPORARY, smtp_452_4.3.1, 1",
        "DOT, 421 bye, TEMPORARY, smtp_421, 1",
        "DOT, 554 5.7.1 spam, PERMANENT, smtp_554_5.7.1, 1",
        "DOT, 250 ok, SENT, accepted, 1",
    })
    void everyAnswerIsInItsClass(String stage, String answer, Outcome.Kind kind, String reason, int lookedAt)
            throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of(stage, answer))) {
            assertThat(sendTo(server)).isEqualTo(new Outcome(kind, reason));
            assertThat(looks).hasValue(lookedAt);
            assertThat(server.accepted()).hasSize(kind == Outcome.Kind.SENT ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"accept and close", "close", "silence"})
    void connectionThatDiesAfterTheContentLeavesTheMailUncertain(String answer) throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of("DOT", answer))) {
            assertThat(sendTo(server)).isEqualTo(Outcome.uncertain("no_answer_after_content"));
        }
    }

    @Test
    void serverThatIsNotThereIsTemporary() throws IOException {
        ScriptedSmtp server = new ScriptedSmtp(Map.of());
        server.close();

        assertThat(sendTo(server)).isEqualTo(Outcome.temporary("smtp_unreachable"));
    }

    @Test
    void lastLookThatSaysNoHoldsTheMailBackAndKeepsTheConnection() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of());
                SmtpMailSender sender = new SmtpMailSender(SmtpUrl.parse(server.url()), "shop.example")) {
            assertThat(sender.send(MAIL, () -> false)).isEqualTo(Outcome.STOPPED);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("DATA"));
            assertThat(sender.send(MAIL, () -> true)).isEqualTo(Outcome.SENT);

            assertThat(server.accepted()).hasSize(1);
            assertThat(server.heard())
                    .filteredOn(line -> line.startsWith("EHLO"))
                    .hasSize(1);
        }
    }

    @Test
    void failingLastLookSendsNothing() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of());
                SmtpMailSender sender = new SmtpMailSender(SmtpUrl.parse(server.url()), "shop.example")) {
            assertThatThrownBy(() -> sender.send(MAIL, () -> {
                        throw new IllegalStateException("store is gone");
                    }))
                    .hasMessage("store is gone");
            assertThat(server.accepted()).isEmpty();
            assertThat(sender.send(MAIL, () -> true)).isEqualTo(Outcome.SENT);
        }
    }

    @Test
    void connectionThatTheServerClosedIsReplaced() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of("NOOP", ScriptedSmtp.CLOSE));
                SmtpMailSender sender = new SmtpMailSender(SmtpUrl.parse(server.url()), "shop.example")) {
            assertThat(sender.send(MAIL, () -> true)).isEqualTo(Outcome.SENT);
            assertThat(sender.send(MAIL, () -> true)).isEqualTo(Outcome.SENT);
            assertThat(server.accepted()).hasSize(2);
        }
    }

    @Test
    void requiredEncryptionThatIsNotOfferedSendsNothing() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of());
                SmtpMailSender sender =
                        new SmtpMailSender(SmtpUrl.parse(server.url().replace("off", "required")), "shop.example")) {
            assertThat(sender.send(MAIL, () -> true)).isEqualTo(Outcome.temporary("smtp_unreachable_or_no_tls"));
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }
}
