package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailSenderTest {
    private final GreenMail mailServer =
            new GreenMail(ServerSetup.SMTP.dynamicPort().verbose(false));

    @BeforeEach
    void start() {
        mailServer.start();
    }

    @AfterEach
    void stop() {
        mailServer.stop();
    }

    private SmtpMailSender sender(String login) {
        SmtpUrl url = SmtpUrl.parse(
                "smtp://" + login + "127.0.0.1:" + mailServer.getSmtp().getPort() + "?starttls=off");
        return new SmtpMailSender(new SmtpSettings(url, "shop.example"), InstantSource.system());
    }

    private MimeMessage deliver(OutgoingMail mail) {
        try (SmtpMailSender sender = sender("")) {
            assertThat(sender.send(mail, () -> true)).isEqualTo(Outcome.SENT);
        }
        return mailServer.getReceivedMessages()[0];
    }

    private static OutgoingMail mail(String subject, boolean notice) {
        return new OutgoingMail(
                Mailbox.parse("Fenn & Lärk <cart@shop.example>"),
                Mailbox.parse("ada@example.org"),
                subject,
                "<p>Schöne Grüße, " + "x".repeat(1_500) + "</p>",
                "Schöne Grüße",
                "mql-abc",
                notice ? null : "https://shop.example/mql/u/token",
                notice ? null : "cart-reminders.shop.example",
                notice ? null : "reminder:1:reminders:shop.example",
                null,
                Instant.parse("2026-11-22T10:00:00Z"),
                notice);
    }

    @Test
    void marketingMailCarriesEveryHeaderThatLargeProvidersAskFor() throws Exception {
        MimeMessage received = deliver(mail("Ihr Warenkorb – noch da", false));

        assertThat(received.getSubject()).isEqualTo("Ihr Warenkorb – noch da");
        InternetAddress from = (InternetAddress) received.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Fenn & Lärk");
        assertThat(from.getAddress()).isEqualTo("cart@shop.example");
        assertThat(received.getHeader("Message-ID")).containsExactly("<mql-abc@shop.example>");
        assertThat(received.getHeader("List-Unsubscribe")).containsExactly("<https://shop.example/mql/u/token>");
        assertThat(received.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(received.getHeader("List-Id")).containsExactly("<cart-reminders.shop.example>");
        assertThat(received.getHeader("Feedback-ID")).containsExactly("reminder:1:reminders:shop.example");
        assertThat(received.getSentDate()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(received.getHeader("Auto-Submitted")).isNull();
        assertThat(received.getHeader("MIME-Version")).containsExactly("1.0");
    }

    @Test
    void noticeSaysThatAMachineSentItAndIsNoList() throws Exception {
        MimeMessage received = deliver(mail("Please confirm", true));

        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getHeader("List-Unsubscribe")).isNull();
        assertThat(received.getHeader("List-Id")).isNull();
    }

    @Test
    void bothPartsAreUtf8TextFirstAndNoLineIsTooLong() throws Exception {
        MimeMessage received = deliver(mail("Hello", false));

        assertThat(received.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) received.getContent();
        BodyPart text = parts.getBodyPart(0);
        BodyPart html = parts.getBodyPart(1);
        assertThat(text.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat((String) text.getContent()).isEqualToIgnoringNewLines("Schöne Grüße");
        assertThat(html.getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat((String) html.getContent()).startsWith("<p>Schöne Grüße");
        java.io.ByteArrayOutputStream raw = new java.io.ByteArrayOutputStream();
        received.writeTo(raw);
        assertThat(raw.toString(java.nio.charset.StandardCharsets.US_ASCII).split("\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
    }

    @Test
    void longSubjectIsFoldedIntoOneHeader() throws Exception {
        MimeMessage received = deliver(mail("ü".repeat(200), false));

        assertThat(received.getHeader("Subject")).hasSize(1);
        assertThat(received.getSubject()).isEqualTo("ü".repeat(200));
    }

    @Test
    void manyMailsShareOneConnection() {
        try (SmtpMailSender sender = sender("")) {
            for (int i = 0; i < 120; i++) {
                assertThat(sender.send(mail("Hello", false), () -> true)).isEqualTo(Outcome.SENT);
            }
        }
        assertThat(mailServer.getReceivedMessages()).hasSize(120);
    }

    @Test
    void wrongPasswordIsAMatterOfTheInstallationAndMayBeTriedAgain() {
        mailServer.setUser("cart@shop.example", "cart", "right p@ss");
        try (SmtpMailSender wrong = sender("cart:wrong@");
                SmtpMailSender right = sender("cart:right%20p%40ss@")) {
            mailServer.getManagers().getUserManager().setAuthRequired(true);
            assertThat(wrong.send(mail("Hello", false), () -> true))
                    .isEqualTo(Outcome.temporary(Outcome.Scope.INSTALLATION, "smtp_login_refused"));
            assertThat(right.send(mail("Hello", false), () -> true)).isEqualTo(Outcome.SENT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@",
                "@example.org",
                "ada@example",
                "ada@example.org\r\nBcc: all@example.org",
                "ada@example.org,all@example.org",
                "ada@example.org all@example.org",
                "-oQ/tmp@example.org",
                "ada..b@example.org",
                "a\u760d\u760a@example.org",
                "ada@example.org\u760d\u760aBcc:all@example.org",
                "victim@x.test%0d%0aBcc:all@x.test",
                "victim@x.test\r\nBcc:all@x.test",
                "victim@x.test\nBcc:all@x.test",
                "victim@x.test\u2028Bcc:all@x.test",
                "ada@[127.0.0.1]",
                "\"ada b\"@example.org",
                "Name\r\nBcc: all@example.org <ada@example.org>",
            })
    void whatIsNotOnePlainAddressIsRefused(String text) {
        assertThatThrownBy(() -> Mailbox.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longestAddressIsChecked() {
        String local = "a".repeat(64);
        assertThat(Mailbox.parse(local + "@example.org").address()).startsWith(local);
        assertThatThrownBy(() -> Mailbox.parse(local + "a@example.org")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mailbox.parse("a@" + "b.".repeat(130) + "org"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
