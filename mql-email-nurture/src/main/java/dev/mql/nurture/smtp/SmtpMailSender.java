package dev.mql.nurture.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends by SMTP over a few kept connections; callers wait for a free one. A connection is given up after {@value
 * #MAILS_PER_CONNECTION} mails or five minutes of silence, and asked whether it is still there after half a minute. All of a mail, the
 * wait included, has one time-out.
 */
public final class SmtpMailSender implements MailSender {
    static final int MAILS_PER_CONNECTION = 100;
    private static final long ASK_AFTER = Duration.ofSeconds(30).toMillis();
    private static final long GIVE_UP_AFTER = Duration.ofMinutes(5).toMillis();

    private final SmtpSettings settings;
    private final InstantSource clock;
    private final SSLSocketFactory tls;
    private final Session session;
    private final Letter letter;
    private final Watch watch;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    /** How often this sender let go; what was under way then is not kept. */
    private final AtomicInteger closings = new AtomicInteger();

    /** @param since in milliseconds of the clock */
    private record Idle(Connection connection, long since) {}

    /** @param clock for the age of connections */
    public SmtpMailSender(SmtpSettings settings, InstantSource clock) {
        this(settings, clock, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** @param tls who is trusted */
    SmtpMailSender(SmtpSettings settings, InstantSource clock, SSLSocketFactory tls) {
        this.settings = settings;
        this.clock = clock;
        this.tls = tls;
        this.session = Connection.session(settings, tls);
        this.letter = new Letter(settings.dkim());
        this.watch = new Watch(settings.timeout());
        this.free = new Semaphore(settings.connections(), true);
    }

    @Override
    public Outcome send(OutgoingMail mail, LastLook look) {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        byte[] content = letter.write(mail);
        try {
            if (!free.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return Answer.missing(Stage.BANNER, "smtp_all_connections_busy");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Answer.missing(Stage.BANNER, "smtp_interrupted");
        }
        try {
            return send(settings.envelopeSender(mail), mail.to().address(), content, look, deadline);
        } finally {
            free.release();
        }
    }

    private Outcome send(String from, String to, byte[] content, LastLook look, long deadline) {
        Connection kept = kept();
        if (kept != null) {
            Outcome outcome = hand(kept, from, to, content, look, deadline);
            if (outcome != null) {
                return outcome;
            }
        }
        try {
            Connection fresh = Connection.open(settings, session, tls, watch, deadline);
            Outcome outcome = hand(fresh, from, to, content, look, deadline);
            return outcome != null ? outcome : Answer.missing(Stage.MAIL, null);
        } catch (Connection.NoWay none) {
            return none.outcome();
        }
    }

    private @Nullable Outcome hand(
            Connection connection, String from, String to, byte[] content, LastLook look, long deadline) {
        int before = closings.get();
        try {
            return connection.hand(from, to, content, look, deadline);
        } finally {
            if (connection.usable()) {
                if (connection.mails() < MAILS_PER_CONNECTION && closings.get() == before) {
                    idle.addFirst(new Idle(connection, clock.millis()));
                } else {
                    end(connection);
                }
            }
        }
    }

    /** The one used last, so that the others grow old and go. */
    private @Nullable Connection kept() {
        long now = clock.millis();
        // Leaves most of the mail's time for a new one.
        long patience = System.nanoTime() + settings.timeout().toNanos() / 4;
        for (Idle oldest = idle.peekLast(); oldest != null; oldest = idle.peekLast()) {
            if (now - oldest.since() < GIVE_UP_AFTER) {
                break;
            }
            if (idle.remove(oldest)) {
                end(oldest.connection());
            }
        }
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (now - next.since() < ASK_AFTER || next.connection().alive(patience)) {
                return next.connection();
            }
            next.connection().drop();
        }
        return null;
    }

    private static void end(Connection connection) {
        try {
            connection.close();
        } catch (MessagingException alreadyGone) {
            // Nothing is left to let go of.
        }
    }

    @Override
    public void close() {
        closings.incrementAndGet();
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            end(next.connection());
        }
    }

    /** Where mails go, without the password. */
    @Override
    public String toString() {
        return settings.server().toString();
    }
}
