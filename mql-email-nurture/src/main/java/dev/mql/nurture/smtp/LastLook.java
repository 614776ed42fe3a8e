package dev.mql.nurture.smtp;

/** Asked once, at the last moment at which a mail can still be held back: the receiver is accepted, the content not yet begun. */
@FunctionalInterface
public interface LastLook {

    /**
     * Decides, and records durably that the mail is being handed over. An exception means no.
     *
     * @return whether to go on
     */
    boolean go();
}
