package dev.mql.benchmarks;

import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.smtp.SmtpMailSender;
import dev.mql.nurture.smtp.SmtpSettings;
import dev.mql.nurture.smtp.SmtpUrl;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * Mails a second over one connection to a sink on loopback: our sender, beside plain Angus Mail with the same mails. Each mail is new:
 * 5 KB of HTML and a text, one receiver, the headers of a reminder.
 */
final class MailBench implements Benchmark {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final int AT_A_TIME = 50;
    private static final Instant DATE = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SUBJECT = "Your cart is waiting – five things are still there";
    private static final String TEXT =
            "Hello Ada,\n\nyou left five things in your cart:\n\nhttps://shop.example/mql/r/k7f3\n\n".repeat(4);
    private static final String HTML = html();

    /** One way in one round; the time of the processor is that of the sending thread. */
    private record Speed(double perSecond, double cpuMicros) {}

    private record Sample(Speed angus, Speed ours) {}

    /** Sends mails, numbered from the first one on. */
    private interface Way {
        void send(int first, int count) throws Exception;
    }

    @Override
    public List<Figure> run() throws Exception {
        Rounds<Sample> rounds = new Rounds<>();
        try (MailSink sink = new MailSink();
                Transport transport = session(sink.port()).getTransport("smtp");
                SmtpMailSender sender = new SmtpMailSender(
                        new SmtpSettings(
                                SmtpUrl.parse("smtp://127.0.0.1:" + sink.port() + "?starttls=off"), "shop.example"),
                        InstantSource.system())) {
            Session session = session(sink.port());
            transport.connect();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                Sample sample = new Sample(
                        speed((first, count) -> angus(session, transport, first, count)),
                        speed((first, count) -> ours(sender, first, count)));
                if (round >= WARM_UP) {
                    rounds.add(sample);
                }
            }
        }
        return List.of(
                Figure.higher("mail.angus.per_s", rounds.median(s -> s.angus().perSecond()), "mails/s"),
                Figure.higher("mail.sender.per_s", rounds.median(s -> s.ours().perSecond()), "mails/s"),
                Figure.higher(
                                "mail.sender.of_angus",
                                rounds.median(
                                        s -> s.ours().perSecond() / s.angus().perSecond()),
                                "ratio")
                        .goal(1),
                Figure.lower("mail.angus.cpu", rounds.median(s -> s.angus().cpuMicros()), "µs"),
                Figure.lower("mail.sender.cpu", rounds.median(s -> s.ours().cpuMicros()), "µs"));
    }

    private static Speed speed(Way way) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        int sent = 0;
        long now = begin;
        while (now - begin < ROUND_NANOS) {
            way.send(sent, AT_A_TIME);
            sent += AT_A_TIME;
            now = System.nanoTime();
        }
        return new Speed(sent * 1e9 / (now - begin), (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / sent);
    }

    static Session session(int port) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.localhost", "shop.example");
        // Without it each mail of more than some kilobytes waits 40 ms for the sink's delayed acknowledgement.
        properties.put("mail.smtp.socketFactory", new AtOnce());
        return Session.getInstance(properties);
    }

    /** Plain sockets that send what they are given at once. */
    private static final class AtOnce extends SocketFactory {
        private static Socket atOnce(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket() throws IOException {
            return atOnce(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return atOnce(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return atOnce(new Socket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return atOnce(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return atOnce(new Socket(host, port, local, localPort));
        }
    }

    private static void angus(Session session, Transport transport, int first, int count) throws Exception {
        for (int i = first; i < first + count; i++) {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress("cart@shop.example", "Fenn & Lärk", "UTF-8"));
            message.setRecipient(RecipientType.TO, new InternetAddress("a" + i + "@example.org"));
            message.setSubject(SUBJECT, "UTF-8");
            message.setSentDate(Date.from(DATE));
            message.setHeader("List-Id", "<cart-reminders.shop.example>");
            message.setHeader("List-Unsubscribe", "<https://shop.example/mql/u/" + i + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            message.setHeader("Feedback-ID", "reminder:1:reminders:shop.example");
            MimeBodyPart text = new MimeBodyPart();
            text.setText(TEXT, "UTF-8");
            MimeBodyPart html = new MimeBodyPart();
            html.setText(HTML, "UTF-8", "html");
            message.setContent(new MimeMultipart("alternative", text, html));
            message.saveChanges();
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private static void ours(SmtpMailSender sender, int first, int count) {
        for (int i = first; i < first + count; i++) {
            OutgoingMail mail = new OutgoingMail(
                    Mailbox.parse("Fenn & Lärk <cart@shop.example>"),
                    new Mailbox(null, "a" + i + "@example.org"),
                    SUBJECT,
                    HTML,
                    TEXT,
                    "mql." + i,
                    "https://shop.example/mql/u/" + i,
                    "cart-reminders.shop.example",
                    "reminder:1:reminders:shop.example",
                    null,
                    DATE,
                    false);
            Outcome outcome = sender.send(mail, () -> true);
            if (outcome.kind() != Outcome.Kind.SENT) {
                throw new IllegalStateException("not sent: " + outcome);
            }
        }
    }

    private static String html() {
        StringBuilder html = new StringBuilder(5_400).append("<!doctype html><html lang=\"en\"><body>");
        for (int i = 1; html.length() < 5_000; i++) {
            html.append("<tr><td style=\"padding:8px;font-family:Arial,sans-serif;color:#333\">")
                    .append("<a href=\"https://shop.example/p/")
                    .append(i)
                    .append("\">Blue & white mug – no. ")
                    .append(i)
                    .append("</a></td><td>19,90 €</td></tr>\n");
        }
        return html.append("</body></html>").toString();
    }
}
