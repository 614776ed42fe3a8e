package dev.mql.nurture.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Sends by SMTP over one kept connection; callers queue for it. Every wait has a time-out. */
public final class SmtpMailSender implements MailSender {
    private static final int MAILS_PER_CONNECTION = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern ENHANCED = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private final SmtpUrl server;
    private final Session session;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HandOver connection;
    private int sentHere;

    /**
     * @param domain how this host introduces itself, usually the domain of the sender
     */
    public SmtpMailSender(SmtpUrl server, String domain) {
        this(server, domain, Duration.ofSeconds(30));
    }

    SmtpMailSender(SmtpUrl server, String domain, Duration timeout) {
        this.server = server;
        this.session = Session.getInstance(properties(server, domain, timeout));
    }

    private static Properties properties(SmtpUrl server, String domain, Duration timeout) {
        Properties properties = new Properties();
        String millis = Long.toString(timeout.toMillis());
        properties.setProperty("mail.smtp.localhost", domain);
        properties.setProperty("mail.smtp.connectiontimeout", Long.toString(Math.min(10_000, timeout.toMillis())));
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.auth", Boolean.toString(server.user() != null));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        boolean starttls = server.security() == SmtpUrl.Security.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starttls));
        return properties;
    }

    @Override
    public Outcome send(OutgoingMail mail, LastLook look) {
        lock.lock();
        try {
            return sendAlone(mail, look);
        } finally {
            lock.unlock();
        }
    }

    private Outcome sendAlone(OutgoingMail mail, LastLook look) {
        Letter letter;
        try {
            letter = new Letter(session, mail);
        } catch (MessagingException unwritable) {
            return Outcome.permanent("mail_not_writable");
        }
        HandOver open;
        try {
            open = connected();
        } catch (AuthenticationFailedException refused) {
            return Outcome.temporary("smtp_login_refused");
        } catch (MessagingException unreachable) {
            return Outcome.temporary(
                    server.security() == SmtpUrl.Security.NONE ? "smtp_unreachable" : "smtp_unreachable_or_no_tls");
        }
        open.ask(look);
        boolean keep = false;
        try {
            open.sendMessage(letter, letter.getAllRecipients());
            keep = ++sentHere < MAILS_PER_CONNECTION;
            return Outcome.SENT;
        } catch (MessagingException failed) {
            Outcome outcome = outcome(open, failed);
            keep = outcome.kind() == Outcome.Kind.STOPPED;
            if (keep) {
                reset(open);
            }
            return outcome;
        } finally {
            if (!keep) {
                drop();
            }
        }
    }

    private HandOver connected() throws MessagingException {
        if (connection != null && connection.isConnected()) {
            return connection;
        }
        drop();
        HandOver fresh = new HandOver(
                session,
                new URLName("smtp", server.host(), server.port(), null, server.user(), server.password()),
                server.security() == SmtpUrl.Security.TLS);
        fresh.connect();
        sentHere = 0;
        connection = fresh;
        return fresh;
    }

    /** A code of the server is an answer; anything else after the content began leaves open whether it has the mail. */
    private static Outcome outcome(HandOver open, MessagingException failed) {
        if (open.stopped()) {
            return Outcome.STOPPED;
        }
        int code = 0;
        String said = "";
        boolean senderRefused = false;
        for (Exception cause = failed; cause instanceof MessagingException next; cause = next.getNextException()) {
            if (cause instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
                said = address.getMessage();
            } else if (cause instanceof SMTPSendFailedException sending && code <= 0) {
                code = sending.getReturnCode();
                said = sending.getMessage();
            } else if (cause instanceof SMTPSenderFailedException sender) {
                senderRefused = true;
                code = sender.getReturnCode();
                said = sender.getMessage();
            }
        }
        if (code < 400) {
            return open.begun()
                    ? Outcome.uncertain("no_answer_after_content")
                    : Outcome.temporary("smtp_connection_lost");
        }
        Matcher enhanced = ENHANCED.matcher(said == null ? "" : said);
        String reason = "smtp_" + code + (enhanced.find() ? "_" + enhanced.group(1) : "");
        // A refused sender is a matter of this installation, not of the receiver: worth another try once it is set
        // right.
        return code < 500 || senderRefused ? Outcome.temporary(reason) : Outcome.permanent(reason);
    }

    private void reset(HandOver open) {
        try {
            open.simpleCommand("RSET");
        } catch (MessagingException gone) {
            drop();
        }
    }

    private void drop() {
        HandOver old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (MessagingException alreadyGone) {
                // Nothing is left to let go of.
            }
        }
    }

    /** Waits some seconds for the mail that is under way; one that takes longer keeps its connection until its time-outs end it. */
    @Override
    public void close() {
        try {
            if (lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    drop();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where mails go, without the password. */
    @Override
    public String toString() {
        return server.toString();
    }
}
