package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.nurture.smtp.Outcome.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpTlsTest {
    private static TestTls ours;
    private static TestTls elsewhere;

    @BeforeAll
    static void certificates(@TempDir Path directory) throws Exception {
        ours = TestTls.of(directory, "dns:localhost,ip:127.0.0.1");
        elsewhere = TestTls.of(directory, "dns:mail.elsewhere.example");
    }

    private static Outcome send(ScriptedSmtp server, String url, SSLSocketFactory trust) {
        SmtpUrl to = SmtpUrl.parse(url.replace("PORT", Integer.toString(server.port())));
        SmtpSettings settings = new SmtpSettings(to, "shop.example", 1, null, null, Duration.ofMillis(1_500));
        try (SmtpMailSender sender = new SmtpMailSender(settings, InstantSource.system(), trust)) {
            return sender.send(Mails.REMINDER, () -> true);
        }
    }

    private static final String STARTTLS = "smtp://shop:secret@127.0.0.1:PORT";
    private static final String TLS = "smtps://shop:secret@127.0.0.1:PORT";

    private static Outcome ofTheInstallation(String reason) {
        return Outcome.temporary(Scope.INSTALLATION, reason);
    }

    @Test
    void mailAndPasswordAreSentOnlyAfterTheConnectionIsEncrypted() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of(), ours.server())) {
            assertThat(send(server, STARTTLS, ours.client())).isEqualTo(Outcome.SENT);

            assertThat(server.heard())
                    .extracting(line -> line.split(" ", 2)[0])
                    .containsExactly("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT");
        }
    }

    @Test
    void connectionMayBeEncryptedFromItsBeginning() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of("TLS", "handshake"), ours.server())) {
            assertThat(send(server, TLS, ours.client())).isEqualTo(Outcome.SENT);
            assertThat(server.accepted()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {STARTTLS, TLS})
    void certificateOfAnotherHostIsRefused(String url) throws IOException {
        Map<String, String> script = url.startsWith("smtps") ? Map.of("TLS", "handshake") : Map.of();
        try (ScriptedSmtp server = new ScriptedSmtp(script, elsewhere.server())) {
            assertThat(send(server, url, elsewhere.client())).isEqualTo(ofTheInstallation("smtp_tls_failed"));
            nothingWasSaid(server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {STARTTLS, TLS})
    void certificateThatNobodyTrustsIsRefused(String url) throws IOException {
        Map<String, String> script = url.startsWith("smtps") ? Map.of("TLS", "handshake") : Map.of();
        try (ScriptedSmtp server = new ScriptedSmtp(script, ours.server())) {
            assertThat(send(server, url, (SSLSocketFactory) SSLSocketFactory.getDefault()))
                    .isEqualTo(ofTheInstallation("smtp_tls_failed"));
            nothingWasSaid(server);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"250-scripted\r\n250 AUTH PLAIN", "250-scripted\r\n250-XXXXXXXA\r\n250 AUTH PLAIN", "502 what"})
    void encryptionTakenOutOfTheOfferSendsNothingInTheClear(String offer) throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of("EHLO", offer), ours.server())) {
            assertThat(send(server, STARTTLS, ours.client())).isEqualTo(ofTheInstallation("smtp_tls_not_offered"));
            nothingWasSaid(server);
        }
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "STARTTLS, 454 4.7.0 not now, smtp_454_4.7.0",
        "STARTTLS, 502 what, smtp_502",
        "STARTTLS, 501 no parameters, smtp_501",
        "STARTTLS, 250 ok, smtp_tls_failed",
        "STARTTLS, close, smtp_unreachable",
        "STARTTLS, silence, smtp_no_answer_in_time",
        "STARTTLS, endless, smtp_answer_too_long",
    })
    void encryptionThatDoesNotComeAboutSendsNothing(String stage, String answer, String reason) throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of(stage, answer), ours.server())) {
            assertThat(send(server, STARTTLS, ours.client())).isEqualTo(ofTheInstallation(reason));
            nothingWasSaid(server);
        }
    }

    @Test
    void whatStoodInTheClearBehindTheOfferIsNotTakenForAnAnswer() throws IOException {
        Map<String, String> script = Map.of("STARTTLS", "220 go on\r\n535 injected\r\n550 injected");
        try (ScriptedSmtp server = new ScriptedSmtp(script, ours.server())) {
            assertThat(send(server, STARTTLS, ours.client())).isEqualTo(Outcome.SENT);
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"garbage, smtp_tls_failed", "close, smtp_tls_failed"})
    void handshakeThatFailsSendsNothing(String handshake, String reason) throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of("TLS", handshake), ours.server())) {
            assertThat(send(server, TLS, ours.client())).isEqualTo(ofTheInstallation(reason));
            nothingWasSaid(server);
        }
    }

    @Test
    void handshakeThatHangsIsGivenUpInTime() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of("BANNER", ScriptedSmtp.SILENCE))) {
            long begun = System.nanoTime();
            assertThat(send(server, TLS, ours.client())).isEqualTo(ofTheInstallation("smtp_no_answer_in_time"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static void nothingWasSaid(ScriptedSmtp server) {
        assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        assertThat(server.accepted()).isEmpty();
    }
}
