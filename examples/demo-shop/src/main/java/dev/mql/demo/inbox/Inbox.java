package dev.mql.demo.inbox;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mql.demo.page.Pages;
import jakarta.mail.MessagingException;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SMTP server on loopback that takes mail for any address and keeps the last {@value #MOST} of them in memory. */
public final class Inbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /** More than anybody reads, less than would ever fill the memory. */
    static final int MOST = 1000;

    private final InstantSource clock;
    private final GreenMail server;
    private final Deque<CaughtMail> mails = new ArrayDeque<>();
    private int count;

    private Inbox(InstantSource clock) {
        this.clock = clock;
        this.server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    /** Starts the SMTP server on a free port. */
    public static Inbox start(InstantSource clock) {
        Inbox inbox = new Inbox(clock);
        inbox.server.start();
        UserManager users = inbox.server.getUserManager();
        users.setMessageDeliveryHandler((mail, address) -> inbox.take(users, mail, address));
        return inbox;
    }

    /** Adds the inbox page to an application that has not started yet. */
    public void register(ServletContext context, Pages pages) {
        context.addServlet("inbox", new InboxServlet(this, pages)).addMapping("/inbox", "/inbox/*", "/inbox.json");
    }

    /** The port on 127.0.0.1 that takes mail, without log-in and without TLS. */
    public int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Newest first. */
    List<CaughtMail> mails() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    Optional<CaughtMail> mail(int number) {
        return mails().stream().filter(mail -> mail.number() == number).findFirst();
    }

    private GreenMailUser take(UserManager users, MovingMessage mail, MailAddress address)
            throws MessagingException, UserException {
        synchronized (mails) {
            try {
                mails.addFirst(CaughtMail.of(count + 1, address.getEmail(), mail.getMessage(), clock.instant()));
                count++;
            } catch (IOException e) {
                log.warn("A mail arrived that cannot be read; the inbox does not show it", e);
            }
            while (mails.size() > MOST) {
                mails.removeLast();
            }
        }
        GreenMailUser user = users.getUserByEmail(address.getEmail());
        return user != null ? user : users.createUser(address.getEmail(), address.getEmail(), address.getEmail());
    }
}
