package dev.mql.nurture.smtp;

/**
 * What became of a mail.
 *
 * @param reason a word for people without personal data, for example {@code smtp_550_5.1.1}
 */
public record Outcome(Kind kind, String reason) {

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

    /** The word under which it is counted. */
    public String word() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    static final Outcome SENT = new Outcome(Kind.SENT, "accepted");
    static final Outcome STOPPED = new Outcome(Kind.STOPPED, "stopped");

    static Outcome temporary(String reason) {
        return new Outcome(Kind.TEMPORARY, reason);
    }

    static Outcome permanent(String reason) {
        return new Outcome(Kind.PERMANENT, reason);
    }

    static Outcome uncertain(String reason) {
        return new Outcome(Kind.UNCERTAIN, reason);
    }
}
