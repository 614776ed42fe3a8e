package dev.mql.nurture.smtp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One mail for one reader, complete.
 *
 * @param subject one line
 * @param id the part of the Message-ID before the at sign; the same mail has the same id whenever and wherever it is sent
 * @param unsubscribe address that takes a one-click unsubscription (RFC 8058), or {@code null} for mail that nobody subscribes to
 * @param list names the stream of mails (RFC 2919), for example {@code cart-reminders.shop.example}, or {@code null}
 * @param date the Date header
 * @param notice whether it is an automatic notice (RFC 3834) rather than a mail from the shop
 */
public record OutgoingMail(
        Mailbox from,
        Mailbox to,
        String subject,
        String html,
        String text,
        String id,
        @Nullable String unsubscribe,
        @Nullable String list,
        Instant date,
        boolean notice) {

    public OutgoingMail {
        oneLine("subject", subject);
        if (!id.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException("a message id is 1 to 100 characters of [A-Za-z0-9._-]");
        }
        oneLine("unsubscribe", unsubscribe);
        oneLine("list", list);
    }

    private static void oneLine(String what, @Nullable String value) {
        if (value != null && value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must be one line without control characters");
        }
    }

    @Override
    public String toString() {
        return "OutgoingMail[" + id + "]";
    }
}
