package dev.mql.nurture.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One kept connection: Angus Mail opens it, encrypts it and logs in; the mails are handed over here, one at a time, so that it is known
 * at each moment what the server has and what it said last. For one thread at a time.
 */
final class Connection extends SMTPTransport {
    private final Wire wire;
    private final Watch watch;

    private Stage stage = Stage.BANNER;
    private boolean answered;
    private Answer last = new Answer(Stage.BANNER, -1, "");
    private boolean encrypted;
    private @Nullable String trouble;
    private int mails;
    private boolean usable;

    private Connection(Session session, URLName server, boolean tls, Wire wire, Watch watch) {
        super(session, server, "smtp", tls);
        this.wire = wire;
        this.watch = watch;
    }

    /** No way to the server, and what that means for the mail. */
    static final class NoWay extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Outcome outcome;

        NoWay(Outcome outcome) {
            super(outcome.reason(), null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /**
     * Connects, encrypts, logs in.
     *
     * @param deadline of {@link System#nanoTime()}
     */
    static Connection open(SmtpSettings settings, Session session, SSLSocketFactory tls, Watch watch, long deadline)
            throws NoWay {
        SmtpUrl server = settings.server();
        Wire wire;
        try {
            wire = new Wire();
        } catch (IOException noSocket) {
            throw new NoWay(Answer.missing(Stage.BANNER, "smtp_unreachable"));
        }
        wire.until(deadline);
        watch.add(wire);
        Connection fresh = new Connection(
                session,
                new URLName("smtp", server.host(), server.port(), null, server.user(), server.password()),
                server.security() == SmtpUrl.Security.TLS,
                wire,
                watch);
        fresh.connect(settings, tls);
        return fresh;
    }

    /** What all connections of a sender have in common. */
    static Session session(SmtpSettings settings, SSLSocketFactory tls) {
        Properties properties = new Properties();
        SmtpUrl server = settings.server();
        properties.setProperty("mail.smtp.localhost", settings.domain());
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.auth", Boolean.toString(server.user() != null));
        boolean starttls = server.security() == SmtpUrl.Security.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starttls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", tls);
        return Session.getInstance(properties);
    }

    private void connect(SmtpSettings settings, SSLSocketFactory tls) throws NoWay {
        SmtpUrl server = settings.server();
        int millis = Math.toIntExact(settings.timeout().toMillis());
        trouble = "smtp_unreachable";
        try {
            // With the name inside, so that nobody looks it up backwards to check the certificate.
            InetAddress address = InetAddress.getByAddress(
                    server.host(), InetAddress.getByName(server.host()).getAddress());
            wire.connect(new InetSocketAddress(address, server.port()), Math.min(10_000, millis));
            wire.setSoTimeout(millis);
            if (server.security() == SmtpUrl.Security.TLS) {
                trouble = "smtp_tls_failed";
                SSLSocket encrypted = (SSLSocket) tls.createSocket(wire, server.host(), server.port(), true);
                SSLParameters checked = encrypted.getSSLParameters();
                checked.setEndpointIdentificationAlgorithm("HTTPS");
                encrypted.setSSLParameters(checked);
                encrypted.startHandshake();
                trouble = "smtp_unreachable";
                connect(encrypted);
            } else {
                connect(wire);
            }
            usable = true;
            wire.rest();
        } catch (IOException | MessagingException failed) {
            drop();
            throw new NoWay(notConnected(server));
        }
    }

    private Outcome notConnected(SmtpUrl server) {
        if (last.refusal()) {
            return last.refused();
        }
        String word = trouble;
        if (stage == Stage.STARTTLS && last.positive()) {
            word = "smtp_tls_failed";
        } else if (stage == Stage.EHLO && last.positive()) {
            boolean bare = server.security() == SmtpUrl.Security.STARTTLS && !encrypted;
            word = bare ? "smtp_tls_not_offered" : "smtp_login_refused";
        }
        return Answer.missing(stage, why(word));
    }

    private @Nullable String why(@Nullable String otherwise) {
        return wire.flooded() ? "smtp_answer_too_long" : wire.overdue() ? "smtp_no_answer_in_time" : otherwise;
    }

    /**
     * Hands one mail over.
     *
     * @param deadline of {@link System#nanoTime()}
     * @return what became of it; {@code null} if a connection that was kept turned out to be closed before the mail began
     */
    synchronized @Nullable Outcome hand(String from, String to, byte[] content, LastLook look, long deadline) {
        wire.until(deadline);
        trouble = null;
        usable = false;
        boolean kept = mails++ > 0;
        try {
            Outcome outcome = converse(from, to, content, look);
            return kept && closedBefore() ? null : outcome;
        } finally {
            if (usable) {
                wire.rest();
            } else {
                drop();
            }
        }
    }

    /** Whether the server was gone before it heard of a mail: nobody was asked for a last look yet. */
    private boolean closedBefore() {
        boolean silent = last.code() < 0 && !wire.overdue() && !wire.flooded();
        return stage == Stage.MAIL && (silent || last.closing()) || stage == Stage.RCPT && silent;
    }

    private Outcome converse(String from, String to, byte[] content, LastLook look) {
        boolean underWay = false;
        try {
            if (!receiverAccepted("MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">")) {
                underWay = last.refusal() && !last.closing();
                return last.refusal() ? last.refused() : Answer.missing(stage, why(null));
            }
            underWay = true;
            if (!look.go()) {
                return Outcome.STOPPED;
            }
            underWay = false;
            OutputStream body = data();
            stage = Stage.CONTENT;
            body.write(content);
            finishData();
            usable = true;
            return Outcome.SENT;
        } catch (IOException | MessagingException failed) {
            if (last.stage() == stage && last.refusal()) {
                usable = !last.closing();
                return last.refused();
            }
            // Another code of success than the usual one is success, too.
            if (stage == Stage.DOT && last.stage() == Stage.DOT && last.positive()) {
                return Outcome.SENT;
            }
            return Answer.missing(stage, why(null));
        } finally {
            if (underWay) {
                forget();
            }
        }
    }

    /** Both commands in one breath where the server takes them so (RFC 2920). */
    private boolean receiverAccepted(String mail, String rcpt) throws MessagingException {
        if (!supportsExtension("PIPELINING")) {
            return simpleCommand(mail) / 100 == 2 && simpleCommand(rcpt) / 100 == 2;
        }
        sendCommand(mail);
        sendCommand(rcpt);
        begin(Stage.MAIL);
        boolean sender = readServerResponse() / 100 == 2;
        if (!sender) {
            if (last.refusal() && !last.closing()) {
                readServerResponse(); // of the receiver, who is refused with the sender
            }
            return false;
        }
        begin(Stage.RCPT);
        return readServerResponse() / 100 == 2;
    }

    /** Ends a mail that was begun, so that the next may begin. */
    private void forget() {
        try {
            usable = simpleCommand("RSET") / 100 == 2;
        } catch (MessagingException gone) {
            usable = false;
        }
    }

    /** Whether the server still answers; to be asked after a while of silence. */
    synchronized boolean alive(long deadline) {
        wire.until(deadline);
        boolean yes = isConnected();
        wire.rest();
        return yes;
    }

    /** Whether the next mail may go over it. */
    boolean usable() {
        return usable;
    }

    int mails() {
        return mails;
    }

    /** Ends it without waiting for anything. */
    void drop() {
        usable = false;
        wire.cut();
        watch.remove(wire);
    }

    /** Ends it with a word to the server; it need not answer. */
    @Override
    public synchronized void close() throws MessagingException {
        wire.until(System.nanoTime() + 1_000_000_000);
        try {
            super.close();
        } finally {
            drop();
        }
    }

    @Override
    protected void startTLS() throws MessagingException {
        if (stage == Stage.AUTH) { // Angus would, where the server asks for it only now
            throw new MessagingException("encryption is switched off");
        }
        super.startTLS();
        encrypted = true;
    }

    @Override
    protected void helo(String domain) throws MessagingException {
        if (last.closing()) {
            throw new MessagingException("the server closes the connection");
        }
        super.helo(domain);
    }

    private void begin(Stage next) {
        stage = next;
        answered = false;
        last = new Answer(next, -1, "");
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        // Angus clears away by RSET on its own after a refusal; what counts is the refusal.
        if (!command.equals("RSET") && !command.equals("QUIT")) {
            begin(Stage.of(command));
        }
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        if (!answered || stage == Stage.AUTH) {
            answered = true;
            last = new Answer(stage, code, getLastServerResponse());
        }
        return code;
    }
}
