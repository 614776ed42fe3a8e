package dev.mql.nurture.series;

import dev.mql.engine.Planner;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Enrolment.Group;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Mailing.State;
import dev.mql.scoring.Scorer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets series take up what happens: decides once for each occasion whether and which, and plans its mails, each worthless once the next
 * one is due. An occasion that is touched again moves what is planned; one that is over ends it. Pure.
 */
public final class SeriesPlanner implements Planner {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Supplier<Playbook> playbook;
    private final Supplier<Scorer> scorer;
    private final Permission permission;
    private final long abandonedAfter;

    /**
     * @param playbook the one in force
     * @param scorer that of the model in force
     * @param permission who may be written to at all
     * @param abandonedAfter silence after which a cart is left, milliseconds
     */
    public SeriesPlanner(
            Supplier<Playbook> playbook, Supplier<Scorer> scorer, Permission permission, long abandonedAfter) {
        this.playbook = playbook;
        this.scorer = scorer;
        this.permission = permission;
        this.abandonedAfter = abandonedAfter;
    }

    @Override
    public Lead plan(Lead lead, long now) {
        Lead next = ended(lead, now);
        if (!lead.person().known()) {
            return next;
        }
        Playbook rules = playbook.get();
        for (Occasion occasion : Occasion.of(lead)) {
            Enrolment run = next.enrolment(occasion.kind(), occasion.subject()).orElse(null);
            if (run == null || !run.entered()) {
                next = decided(next, occasion, run, rules, now);
            } else if (run.since() != occasion.touchedAt()) {
                next = moved(next, occasion, run, rules);
            }
        }
        return next;
    }

    @Override
    public long wakeAt(Lead lead, long now) {
        long wake = Lead.NEVER;
        if (lead.person().known()) {
            Playbook rules = playbook.get();
            for (Occasion occasion : Occasion.of(lead)) {
                boolean entered = lead.enrolment(occasion.kind(), occasion.subject())
                        .filter(Enrolment::entered)
                        .isPresent();
                if (!entered) {
                    for (Series series : rules.on(occasion.kind())) {
                        long begins = begins(series, occasion);
                        wake = begins > now ? Math.min(wake, begins) : wake;
                    }
                }
            }
        }
        return wake;
    }

    /** What waits and has lost its cart. */
    private static Lead ended(Lead lead, long now) {
        Lead next = lead;
        for (Mailing mail : lead.mails()) {
            if (mail.kind() == Kind.RECOVERY
                    && mail.state().waiting()
                    && Occasion.of(lead, mail).isEmpty()) {
                next = next.withMail(mail.to(State.SKIPPED, whyOver(lead, mail.subject()), now));
            }
        }
        return next;
    }

    private static String whyOver(Lead lead, String cartId) {
        return lead.cart(cartId)
                .map(cart -> switch (cart.state()) {
                    case ORDERED -> Reason.PURCHASED;
                    case EMPTIED -> Reason.CART_EMPTIED;
                    case OPEN, ABANDONED -> Reason.NEWER_CART;
                })
                .orElse(Reason.NEWER_CART);
    }

    private long begins(Series series, Occasion occasion) {
        long silence = occasion.hasCart()
                ? Math.max(abandonedAfter, series.begins().toMillis())
                : series.begins().toMillis();
        return occasion.touchedAt() + silence;
    }

    /** Which series takes the occasion now; if none does, why not. */
    private Lead decided(Lead lead, Occasion occasion, @Nullable Enrolment before, Playbook rules, long now) {
        if (!occasion.settled()) {
            return lead;
        }
        String refusal = Reason.SERIES_OFF;
        Standing standing = null;
        for (Series series : rules.on(occasion.kind())) {
            if (now < begins(series, occasion)) {
                refusal = null; // its time has not come
                continue;
            }
            if (standing == null) {
                standing = Standing.of(lead, scorer.get(), now);
            }
            String why = refuse(lead, series, occasion, standing, now);
            if (why == null) {
                return entered(lead, series, occasion, now);
            }
            refusal = why;
        }
        if (refusal == null || !occasion.hasCart() || before != null && refusal.equals(before.reason())) {
            return lead;
        }
        return lead.withEnrolment(
                Enrolment.refused(occasion.kind(), occasion.subject(), refusal, now, occasion.touchedAt()));
    }

    private @Nullable String refuse(Lead lead, Series series, Occasion occasion, Standing standing, long now) {
        String forbidden = permission.refuse(lead, now);
        if (forbidden != null) {
            return forbidden;
        }
        if (occasion.touchedAt() < series.activatedAt()) {
            return Reason.BEFORE_ACTIVATION;
        }
        String why = series.entry().refuse(lead, standing, occasion, Zones.country(lead), now);
        return why == null && cooling(lead, series, now) ? Reason.COOL_DOWN : why;
    }

    /** Whether the last series of a lead was too short a while ago. Questions about it are no other series. */
    private static boolean cooling(Lead lead, Series series, long now) {
        return lead.enrolments().stream()
                .filter(e -> e.entered() && e.kind() != Kind.SATISFACTION && e.kind() != Kind.QUESTION)
                .anyMatch(e -> e.at() + series.coolDown().toMillis() > now);
    }

    private static Lead entered(Lead lead, Series series, Occasion occasion, long now) {
        Group group = Groups.of(lead.id(), series);
        Lead next = lead.withEnrolment(Enrolment.entered(
                occasion.kind(),
                occasion.subject(),
                series.id(),
                group,
                now,
                occasion.touchedAt(),
                now + series.credit().toMillis()));
        if (group == Group.HOLDOUT) {
            return next;
        }
        for (int step = 1; step <= series.steps().size(); step++) {
            if (next.mail(occasion.kind(), occasion.subject(), step).isEmpty()) {
                next = next.withMail(Mailing.planned(
                        occasion.kind(),
                        occasion.subject(),
                        step,
                        due(series, occasion, step),
                        notAfter(series, occasion, step),
                        now,
                        series.id()));
            }
        }
        return next;
    }

    /** Delays count from the last touch: what is planned moves along with it. */
    private static Lead moved(Lead lead, Occasion occasion, Enrolment run, Playbook rules) {
        Series series = rules.series(run.series()).orElse(null);
        Lead next = lead.withEnrolment(run.touched(occasion.touchedAt()));
        if (series == null) {
            return next;
        }
        for (Mailing mail : lead.mails()) {
            if (mail.same(run.kind(), run.subject(), mail.step())
                    && mail.state() == State.PLANNED
                    && mail.step() <= series.steps().size()) {
                next = next.withMail(
                        mail.dueAt(due(series, occasion, mail.step()), notAfter(series, occasion, mail.step())));
            }
        }
        return next;
    }

    static long due(Series series, Occasion occasion, int step) {
        return occasion.touchedAt() + series.step(step).delay().toMillis();
    }

    /** A mail is worthless once the next one is due; the last one after as long again, at most a day. */
    static long notAfter(Series series, Occasion occasion, int step) {
        return step < series.steps().size()
                ? due(series, occasion, step + 1)
                : due(series, occasion, step)
                        + Math.min(DAY, series.step(step).delay().toMillis());
    }
}
