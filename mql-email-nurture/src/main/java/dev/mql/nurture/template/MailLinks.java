package dev.mql.nurture.template;

/**
 * Absolute addresses in a recovery mail.
 *
 * @param recover brings the cart back
 * @param feedback asks why not; {@code ?reason=} of it chooses an answer beforehand
 * @param unsubscribe ends marketing mail
 */
public record MailLinks(String recover, String feedback, String unsubscribe) {}
