package dev.mql.engine;

import dev.mql.event.EventType;
import dev.mql.lead.Handoff;
import dev.mql.lead.Lead;
import dev.mql.lead.Milestone;
import dev.mql.lead.Shadow;
import dev.mql.lead.Stage;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import org.jspecify.annotations.Nullable;

/**
 * Which stage a lead stands in: a pure function of what it did, what sales said, and the scoring model. In the order of what wins: out of
 * the game, bought, with sales, qualified by its score, known, seen.
 */
final class Lifecycle {
    private final long firstTouch;

    /** @param firstTouchMillis how long an MQL may wait for sales before they are reminded; 0 = for ever */
    Lifecycle(long firstTouchMillis) {
        this.firstTouch = firstTouchMillis;
    }

    /**
     * @param decidedUntil events up to this instant, milliseconds since 1970 UTC, are decided in {@code lead.stage()}; 0 where an older one
     *     came late or went, so that the past has to be gone through again
     */
    Lead staged(Lead lead, Score score, Scorer scorer, Cause cause, long decidedUntil, long now) {
        String out = scorer.disqualified(lead);
        Stage next = stage(lead, out, score, scorer, decidedUntil, now);
        if (next == lead.stage()) {
            return escalated(lead, now);
        }
        String why = why(lead, next, out, cause);
        return lead.withStage(next, now)
                .withMilestone(new Milestone(
                        now,
                        "stage",
                        lead.stage().word() + " → " + next.word() + ": " + why + " (model "
                                + scorer.model().version() + ")"));
    }

    private static Stage stage(
            Lead lead, @Nullable String out, Score score, Scorer scorer, long decidedUntil, long now) {
        Handoff.Verdict verdict = lead.handoff().verdict();
        if (verdict == Handoff.Verdict.DISQUALIFIED || out != null) {
            return Stage.DISQUALIFIED;
        }
        if (verdict == Handoff.Verdict.WON || lead.activity().did(EventType.PURCHASE)) {
            return Stage.CUSTOMER;
        }
        if (verdict == Handoff.Verdict.QUALIFIED) {
            return Stage.SQL;
        }
        if (verdict == Handoff.Verdict.ACCEPTED) {
            return Stage.SAL;
        }
        boolean qualified = now >= lead.handoff().heldUntil()
                && scorer.qualified(
                        lead,
                        score,
                        lead.stage() == Stage.MQL && decidedUntil > 0,
                        Math.max(decidedUntil, lead.handoff().heldUntil()),
                        now);
        return qualified ? Stage.MQL : base(lead);
    }

    /** The stage of a lead that is not qualified; nobody gets less known by that. */
    private static Stage base(Lead lead) {
        if (lead.person().known()) {
            boolean asked = EventRules.ASKS.stream().anyMatch(lead.activity()::did);
            return asked || !lead.activity().did(EventType.ADDRESS_CONFIRMED) ? Stage.LEAD : Stage.SUBSCRIBER;
        }
        return lead.claim() != null && !lead.claim().newsletter() ? Stage.LEAD : Stage.VISITOR;
    }

    private static String why(Lead lead, Stage next, @Nullable String out, Cause cause) {
        Handoff handoff = lead.handoff();
        return switch (next) {
            case DISQUALIFIED -> out == null ? "by hand, " + handoff.reason() : out;
            case CUSTOMER -> handoff.verdict() == Handoff.Verdict.WON ? "won by sales" : "bought";
            case SQL -> "qualified by sales";
            case SAL -> "accepted by sales";
            case MQL -> cause == Cause.MODEL ? "by other weights" : "reached the threshold";
            default ->
                switch (lead.stage()) {
                    case MQL, SAL, SQL ->
                        switch (handoff.verdict()) {
                            case REJECTED -> "rejected by sales, " + handoff.reason();
                            case RECYCLED -> "recycled by sales, " + handoff.reason();
                            default -> cause == Cause.MODEL ? "by other weights" : "fell under the threshold";
                        };
                    case DISQUALIFIED -> "back in the game";
                    default -> "became known";
                };
        };
    }

    /** Sales is reminded once of an MQL that nobody has looked at in time. */
    private Lead escalated(Lead lead, long now) {
        if (now < escalatesAt(lead)) {
            return lead;
        }
        return lead.withHandoff(lead.handoff().escalated(now))
                .withMilestone(new Milestone(now, "handoff", "nobody of sales has looked in time"));
    }

    /** When sales is reminded of an MQL, milliseconds since 1970 UTC; {@link Lead#NEVER} if not. */
    long escalatesAt(Lead lead) {
        boolean waits = lead.stage() == Stage.MQL && lead.person().known();
        return firstTouch == 0 || !waits || lead.handoff().escalatedAt() >= lead.since()
                ? Lead.NEVER
                : lead.since() + firstTouch;
    }

    /** Where a lead stands under the challenger; it moves nothing else. */
    static Lead shadowed(Lead lead, @Nullable Scorer challenger, long decidedUntil, long now) {
        Shadow old = lead.shadow();
        if (challenger == null) {
            return old == null ? lead : lead.withShadow(null);
        }
        int version = challenger.model().version();
        boolean before = old != null && old.challenger() == version && decidedUntil > 0;
        boolean qualified = challenger.qualified(lead, challenger.score(lead, now), before, decidedUntil, now);
        if (qualified) {
            return old != null && old.challenger() == version ? lead : lead.withShadow(new Shadow(version, now));
        }
        return old == null ? lead : lead.withShadow(null);
    }
}
