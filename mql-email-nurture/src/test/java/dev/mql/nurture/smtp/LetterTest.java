package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {

    private static String written(OutgoingMail mail) {
        byte[] bytes = new Letter(null).write(mail);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text.split("\r\n", -1))
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(998).matches("[\\x20-\\x7e]*"));
        return text;
    }

    private static MimeMessage read(OutgoingMail mail) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(written(mail).getBytes(StandardCharsets.US_ASCII)));
    }

    private static List<String> names(MimeMessage message) throws jakarta.mail.MessagingException {
        return Collections.list(message.getAllHeaders()).stream()
                .map(header -> header.getName())
                .toList();
    }

    @Test
    void mailIsWrittenTheSameEveryTime() {
        assertThat(written(Mails.REMINDER)).isEqualTo(written(Mails.REMINDER));
    }

    @Test
    void everyHeaderIsThereOnce() throws Exception {
        MimeMessage reminder = read(Mails.REMINDER);

        assertThat(names(reminder))
                .containsExactly(
                        "Date",
                        "From",
                        "To",
                        "Subject",
                        "Message-ID",
                        "List-Id",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "Feedback-ID",
                        "MIME-Version",
                        "Content-Type");
        assertThat(reminder.getHeader("Date")).containsExactly("Sun, 22 Nov 2026 10:00:00 +0000");
        assertThat(reminder.getHeader("Feedback-ID")).containsExactly("reminder:1:reminders:shop.example");
        assertThat(reminder.getHeader("Message-ID")).containsExactly("<cart-1@shop.example>");
    }

    @Test
    void subjectFromANameWithLineEndsIsOneHeaderOfTwoHundredCharacters() throws Exception {
        String name = "Ada\r\nBcc: all@x.test\r\n\r\n<script>\u2028\u0000" + "é\uD83C\uDF81".repeat(2_500);
        MimeMessage message = read(Mails.with(name + ", your cart", "<p>Hello</p>", null));

        assertThat(message.getHeader("Subject")).hasSize(1);
        assertThat(message.getSubject())
                .hasSizeBetween(199, 200)
                .startsWith("Ada Bcc: all@x.test <script> é\uD83C\uDF81é");
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getAllRecipients()).containsExactly(new InternetAddress("ada@example.org"));
        assertThat(names(message)).hasSize(11);
    }

    @Test
    void charactersThatTurnIntoALineEndWhenNarrowedStayWhatTheyAre() throws Exception {
        String text = "a\u760d\u760aBcc: all@x.test";
        OutgoingMail mail = Mails.with(text, "<p>" + text + "</p>", null);
        MimeMessage message = read(mail);

        assertThat(message.getSubject()).isEqualTo(text);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(((MimeMultipart) message.getContent()).getBodyPart(1).getContent())
                .isEqualTo("<p>" + text + "</p>");
    }

    @Test
    void boundaryInATextDoesNotEndIt() throws Exception {
        String html = "<p>\r\n--=_cart-1\r\n--=_cart-1--\r\n.\r\nMAIL FROM:<x@x.test>\r\n</p>";
        MimeMultipart parts =
                (MimeMultipart) read(Mails.with("Hello", html, null)).getContent();

        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo(html);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada\r\nBcc: all@x.test", "Ada\nBcc: all@x.test", "Ada\rB", "Ada\u0000"})
    void lineEndInANameIsRefused(String name) {
        assertThatThrownBy(() -> new Mailbox(name, "ada@example.org")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x", "a b", "a>b", "ä", "\u760a", ""})
    void whatGoesIntoAHeaderAsItIsIsCheckedBefore(String value) {
        OutgoingMail good = Mails.REMINDER;
        for (int field = 0; field < 4; field++) {
            String[] fields = {good.unsubscribe(), good.list(), good.feedbackId(), null};
            fields[field] = value;
            if (value.isEmpty() && field < 3) {
                continue;
            }
            assertThatThrownBy(() -> new OutgoingMail(
                            good.from(),
                            good.to(),
                            good.subject(),
                            good.html(),
                            good.text(),
                            good.id(),
                            fields[0],
                            fields[1],
                            fields[2],
                            fields[3],
                            Instant.EPOCH,
                            false))
                    .as(Arrays.toString(fields))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void feedbackIdEndsWithAPartThatIsTheSameInAllMailsOfASender() {
        assertThat(FeedbackId.of("REMINDER", 1, "reminders", "shop.example"))
                .isEqualTo("reminder:1:reminders:shop.example");
        String one = FeedbackId.of("reminder", 1, "reminders", "a-very-long-name.shop.example");
        String other = FeedbackId.of("win:back", 3, "", "a-very-long-name.shop.example");
        assertThat(one).matches("reminder:1:reminders:mql[0-9a-f]{12}");
        assertThat(other).matches("win-back:3:-:mql[0-9a-f]{12}").endsWith(one.substring(one.lastIndexOf(':')));
    }
}
