package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.smtp.SmtpUrl;
import dev.mql.nurture.smtp.pace.Pace;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayOutTest {
    private static final Mailbox FROM = Mailbox.parse("Shop <cart@shop.example>");
    private static final SmtpUrl NOWHERE = SmtpUrl.parse("smtp://127.0.0.1:1?starttls=off");

    @TempDir
    Path folder;

    private static Mql mql(Map<String, String> settings) {
        return Mql.builder().config(Config.of(settings)).build();
    }

    private Path key() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return Files.writeString(
                folder.resolve("dkim.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void mailsAreSignedAndComeBackAsTheSettingsSay() throws Exception {
        GreenMail inbox = new GreenMail(ServerSetup.SMTP.dynamicPort());
        inbox.start();
        Map<String, String> settings = Map.of(
                "mql.mail.dkim.selector", "mql2026",
                "mql.mail.dkim.key", key().toString(),
                "mql.mail.bounce-address", "bounce@back.shop.example",
                "mql.smtp.connections", "3");
        SmtpUrl server = SmtpUrl.parse("smtp://127.0.0.1:" + inbox.getSmtp().getPort() + "?starttls=off");
        try (Mql mql = mql(settings);
                MailSender sender = WayOut.sender(mql, server, FROM)) {
            OutgoingMail mail = new OutgoingMail(
                    FROM,
                    Mailbox.parse("ada@example.org"),
                    "Hello",
                    "<p>Hello</p>",
                    "Hello",
                    "mql-1",
                    null,
                    null,
                    null,
                    "token1",
                    Instant.EPOCH,
                    true);
            assertThat(sender.send(mail, () -> true)).isEqualTo(Outcome.SENT);
            MimeMessage received = inbox.getReceivedMessages()[0];
            assertThat(received.getHeader("DKIM-Signature"))
                    .hasSize(1)
                    .allMatch(value -> value.contains("a=ed25519-sha256; c=relaxed/relaxed; d=shop.example;")
                            && value.contains("s=mql2026"));
            assertThat(received.getHeader("Return-Path")).containsExactly("<bounce+token1@back.shop.example>");
        } finally {
            inbox.stop();
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "mql.mail.bounce-address, nobody, not a mail address",
        "mql.mail.bounce-address, much-too-long-for-a-bounce@shop.example, at most 20 characters",
        "mql.mail.dkim.key, /nowhere/at-all.pem, names a file that can not be read",
        "mql.mail.dkim.key, -----BEGIN PRIVATE KEY-----c2VjcmV0LXNlY3JldC1zZWNyZXQ=-----END PRIVATE KEY-----, neither RSA nor Ed25519",
        "mql.mail.dkim.domain, shop, must be a domain",
    })
    void wrongSettingIsNamedAndASecretIsNot(String key, String value, String said) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("mql.mail.dkim.selector", "mql2026");
        settings.put("mql.mail.dkim.key", key().toString());
        settings.put(key, value);
        try (Mql mql = mql(settings)) {
            assertThatThrownBy(() -> WayOut.sender(mql, NOWHERE, FROM))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(key)
                    .hasMessageContaining(said)
                    .hasMessageNotContaining("c2VjcmV0")
                    .hasMessageNotContaining("/nowhere");
        }
    }

    @Test
    void selectorWithoutAKeyIsAMistake() {
        try (Mql mql = mql(Map.of("mql.mail.dkim.selector", "mql2026"))) {
            assertThatThrownBy(() -> WayOut.sender(mql, NOWHERE, FROM)).hasMessageContaining("mql.mail.dkim.key");
        }
    }

    @Test
    void warmUpNeedsAFirstDayAndNumbers() {
        try (Mql noDay = mql(Map.of("mql.mail.warm-up", "50, 100"));
                Mql noNumber = mql(Map.of("mql.mail.warm-up", "50, many", "mql.mail.warm-up.start", "2026-11-28"))) {
            assertThatThrownBy(() -> WayOut.pace(noDay))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("mql.mail.warm-up.start");
            assertThatThrownBy(() -> WayOut.pace(noNumber))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("mql.mail.warm-up = 50, many");
        }
    }

    @Test
    void paceIsAsTheSettingsSay() {
        long now = Instant.parse("2026-11-28T10:00:00Z").toEpochMilli();
        try (Mql mql = mql(Map.of("mql.mail.warm-up", "2, 9", "mql.mail.warm-up.start", "2026-11-28"))) {
            Pace pace = WayOut.pace(mql);
            assertThat(pace.reserve("a.example", now)).isEqualTo(now);
            assertThat(pace.reserve("b.example", now)).isEqualTo(now);
            assertThat(pace.reserve("c.example", now)).isGreaterThan(now);
            assertThat(WayOut.pace(mql).reserve("d.example", now))
                    .as("another node")
                    .isGreaterThan(now);
        }
    }
}
