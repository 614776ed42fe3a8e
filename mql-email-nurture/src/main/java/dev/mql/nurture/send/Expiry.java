package dev.mql.nurture.send;

import dev.mql.engine.Planner;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.series.Reason;

/**
 * What time does to mails that stand still: a worker that died before it handed its mail over gives it back; one that died after
 * leaves it uncertain, for ever; what was not sent in time is not sent. Pure.
 */
public final class Expiry implements Planner {
    private static final String WORKER_LOST = "worker_lost";

    @Override
    public Lead plan(Lead lead, long now) {
        Lead next = lead;
        for (Mailing mail : lead.mails()) {
            Mailing later = later(mail, now);
            if (mail.kind().marketing()
                    && lead.person().unsubscribed()
                    && later.state().waiting()) {
                later = later.to(State.SKIPPED, Reason.UNSUBSCRIBED, now);
            }
            if (!later.equals(mail)) {
                next = next.withMail(later);
            }
        }
        return next;
    }

    private static Mailing later(Mailing mail, long now) {
        return switch (mail.state()) {
            case CLAIMED -> now < mail.due() ? mail : lost(mail, now);
            case HANDED -> now < mail.due() ? mail : mail.to(State.UNCERTAIN, "worker_lost_after_hand_over", now);
            case PLANNED, RETRY -> late(mail, now);
            case SENT, UNCERTAIN, DEAD, SKIPPED -> mail;
        };
    }

    /** A mail over which worker after worker dies is itself the trouble. */
    private static Mailing lost(Mailing mail, long now) {
        return mail.attempts() >= Progress.MOST_ATTEMPTS
                ? mail.to(State.DEAD, WORKER_LOST, now)
                : late(mail.to(State.RETRY, WORKER_LOST, now), now);
    }

    private static Mailing late(Mailing mail, long now) {
        if (now < mail.notAfter()) {
            return mail;
        }
        // What put it off until it was too late is the better reason.
        String why = mail.state() == State.PLANNED && mail.reason() != null ? mail.reason() : Reason.TOO_LATE;
        return mail.to(State.SKIPPED, why, now);
    }
}
