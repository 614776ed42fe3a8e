package dev.mql.nurture.smtp.inbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPSSLStore;
import org.eclipse.angus.mail.imap.IMAPStore;

/**
 * A mailbox from which messages are taken. Each is handed over as raw bytes; who understood it has it deleted, any other is flagged and
 * left for a person, and not looked at again. A message is deleted only after it was understood: whoever dies in between sees it again.
 * Every wait has a time-out. Thread-safe; connects anew each time.
 */
public final class Inbox {
    private final ImapUrl where;
    private final Session session;

    /** Why a mailbox could not be read; its message is one word, without personal data. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String word) {
            super(word, null, false, false);
        }
    }

    /** What became of the messages that were looked at. */
    public record Round(int understood, int left) {}

    public Inbox(ImapUrl where) {
        this(where, Duration.ofSeconds(20));
    }

    Inbox(ImapUrl where, Duration timeout) {
        this.where = where;
        this.session = Session.getInstance(properties(where, timeout));
    }

    private static Properties properties(ImapUrl where, Duration timeout) {
        Properties properties = new Properties();
        String millis = Long.toString(timeout.toMillis());
        String prefix = where.tls() ? "mail.imaps." : "mail.imap.";
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
        properties.setProperty(prefix + "connectionpooltimeout", millis);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(where.startTls()));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(where.startTls()));
        properties.setProperty(prefix + "peek", "true");
        properties.setProperty(
                prefix + "fetchsize", Integer.toString(256 * 1024)); // one round trip for a usual message
        return properties;
    }

    /**
     * Looks at the oldest messages that nobody has looked at.
     *
     * @param most how many
     * @param mostBytes of each, from its beginning
     * @param understood takes a message and says whether it is done with; what it throws ends the round, and that message stays
     * @throws Unreadable if the server is away, or refuses us, or has no TLS where that is asked for
     */
    public Round read(int most, int mostBytes, Predicate<byte[]> understood) throws Unreadable {
        URLName url = new URLName(
                where.tls() ? "imaps" : "imap", where.host(), where.port(), null, where.user(), where.password());
        try (Store store = where.tls() ? new IMAPSSLStore(session, url) : new IMAPStore(session, url)) {
            store.connect();
            return round(store, most, mostBytes, understood);
        } catch (AuthenticationFailedException refused) {
            throw new Unreadable("login_refused");
        } catch (FolderNotFoundException missing) {
            throw new Unreadable("no_such_folder");
        } catch (MessagingException | IOException away) {
            throw new Unreadable(where.tls() || where.startTls() ? "unreachable_or_no_tls" : "unreachable");
        }
    }

    private Round round(Store store, int most, int mostBytes, Predicate<byte[]> understood)
            throws MessagingException, IOException {
        Folder folder = store.getFolder(where.folder());
        folder.open(Folder.READ_WRITE);
        List<Message> done = new ArrayList<>();
        List<Message> left = new ArrayList<>();
        try {
            for (Message message : oldest(folder, most)) {
                (understood.test(bytes(message, mostBytes)) ? done : left).add(message);
            }
        } finally {
            // At the end, since each command is a round trip; whoever dies before sees the same messages again.
            folder.setFlags(done.toArray(Message[]::new), new Flags(Flags.Flag.DELETED), true);
            folder.setFlags(left.toArray(Message[]::new), new Flags(Flags.Flag.FLAGGED), true);
            folder.close(!done.isEmpty());
        }
        return new Round(done.size(), left.size());
    }

    private static Message[] oldest(Folder folder, int most) throws MessagingException {
        Message[] unseen = folder.search(new AndTerm(
                new FlagTerm(new Flags(Flags.Flag.FLAGGED), false),
                new FlagTerm(new Flags(Flags.Flag.DELETED), false)));
        Message[] oldest = Arrays.copyOf(unseen, Math.min(most, unseen.length));
        FetchProfile sizes = new FetchProfile();
        sizes.add(FetchProfile.Item.SIZE);
        folder.fetch(oldest, sizes);
        return oldest;
    }

    private static byte[] bytes(Message message, int most) throws MessagingException, IOException {
        if (!(message instanceof IMAPMessage stored)) {
            return new byte[0];
        }
        try (InputStream in = stored.getMimeStream()) {
            return in.readNBytes(most);
        }
    }

    /** Where it is, without user and password. */
    @Override
    public String toString() {
        return where.toString();
    }
}
