package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.identity.Vault;
import dev.mql.lead.Activity;
import dev.mql.lead.Claim;
import dev.mql.lead.Correction;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import dev.mql.store.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The pure decision about one lead: events, then time, then plans, then stage and next wake-up. The only place where a lead's state
 * follows from what happened. Thread-safe.
 */
public final class Decider {
    /** Visitors that nobody knows have a place in the ranking from this score on: most leave after a page or two. */
    private static final double LISTED = 1.5;

    private final Models models;
    private final EventRules events;
    private final Lifecycle lifecycle;
    private final Notices notices;
    private final List<Planner> planners = new CopyOnWriteArrayList<>();
    private final long abandonedAfter;
    private final long leadRetention;
    private final long visitorRetention;

    public Decider(Config config, Vault vault, Models models) {
        this.models = models;
        this.events = new EventRules(vault, config.get(Settings.SOFT_OPT_IN), this::asked);
        this.lifecycle = new Lifecycle(config.get(Settings.HANDOFF_FIRST_TOUCH).toMillis());
        this.notices = new Notices(config, models);
        this.abandonedAfter = config.get(Settings.CART_ABANDONED_AFTER).toMillis();
        this.leadRetention = config.get(Settings.LEAD_RETENTION).toMillis();
        this.visitorRetention = config.get(Settings.VISITOR_RETENTION).toMillis();
    }

    public void add(Planner planner) {
        planners.add(planner);
    }

    public Scorer scorer() {
        return models.scorer();
    }

    private Set<String> asked(String type) {
        Scorer challenger = models.challenger();
        Set<String> champion = models.scorer().asks(type);
        if (challenger == null || champion.containsAll(challenger.asks(type))) {
            return champion;
        }
        Set<String> both = new HashSet<>(champion);
        both.addAll(challenger.asks(type));
        return both;
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
        boolean late = false;
        for (Event event : happened) {
            Lead next = events.apply(lead, event);
            if (next == lead) {
                duplicates++;
            } else {
                late |= event.at() < before.lastSeen() || event.type().equals(EventType.CONSENT_WITHDRAWN);
            }
            lead = next;
        }
        return new Decision(settle(before, lead, late ? 0 : before.lastSeen(), Cause.EVENTS, now), duplicates);
    }

    /** Completes a state that somebody else changed: time, plans, stage, wake-up, effects. */
    public Change settle(Lead before, Lead changed, Cause cause, long now) {
        return settle(before, changed, cause == Cause.MERGE ? 0 : before.lastSeen(), cause, now);
    }

    private Change settle(Lead before, Lead changed, long decidedUntil, Cause cause, long now) {
        Lead lead = abandoned(unconfirmed(changed, now), now);
        for (Planner planner : planners) {
            lead = planner.plan(lead, now);
        }
        Scorer scorer = models.scorer();
        Score score = scorer.score(lead, now);
        lead = lifecycle.staged(lead, score, scorer, cause, decidedUntil, now);
        lead = Lifecycle.shadowed(lead, models.challenger(), decidedUntil, now);
        lead = notices.told(before, lead, score, scorer, cause, now);
        lead = lead.waking(wakeAt(lead, score, scorer, now));
        boolean known = lead.person().known() || lead.claim() != null;
        double rank = known || score.value() >= LISTED ? scorer.rank(score.value(), now) : Double.NEGATIVE_INFINITY;
        return new Change(
                before, lead, rank, expireAt(lead, known), Effects.between(before, lead, score, scorer, cause, now));
    }

    private long expireAt(Lead lead, boolean known) {
        return lead.gone()
                ? lead.erasedAt() + Activity.LATE_MILLIS
                : Math.max(lead.lastSeen(), lead.since()) + (known ? leadRetention : visitorRetention);
    }

    /** The state of a lead of which nothing may be left; those who keep something of it elsewhere are told. */
    Lead erased(Lead lead, long now) {
        Lead nothing = lead.erased(now);
        return lead.aliasOf() == null ? notices.erased(lead, nothing, now) : nothing;
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

    private long wakeAt(Lead lead, Score score, Scorer scorer, long now) {
        long wake = Math.min(lifecycle.escalatesAt(lead), scorer.rankAgainAt(lead, score, now));
        Cart cart = lead.liveCart().orElse(null);
        if (cart != null && cart.state() == Cart.State.OPEN && !cart.lines().isEmpty()) {
            wake = Math.min(wake, cart.touchedAt() + abandonedAfter);
        }
        if (lead.stage() == Stage.MQL) {
            wake = Math.min(wake, scorer.fallsAt(lead, now));
        }
        if (lead.claim() != null) {
            wake = Math.min(wake, lead.claim().endsAt());
        }
        if (lead.handoff().heldUntil() > now) {
            wake = Math.min(wake, lead.handoff().heldUntil());
        }
        for (Correction correction : lead.corrections()) {
            if (correction.until() > now) {
                wake = Math.min(wake, correction.until());
            }
        }
        for (Mailing mail : lead.mails()) {
            if (!mail.state().over()) {
                wake = Math.min(wake, mail.due());
            }
        }
        for (Notice notice : lead.notices()) {
            if (notice.waiting()) {
                wake = Math.min(wake, notice.due());
            }
        }
        for (Planner planner : planners) {
            long plans = planner.wakeAt(lead, now);
            wake = plans > now ? Math.min(wake, plans) : wake;
        }
        return wake;
    }
}
