package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.smtp.LastLook;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.smtp.SmtpMailSender;
import dev.mql.nurture.smtp.SmtpSettings;
import dev.mql.nurture.smtp.SmtpUrl;
import dev.mql.testkit.TickingClock;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Reminders a second over one connection, from the due cart to the recorded outcome: guards, claim, links, writing, last look, record,
 * all in Redis. Beside plain Angus Mail that sends the same mail, written before, over one connection to the same sink.
 */
final class MailingBench implements Benchmark {
    private static final int CARTS = 60_000;
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 9;
    private static final long ROUND_NANOS = 2_000_000_000L;

    private record Sample(double angus, double ours) {}

    /** Sends as long as it is let. */
    private static final class Gate implements MailSender {
        private final MailSender out;
        private final Semaphore open = new Semaphore(0);
        final AtomicInteger sent = new AtomicInteger();
        final AtomicReference<OutgoingMail> one = new AtomicReference<>();

        Gate(MailSender out) {
            this.out = out;
        }

        @Override
        public Outcome send(OutgoingMail mail, LastLook look) {
            open.acquireUninterruptibly();
            try {
                one.set(mail);
                Outcome outcome = out.send(mail, look);
                if (outcome.kind() == Outcome.Kind.SENT) {
                    sent.incrementAndGet();
                }
                return outcome;
            } finally {
                open.release();
            }
        }

        void open(boolean yes) {
            if (yes) {
                open.release(64);
            } else {
                open.acquireUninterruptibly(64);
            }
        }
    }

    @Override
    public List<Figure> run() throws Exception {
        Instant touched = InstantSource.system().instant();
        Rounds<Sample> rounds = new Rounds<>();
        try (RedisLab redis = new RedisLab();
                MailSink sink = new MailSink();
                Transport transport = MailBench.session(sink.port()).getTransport("smtp")) {
            WakeBench.fill(redis, WakeBench.cart(touched), CARTS);
            WakeBench.settle(redis, touched);
            TickingClock clock = new TickingClock(touched.plus(WakeBench.SILENCE));
            Gate gate = new Gate(new SmtpMailSender(
                    new SmtpSettings(
                            SmtpUrl.parse("smtp://127.0.0.1:" + sink.port() + "?starttls=off"), "shop.example"),
                    InstantSource.system()));
            try (Mql mql = Mql.builder()
                    .config(Config.of(Map.of(
                            "mql.redis.url", redis.url(),
                            "mql.secret", WakeBench.SECRET,
                            "mql.base-url", "https://shop.example",
                            "mql.shop.name", "Fenn & Lark",
                            "mql.mail.from", "Fenn & Lark <cart@shop.example>",
                            "mql.mail.postal-address", "Fenn & Lark, Lindenstraße 12, 50674 Köln",
                            "mql.recovery.holdout", "0",
                            "mql.mail.quiet-hours", "off",
                            "mql.mail.catch-up", "0",
                            "mql.smtp.connections", "1")))
                    .clock(clock)
                    .build()) {
                MqlNurture nurture = MqlNurture.builder().mailSender(gate).register(WakeNode.context(mql));
                gate.open(true);
                while (gate.one.get() == null) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
                gate.open(false);
                transport.connect();
                Session session = MailBench.session(sink.port());
                for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                    Sample sample = new Sample(angus(session, transport, gate.one.get()), ours(gate));
                    if (round >= WARM_UP) {
                        rounds.add(sample);
                    }
                }
                gate.open(true);
                nurture.close();
            }
        }
        return List.of(
                Figure.higher("mail.same.angus", rounds.median(Sample::angus), "mails/s"),
                Figure.higher("mail.reminders.per_s", rounds.median(Sample::ours), "mails/s"),
                Figure.higher("mail.reminders.of_angus", rounds.median(s -> s.ours() / s.angus()), "ratio")
                        .goal(0.9));
    }

    private static double ours(Gate gate) {
        int before = gate.sent.get();
        long begin = System.nanoTime();
        gate.open(true);
        while (System.nanoTime() - begin < ROUND_NANOS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        gate.open(false);
        return (gate.sent.get() - before) * 1e9 / (System.nanoTime() - begin);
    }

    private static double angus(Session session, Transport transport, OutgoingMail mail) throws Exception {
        long begin = System.nanoTime();
        int sent = 0;
        for (; System.nanoTime() - begin < ROUND_NANOS; sent++) {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(
                    new InternetAddress(mail.from().address(), mail.from().name(), "UTF-8"));
            message.setRecipient(RecipientType.TO, new InternetAddress("a" + sent + "@example.org"));
            message.setSubject(mail.subject(), "UTF-8");
            message.setSentDate(Date.from(mail.date()));
            message.setHeader("List-Id", "<" + mail.list() + ">");
            message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            message.setHeader("Feedback-ID", mail.feedbackId());
            MimeBodyPart text = new MimeBodyPart();
            text.setText(mail.text(), "UTF-8");
            MimeBodyPart html = new MimeBodyPart();
            html.setText(mail.html(), "UTF-8", "html");
            message.setContent(new MimeMultipart("alternative", text, html));
            message.saveChanges();
            transport.sendMessage(message, message.getAllRecipients());
        }
        return sent * 1e9 / (System.nanoTime() - begin);
    }
}
