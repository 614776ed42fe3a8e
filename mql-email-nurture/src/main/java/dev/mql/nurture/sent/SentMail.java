package dev.mql.nurture.sent;

import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import org.jspecify.annotations.Nullable;

/**
 * A mail that left, as far as what comes back has to know it.
 *
 * @param lead whose mail it was
 * @param subject what it was about, see {@link Mailing#subject()}
 * @param addressHash keyed hash of the address it went to
 */
public record SentMail(LeadId lead, Mailing.Kind kind, int step, String addressHash, String subject) {

    /** One line, the subject last. */
    String text() {
        return lead + " " + kind + " " + step + " " + addressHash + " " + subject;
    }

    /** Reads {@link #text}; {@code null} for anything else, such as a kind that only a newer node knows. */
    static @Nullable SentMail parse(String text) {
        String[] words = text.split(" ", 5);
        LeadId lead = words.length < 5 ? null : LeadId.parse(words[0]);
        if (lead == null) {
            return null;
        }
        try {
            return new SentMail(lead, Mailing.Kind.valueOf(words[1]), Integer.parseInt(words[2]), words[3], words[4]);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
