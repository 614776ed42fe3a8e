package dev.mql.nurture.series;

import dev.mql.config.Config;
import dev.mql.event.Purpose;
import dev.mql.lead.Consent;
import dev.mql.lead.Lead;
import dev.mql.lead.Person;
import org.jspecify.annotations.Nullable;

/** Whether a person may be written to for marketing at all, as far as the lead itself tells. Immutable. */
public final class Permission {
    private final MailBasis basis;

    private Permission(MailBasis basis) {
        this.basis = basis;
    }

    /** @throws dev.mql.config.ConfigException if a setting can not be used */
    public static Permission of(Config config) {
        return new Permission(MailBasis.of(config));
    }

    /** Why not, a word a marketer can read, or {@code null} if they may. */
    public @Nullable String refuse(Lead lead, long now) {
        Person person = lead.person();
        if (person.unsubscribed()) {
            return Reason.UNSUBSCRIBED;
        }
        if (!person.known()) {
            return "no_address";
        }
        if (person.basis() == Person.Basis.NONE) {
            return "no_basis";
        }
        if (withdrawn(lead)) {
            return Reason.CONSENT_WITHDRAWN;
        }
        return basis.refuse(person, lead.profile().text("country"), now);
    }

    /** What was said about mail after the basis was given, and is no. */
    private static boolean withdrawn(Lead lead) {
        for (Consent consent : lead.consents()) {
            if (consent.purpose() == Purpose.MAIL) {
                return !consent.granted() && consent.at() > lead.person().basisAt();
            }
        }
        return false;
    }
}
