package dev.mql.nurture.send;

import dev.mql.engine.Planner;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import java.time.Duration;

/**
 * Plans the mail that asks for a confirmation when somebody signed up for the newsletter. The same address is asked again only after
 * a new sign-up a day later, and three times in all; one visitor has at most three addresses asked in a day. Pure.
 */
public final class Confirmations implements Planner {
    private static final int MOST = 3;
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Override
    public Lead plan(Lead lead, long now) {
        Claim claim = lead.claim();
        if (claim == null || !claim.newsletter()) {
            return lead;
        }
        int asked = 0;
        int today = 0;
        long last = Long.MIN_VALUE;
        for (Mailing mail : lead.mails()) {
            if (mail.kind() == Kind.CONFIRM_ADDRESS) {
                today += mail.at() > now - DAY ? 1 : 0;
                if (mail.subject().equals(claim.addressHash())) {
                    asked = Math.max(asked, mail.step());
                    last = Math.max(last, mail.state().over() ? mail.at() : Long.MAX_VALUE - DAY);
                }
            }
        }
        if (asked == MOST || today >= MOST || (asked > 0 && claim.at() < last + DAY)) {
            return lead;
        }
        return lead.withMail(
                Mailing.planned(Kind.CONFIRM_ADDRESS, claim.addressHash(), asked + 1, now, now + DAY, now));
    }
}
