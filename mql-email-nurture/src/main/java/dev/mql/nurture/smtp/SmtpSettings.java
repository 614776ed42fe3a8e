package dev.mql.nurture.smtp;

import dev.mql.nurture.smtp.dkim.DkimSigner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How mails leave.
 *
 * @param domain how this host introduces itself, usually the domain of the sender
 * @param connections open at once, at most
 * @param bounce what comes back goes to this address with the mail's token in it; {@code null} for the sender's own
 * @param dkim signs every mail, or {@code null} where the server does that
 * @param timeout one mail takes at most this long, a twentieth more at worst
 */
public record SmtpSettings(
        SmtpUrl server,
        String domain,
        int connections,
        @Nullable Mailbox bounce,
        @Nullable DkimSigner dkim,
        Duration timeout) {
    /** Within the half minute that a server that hangs may cost. */
    public static final Duration TIMEOUT = Duration.ofSeconds(28);

    public SmtpSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection");
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("a time-out of at least a millisecond");
        }
        if (bounce != null && bounce.address().indexOf('@') > 64 - 1 - OutgoingMail.LONGEST_TOKEN) {
            throw new IllegalArgumentException("at most " + (63 - OutgoingMail.LONGEST_TOKEN)
                    + " characters before the @, since +TOKEN is put behind them");
        }
    }

    /** One connection, nothing signed. */
    public SmtpSettings(SmtpUrl server, String domain) {
        this(server, domain, 1, null, null, TIMEOUT);
    }

    /** Whom the server tells what became of the mail later. */
    String envelopeSender(OutgoingMail mail) {
        String token = mail.returnToken();
        if (bounce == null) {
            return mail.from().address();
        }
        if (token == null) {
            return bounce.address();
        }
        int at = bounce.address().indexOf('@');
        return bounce.address().substring(0, at) + "+" + token
                + bounce.address().substring(at);
    }
}
