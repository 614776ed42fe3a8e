package dev.mql.nurture.smtp;

import java.util.Locale;
import java.util.Set;

/**
 * What became of a mail.
 *
 * @param scope whose matter it is; without meaning for mails that were sent or stopped
 * @param reason a word for people without personal data, for example {@code smtp_550_5.1.1}
 */
public record Outcome(Kind kind, Scope scope, String reason) {
    private static final Set<String> NOBODY_THERE = Set.of("5.1.1", "5.1.2", "5.1.10", "5.2.1");

    public enum Kind {
        /** The server took it. */
        SENT,
        /** Refused for now, or the server was not there: may be tried again. */
        TEMPORARY,
        /** Refused for good. */
        PERMANENT,
        /** The server may have it: its content was handed over and no answer came. Must not be sent again. */
        UNCERTAIN,
        /** The last look said no; nothing was handed over. */
        STOPPED
    }

    /** Whom an answer is about. */
    public enum Scope {
        /** This one address; others of its domain are not concerned. */
        RECEIVER,
        /** How the receiver's domain treats mail just now: it is better left alone for a while. */
        DOMAIN,
        /** This shop's own way out: connection, log-in, sender, its name with large providers. Says nothing about any receiver. */
        INSTALLATION
    }

    /** The server took it. */
    public static final Outcome SENT = new Outcome(Kind.SENT, Scope.RECEIVER, "accepted");
    /** The last look said no. */
    public static final Outcome STOPPED = new Outcome(Kind.STOPPED, Scope.RECEIVER, "stopped");

    /** An outcome of the receiver's scope. */
    public Outcome(Kind kind, String reason) {
        this(kind, Scope.RECEIVER, reason);
    }

    static Outcome temporary(Scope scope, String reason) {
        return new Outcome(Kind.TEMPORARY, scope, reason);
    }

    static Outcome permanent(Scope scope, String reason) {
        return new Outcome(Kind.PERMANENT, scope, reason);
    }

    static Outcome uncertain(String reason) {
        return new Outcome(Kind.UNCERTAIN, Scope.INSTALLATION, reason);
    }

    /** The word under which it is counted. */
    public String word() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the server said that the address does not exist, or no longer: it is not to be written to again. */
    public boolean nobodyThere() {
        return kind == Kind.PERMANENT
                && scope == Scope.RECEIVER
                && (NOBODY_THERE.contains(reason.substring(reason.lastIndexOf('_') + 1)) || reason.equals("smtp_556"));
    }
}
