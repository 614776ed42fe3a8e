package dev.mql.nurture.send;

import dev.mql.engine.Leads;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.State;
import dev.mql.lead.Milestone;
import dev.mql.nurture.series.Guards;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way of a mail along PLANNED → CLAIMED → HANDED → SENT, UNCERTAIN, RETRY or DEAD; each arrow is a commit of the lead. The number
 * of the attempt is the fence: who finds another number than its own has lost the mail to somebody else. Thread-safe; blocks.
 */
final class Progress {
    static final int MOST_ATTEMPTS = 8;
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Leads leads;
    private final InstantSource clock;

    Progress(Leads leads, InstantSource clock) {
        this.leads = leads;
        this.clock = clock;
    }

    /** A mail that this attempt holds, and its lead as it was committed then. */
    record Claimed(Lead lead, Mailing mail) {}

    /** Answers why a mail must not go now; changes nothing, and is asked again when a race is lost. */
    interface Asked extends BiFunction<Lead, Mailing, Guards.@Nullable Refusal> {}

    /** PLANNED → CLAIMED; or SKIPPED, or put off, with the reason: then {@code null}. */
    @Nullable
    Claimed claim(LeadId id, Mailing planned, Asked guards) {
        boolean[] won = new boolean[1];
        Lead after = leads.change(id, lead -> {
                    long now = clock.millis();
                    Mailing mail = find(lead, planned);
                    won[0] = false;
                    if (mail == null || !mail.state().waiting() || mail.due() > now) {
                        return lead;
                    }
                    Guards.Refusal refusal = guards.apply(lead, mail);
                    if (refusal != null) {
                        return heldBack(lead, mail, refusal, now);
                    }
                    won[0] = true;
                    return lead.withMail(mail.to(State.CLAIMED, null, now)
                            .attempted()
                            .dueAt(now + LEASE.toMillis(), mail.notAfter()));
                })
                .orElse(null);
        Mailing mail = after == null ? null : find(after, planned);
        return after != null && won[0] && mail != null && mail.state() == State.CLAIMED
                ? new Claimed(after, mail)
                : null;
    }

    /** CLAIMED → HANDED, or back with the reason. */
    boolean handOver(Claimed mine, Asked guards) {
        boolean[] go = new boolean[1];
        leads.change(mine.lead().id(), lead -> {
            long now = clock.millis();
            Mailing mail = find(lead, mine.mail());
            go[0] = false;
            if (mail == null
                    || mail.state() != State.CLAIMED
                    || mail.attempts() != mine.mail().attempts()) {
                return lead;
            }
            Guards.Refusal refusal = guards.apply(lead, mail);
            if (refusal != null) {
                return heldBack(lead, mail, refusal, now);
            }
            go[0] = true;
            return lead.withMail(mail.to(State.HANDED, null, now).dueAt(now + LEASE.toMillis(), mail.notAfter()));
        });
        return go[0];
    }

    private static Lead heldBack(Lead lead, Mailing mail, Guards.Refusal refusal, long now) {
        return lead.withMail(
                refusal.putsOff()
                        ? mail.to(State.PLANNED, refusal.reason(), now).dueAt(refusal.until(), refusal.notAfter())
                        : mail.to(State.SKIPPED, refusal.reason(), now));
    }

    /** Waits until then, or is over if that were too late. */
    void putOff(LeadId id, Mailing planned, String reason, long until) {
        leads.change(id, lead -> {
            long now = clock.millis();
            Mailing mail = find(lead, planned);
            if (mail == null || mail.state().over() || mail.attempts() != planned.attempts()) {
                return lead;
            }
            return lead.withMail(
                    until < mail.notAfter()
                            ? mail.to(State.PLANNED, reason, now).dueAt(until, mail.notAfter())
                            : mail.to(State.SKIPPED, reason, now));
        });
    }

    /** Tries again after a pause that doubles, unless that is too late or too often. */
    void retry(Claimed mine, String reason) {
        change(mine, mail -> {
            long now = clock.millis();
            long next = now
                    + Duration.ofMinutes(1L << Math.min(6, mail.attempts() - 1)).toMillis();
            return mail.attempts() >= MOST_ATTEMPTS || next >= mail.notAfter()
                    ? mail.to(State.DEAD, reason, now)
                    : mail.to(State.RETRY, reason, now).dueAt(next, mail.notAfter());
        });
    }

    /** @param from the state it has to be in, or {@code null} for any in which this attempt holds it */
    void settle(Claimed mine, @Nullable State from, State to, @Nullable String reason) {
        change(mine, mail -> from == null || mail.state() == from ? mail.to(to, reason, clock.millis()) : mail);
    }

    /** Changes the mailing as long as it is still this attempt's. */
    private void change(Claimed mine, UnaryOperator<Mailing> to) {
        leads.change(mine.lead().id(), lead -> {
            Mailing mail = find(lead, mine.mail());
            if (mail == null
                    || mail.attempts() != mine.mail().attempts()
                    || (mail.state() != State.CLAIMED && mail.state() != State.HANDED)) {
                return lead;
            }
            Mailing next = to.apply(mail);
            return next.state() == State.SENT
                    ? lead.withMail(next).withMilestone(new Milestone(next.at(), "mail", words(next)))
                    : lead.withMail(next);
        });
    }

    private static String words(Mailing mail) {
        return switch (mail.kind()) {
            case CONFIRM_ADDRESS -> "asked to confirm the address";
            case RECOVERY -> "cart mail " + mail.step() + " sent";
            default -> mail.kind().word().replace('_', ' ') + " mail " + mail.step() + " sent";
        };
    }

    private static @Nullable Mailing find(Lead lead, Mailing mail) {
        return lead.mail(mail.kind(), mail.subject(), mail.step()).orElse(null);
    }
}
