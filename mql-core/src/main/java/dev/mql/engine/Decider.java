package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.Event;
import dev.mql.identity.Vault;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import dev.mql.lead.Stage;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import dev.mql.store.Change;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The pure decision about one lead: events, then time, then plans, then stage and next wake-up. The only place where a lead's state
 * follows from what happened. Thread-safe.
 */
public final class Decider {
    private final Supplier<Scorer> scorer;
    private final EventRules events;
    private final List<Planner> planners = new CopyOnWriteArrayList<>();
    private final long abandonedAfter;
    private final long leadRetention;
    private final long visitorRetention;

    public Decider(Config config, Vault vault, Supplier<Scorer> scorer) {
        this.scorer = scorer;
        this.events = new EventRules(vault);
        this.abandonedAfter = config.get(Settings.CART_ABANDONED_AFTER).toMillis();
        this.leadRetention = config.get(Settings.LEAD_RETENTION).toMillis();
        this.visitorRetention = config.get(Settings.VISITOR_RETENTION).toMillis();
    }

    public void add(Planner planner) {
        planners.add(planner);
    }

    public Scorer scorer() {
        return scorer.get();
    }

    /**
     * @param before what is stored; not an alias
     * @param happened in the order of arrival; ones seen before change nothing
     * @param now milliseconds since 1970 UTC
     */
    @SuppressWarnings("ReferenceEquality") // the same instance is how "nothing new" is said
    public Decision decide(Lead before, List<Event> happened, long now) {
        Lead lead = before;
        int duplicates = 0;
        for (Event event : happened) {
            Lead next = events.apply(lead, event);
            if (next == lead) {
                duplicates++;
            }
            lead = next;
        }
        return new Decision(settle(before, lead, now), duplicates);
    }

    /** Completes a state that somebody else changed: time, plans, stage, wake-up, effects. */
    public Change settle(Lead before, Lead changed, long now) {
        Lead lead = abandoned(unconfirmed(changed, now), now);
        for (Planner planner : planners) {
            lead = planner.plan(lead, now);
        }
        Scorer with = scorer.get();
        Score score = with.score(lead.activity(), now);
        lead = staged(lead, score, with, now);
        lead = lead.waking(wakeAt(lead, score, with, now));
        long kept = lead.person().known() || lead.claim() != null ? leadRetention : visitorRetention;
        return new Change(
                before,
                lead,
                with.rank(score.value(), now),
                Math.max(lead.lastSeen(), lead.since()) + kept,
                Effects.between(before, lead, score.value(), with.model().version(), now));
    }

    /** An address that its owner did not confirm in time is deleted, as the confirmation mail says. */
    private static Lead unconfirmed(Lead lead, long now) {
        Claim claim = lead.claim();
        return claim != null && now >= claim.endsAt() ? lead.withClaim(null) : lead;
    }

    private Lead abandoned(Lead lead, long now) {
        Cart cart = lead.liveCart().orElse(null);
        if (cart == null || cart.state() != Cart.State.OPEN || cart.lines().isEmpty()) {
            return lead;
        }
        return now < cart.touchedAt() + abandonedAfter
                ? lead
                : lead.withCart(cart.withState(Cart.State.ABANDONED))
                        .withMilestone(new Milestone(
                                cart.touchedAt() + abandonedAfter,
                                "cart",
                                "left a cart of " + cart.lines().size()
                                        + (cart.lines().size() == 1 ? " item" : " items")));
    }

    private static Lead staged(Lead lead, Score score, Scorer with, long now) {
        Stage next =
                switch (lead.stage()) {
                    case SAL, SQL, CUSTOMER, DISQUALIFIED -> lead.stage();
                    case MQL -> score.value() >= with.model().out() ? Stage.MQL : base(lead);
                    default -> score.qualifies(with.model()) ? Stage.MQL : base(lead);
                };
        if (next == lead.stage()) {
            return lead;
        }
        String cause = next == Stage.MQL
                ? "reached the threshold"
                : lead.stage() == Stage.MQL ? "fell under the threshold" : "became known";
        return lead.withStage(next, now)
                .withMilestone(new Milestone(
                        now,
                        "stage",
                        lead.stage().word() + " → " + next.word() + ": " + cause + " (model "
                                + with.model().version() + ")"));
    }

    /** The stage of a lead that is not qualified; nobody gets less known by that. */
    private static Stage base(Lead lead) {
        if (lead.person().known()) {
            boolean newsletter = lead.activity().facts().stream()
                    .anyMatch(f -> f.type().equals(dev.mql.event.EventType.ADDRESS_CONFIRMED));
            boolean asked = lead.activity().facts().stream().anyMatch(f -> EventRules.ASKS.contains(f.type()));
            return asked || !newsletter ? Stage.LEAD : Stage.SUBSCRIBER;
        }
        return lead.claim() != null && !lead.claim().newsletter() ? Stage.LEAD : Stage.VISITOR;
    }

    private long wakeAt(Lead lead, Score score, Scorer with, long now) {
        long wake = Lead.NEVER;
        Cart cart = lead.liveCart().orElse(null);
        if (cart != null && cart.state() == Cart.State.OPEN && !cart.lines().isEmpty()) {
            wake = Math.min(wake, cart.touchedAt() + abandonedAfter);
        }
        if (lead.stage() == Stage.MQL) {
            wake = Math.min(wake, score.fallsAt(with.model(), now) + 1);
        }
        if (lead.claim() != null) {
            wake = Math.min(wake, lead.claim().endsAt());
        }
        for (Mailing mail : lead.mails()) {
            if (!mail.state().over()) {
                wake = Math.min(wake, mail.due());
            }
        }
        return wake;
    }
}
