package dev.mql.nurture.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** A connection that asks before it gives content away, and remembers whether it has. For one thread at a time. */
final class HandOver extends SMTPTransport {
    private @Nullable LastLook look;
    private boolean stopped;
    private boolean begun;

    HandOver(Session session, URLName server, boolean tls) {
        super(session, server, "smtp", tls);
    }

    void ask(LastLook newLook) {
        look = newLook;
        stopped = false;
        begun = false;
    }

    boolean stopped() {
        return stopped;
    }

    /** Whether the server has asked for the content, so that it may have it. */
    boolean begun() {
        return begun;
    }

    @Override
    protected OutputStream data() throws MessagingException {
        if (look == null || !look.go()) {
            stopped = true;
            throw new MessagingException("held back by the last look");
        }
        OutputStream content = super.data();
        begun = true;
        return content;
    }
}
