package dev.mql.nurture.series;

import dev.mql.cart.Cart;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Enrolment.Group;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Mailing.State;
import dev.mql.scoring.Scorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Plays a playbook on carts of the past: which mail would have gone to whom when, and which guard would have held it back. It is the
 * same planner, the same guards and the same limits as in earnest, asked at the instants of then; nothing is sent or stored. What a
 * lead does not tell any more (events that were folded, when a cart was emptied, items that were sold out) is taken as it is now. Pure.
 */
public final class Rehearsal {
    private static final int MOST_ROUNDS = 20;

    /**
     * One mail that would have gone, or not.
     *
     * @param step 0 where no series took the cart
     * @param at when it would have gone, or when it was held back for good; milliseconds since 1970 UTC
     * @param text key of the text; empty if it was held back
     * @param reason why it was held back; empty if it would have gone
     */
    public record Line(LeadId lead, String cart, String series, int step, long at, String text, String reason) {
        public boolean sent() {
            return reason.isEmpty();
        }
    }

    private final Playbook playbook;
    private final Scorer scorer;
    private final SeriesSettings settings;
    private final long abandonedAfter;
    private final SeriesPlanner planner;
    private final BiFunction<Lead, Kind, @Nullable String> suppressed;

    /**
     * @param playbook to be tried; when its series were switched on does not matter
     * @param suppressed why an address gets no mail of a kind now; may block
     */
    public Rehearsal(
            Playbook playbook,
            Scorer scorer,
            SeriesSettings settings,
            long abandonedAfter,
            BiFunction<Lead, Kind, @Nullable String> suppressed) {
        Playbook always = playbook;
        for (Series series : playbook.series()) {
            always = always.with(series.everSince());
        }
        this.playbook = always;
        this.scorer = scorer;
        this.settings = settings;
        this.abandonedAfter = abandonedAfter;
        this.suppressed = suppressed;
        this.planner = new SeriesPlanner(() -> this.playbook, () -> scorer, settings.permission(), abandonedAfter);
    }

    /**
     * Plays one lead.
     *
     * @param from carts that were touched before are left out, milliseconds since 1970 UTC
     * @param now what would have happened later is left out
     */
    public List<Line> play(Lead lead, long from, long now) {
        List<Cart> carts = lead.carts().stream()
                .filter(cart -> cart.touchedAt() >= from && !cart.lines().isEmpty())
                .sorted(Comparator.comparingLong(Cart::touchedAt))
                .toList();
        if (carts.isEmpty() || !lead.person().known()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        // Only what is played counts: what was really sent then followed other rules.
        Lead played = lead.withMails(List.of()).withEnrolments(List.of());
        for (Cart cart : carts) {
            played = play(played, cart, now, lines);
        }
        return lines;
    }

    private Lead play(Lead lead, Cart cart, long now, List<Line> lines) {
        long begins = begins(cart);
        if (begins > now) {
            return lead;
        }
        Lead then = planner.plan(asOf(lead, begins), begins);
        Enrolment run = then.enrolment(Kind.RECOVERY, cart.id()).orElse(null);
        if (run == null) {
            if (bought(lead, cart, begins)) {
                lines.add(new Line(lead.id(), cart.id(), "", 0, begins, "", Reason.PURCHASED));
            }
            return lead;
        }
        if (!run.entered() || run.group() == Group.HOLDOUT) {
            String reason = run.entered() ? Reason.HOLDOUT : String.valueOf(run.reason());
            lines.add(new Line(lead.id(), cart.id(), run.series(), 0, begins, "", reason));
            return lead.withEnrolment(run);
        }
        Lead next = lead.withEnrolment(run);
        for (Mailing mail : then.mails()) {
            next = mail.subject().equals(cart.id()) ? next.withMail(mail) : next;
        }
        for (int step = 1; step <= Series.MAX_STEPS; step++) {
            Mailing mail = next.mail(Kind.RECOVERY, cart.id(), step).orElse(null);
            if (mail != null && mail.due() <= now) {
                Line line = ended(next, cart, mail, now);
                if (line != null) {
                    lines.add(line);
                    next = next.withMail(
                            line.sent()
                                    ? mail.to(State.SENT, null, line.at())
                                    : mail.to(State.SKIPPED, line.reason(), line.at()));
                }
            }
        }
        return next;
    }

    private boolean bought(Lead lead, Cart cart, long at) {
        return asOf(lead, at)
                .cart(cart.id())
                .filter(c -> c.state() == Cart.State.ORDERED)
                .isPresent();
    }

    private long begins(Cart cart) {
        long first = playbook.on(Kind.RECOVERY).stream()
                .mapToLong(series -> series.begins().toMillis())
                .max()
                .orElse(0);
        return cart.touchedAt() + Math.max(abandonedAfter, first);
    }

    /** What becomes of a mail, asked again at each instant to which it is put off; {@code null} if that is still to come. */
    private @Nullable Line ended(Lead lead, Cart cart, Mailing planned, long now) {
        Mailing mail = planned;
        for (int round = 0; round < MOST_ROUNDS && mail.due() <= now; round++) {
            long at = mail.due();
            Lead then = asOf(lead, at).withMail(mail);
            Guards.Refusal refusal = Guards.refuse(new Guards.Moment(
                    then,
                    mail,
                    playbook,
                    settings,
                    suppressed.apply(lead, mail.kind()),
                    null,
                    Zones.of(then, settings.zone()),
                    at));
            if (refusal == null) {
                Choice choice = Choice.of(then, mail, playbook, scorer, at);
                return new Line(lead.id(), cart.id(), mail.series(), mail.step(), at, choice.text(), choice.silence());
            }
            if (!refusal.putsOff()) {
                return new Line(lead.id(), cart.id(), mail.series(), mail.step(), at, "", refusal.reason());
            }
            mail = mail.dueAt(refusal.until(), refusal.notAfter());
        }
        return null;
    }

    private Lead asOf(Lead lead, long then) {
        return AsOf.of(lead, scorer, abandonedAfter, then);
    }
}
