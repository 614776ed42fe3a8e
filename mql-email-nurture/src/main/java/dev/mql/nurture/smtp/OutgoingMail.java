package dev.mql.nurture.smtp;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mail for one reader, complete.
 *
 * @param subject made one line of at most {@value #LONGEST_SUBJECT} characters: a name from outside may be part of it
 * @param id the part of the Message-ID before the at sign; the same mail has the same id whenever and wherever it is sent
 * @param unsubscribe address that takes a one-click unsubscription (RFC 8058), or {@code null} for mail that nobody subscribes to
 * @param list names the stream of mails (RFC 2919), for example {@code cart-reminders.shop.example}, or {@code null}
 * @param feedbackId by which large providers add up complaints, see {@link FeedbackId}, or {@code null}
 * @param returnToken by which a bounce finds back to the mail, 1 to {@value #LONGEST_TOKEN} characters of {@code [A-Za-z0-9_-]}, or
 *     {@code null}; some servers make capitals small
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
        @Nullable String feedbackId,
        @Nullable String returnToken,
        Instant date,
        boolean notice) {
    static final int LONGEST_SUBJECT = 200;
    static final int LONGEST_TOKEN = 43;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1," + LONGEST_TOKEN + "}");

    public OutgoingMail {
        subject = oneLine(subject);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a message id is 1 to 100 characters of [A-Za-z0-9._-]");
        }
        if (returnToken != null && !TOKEN.matcher(returnToken).matches()) {
            throw new IllegalArgumentException("a return token is 1 to 43 characters of [A-Za-z0-9_-]");
        }
        plain("unsubscribe", unsubscribe);
        plain("list", list);
        plain("feedbackId", feedbackId);
    }

    /** What goes into a header as it is: ASCII without spaces and brackets. */
    private static void plain(String what, @Nullable String value) {
        if (value != null
                && (value.length() > 900 || value.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '<' || c == '>'))) {
            throw new IllegalArgumentException(
                    what + " must be visible ASCII characters, at most 900, without < and >");
        }
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST_SUBJECT));
        boolean space = true;
        for (int i = 0; i < text.length() && line.length() < LONGEST_SUBJECT; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean blank = c == ' ' || Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            if (!blank && line.length() + Character.charCount(c) <= LONGEST_SUBJECT) {
                line.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            } else if (blank && !space) {
                line.append(' ');
            } else if (!blank) {
                break;
            }
            space = blank;
        }
        return line.toString().stripTrailing();
    }

    @Override
    public String toString() {
        return "OutgoingMail[" + id + "]";
    }
}
