package dev.mql.nurture.smtp;

/** Hands mails over to whatever delivers them. Implementations are safe for any number of threads. */
public interface MailSender extends AutoCloseable {

    /**
     * Sends one mail, or says why not. Blocks until there is an answer or a time-out of the sender has passed; never throws because of
     * the network or the receiver. What {@code look} throws is passed on, and nothing was sent then.
     */
    Outcome send(OutgoingMail mail, LastLook look);

    /** Lets go of connections; a later {@code send} opens a new one. */
    @Override
    default void close() {}
}
