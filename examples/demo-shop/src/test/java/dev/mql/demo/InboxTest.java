package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InboxTest {

    private static final String HTML = """
            <html><head><title>Cart</title></head><body><!-- <a href="http://no.example/">not a link</a> -->
            <a class="x" href="http://localhost/mql/c/abc/1?a=1&amp;b=2">Größe</a>
            <A HREF='http://localhost/mql/f/abc'>why</A> <a href=http://localhost/mql/u/abc>leave</a>
            <p>href="nothing"</p></body></html>
            """;

    private RunningDemo demo;
    private Browser reader;

    @BeforeEach
    void start() throws Exception {
        demo = Demo.start(DemoOptions.forTests());
        reader = new Browser(demo);
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void emptyInboxSaysWhatToDo() throws Exception {
        assertThat(reader.get("/inbox").body()).contains("No mail yet.");
        assertThat(reader.get("/inbox.json").body()).isEqualTo("[]");
    }

    @Test
    void mailForAnyAddressIsServedAsJsonNewestFirst() throws Exception {
        Instant sent = Instant.parse("2026-11-22T10:00:00Z");
        send("first@anywhere.example", "Grüße – eins", "Hallo", HTML, sent);
        send("second@elsewhere.example", "Two", "Hello\nthere", "<p>none</p>", sent.plusSeconds(60));

        HttpResponse<String> answer = reader.get("/inbox.json");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        JsonArray mails = JsonParser.parseString(answer.body()).getAsJsonArray();
        assertThat(mails).hasSize(2);
        JsonObject newest = mails.get(0).getAsJsonObject();
        assertThat(newest.keySet()).containsExactly("to", "subject", "sentAt", "text", "html", "headers", "links");
        assertThat(newest.get("to").getAsString()).isEqualTo("second@elsewhere.example");
        assertThat(newest.get("text").getAsString()).isEqualTo("Hello\nthere");
        assertThat(newest.getAsJsonArray("links")).isEmpty();
        JsonObject oldest = mails.get(1).getAsJsonObject();
        assertThat(oldest.get("subject").getAsString()).isEqualTo("Grüße – eins");
        assertThat(oldest.get("sentAt").getAsString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(oldest.get("html").getAsString()).contains("Größe");
        assertThat(oldest.getAsJsonObject("headers").get("X-Step").getAsString())
                .isEqualTo("one\ntwo");
        assertThat(oldest.getAsJsonArray("links").asList())
                .extracting(link -> link.getAsString())
                .containsExactly(
                        "http://localhost/mql/c/abc/1?a=1&b=2",
                        "http://localhost/mql/f/abc",
                        "http://localhost/mql/u/abc");
    }

    @Test
    void mailIsReadAsItLooksAsTextAndByItsHeaders() throws Exception {
        send("ada@example.com", "Your <cart>", "Plain words", HTML, Instant.parse("2026-11-22T10:00:00Z"));

        assertThat(reader.get("/inbox").body()).contains("Your &lt;cart&gt;").contains("href=\"/inbox/1\"");
        assertThat(reader.get("/inbox/1").body()).contains("<iframe src=\"/inbox/1/html\"");
        assertThat(reader.get("/inbox/1?view=text").body()).contains("Plain words</pre>");
        assertThat(reader.get("/inbox/1?view=headers").body()).contains("X-Step");
        assertThat(reader.get("/inbox/2").statusCode()).isEqualTo(404);
    }

    @Test
    void mailCannotRunScriptsAndItsLinksLeaveTheFrame() throws Exception {
        send("ada@example.com", "Hello", "Hello", HTML, Instant.parse("2026-11-22T10:00:00Z"));

        HttpResponse<String> html = reader.get("/inbox/1/html");

        assertThat(html.body()).contains("<head><base target=\"_blank\"><title>");
        assertThat(html.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "sandbox allow-popups ", "http://localhost:")
                .doesNotContain("script"));
    }

    private void send(String to, String subject, String text, String html, Instant sentAt) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(demo.smtpPort()));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("cart@shop.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject, "UTF-8");
        mail.setSentDate(Date.from(sentAt));
        mail.addHeader("X-Step", "one");
        mail.addHeader("X-Step", "two");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        mail.setContent(new MimeMultipart("alternative", plain, rich));
        Transport.send(mail);
    }
}
