package dev.mql.nurture.series;

import dev.mql.cart.Cart;
import dev.mql.engine.Planner;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Mailing.State;
import java.time.Duration;
import java.util.List;

/**
 * Plans the mails about a cart that was left: one for each step, due some time after the last touch, worthless once the next one is
 * due. A cart in use again moves what is planned; one that is gone ends it. Pure.
 */
public final class Recovery implements Planner {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final List<Duration> delays;

    public Recovery(SeriesSettings settings) {
        this.delays = settings.delays();
    }

    @Override
    public Lead plan(Lead lead, long now) {
        Lead next = lead;
        Cart cart = lead.liveCart().orElse(null);
        for (Mailing mail : lead.mails()) {
            if (mail.kind() == Kind.RECOVERY && mail.state().waiting()) {
                if (cart == null || !mail.subject().equals(cart.id())) {
                    next = next.withMail(mail.to(State.SKIPPED, whyOver(lead, mail.subject()), now));
                } else if (mail.state() == State.PLANNED
                        && mail.step() <= delays.size()
                        && mail.due() != due(cart, mail.step())) {
                    next = next.withMail(mail.dueAt(due(cart, mail.step()), notAfter(cart, mail.step())));
                }
            }
        }
        if (cart == null
                || cart.state() != Cart.State.ABANDONED
                || !lead.person().known()) {
            return next;
        }
        for (int step = 1; step <= delays.size(); step++) {
            if (next.mail(Kind.RECOVERY, cart.id(), step).isEmpty()) {
                next = next.withMail(
                        Mailing.planned(Kind.RECOVERY, cart.id(), step, due(cart, step), notAfter(cart, step), now));
            }
        }
        return next;
    }

    private long due(Cart cart, int step) {
        return cart.touchedAt() + delays.get(step - 1).toMillis();
    }

    private long notAfter(Cart cart, int step) {
        return step < delays.size()
                ? due(cart, step + 1)
                : due(cart, step) + Math.min(DAY, delays.get(step - 1).toMillis());
    }

    private static String whyOver(Lead lead, String cartId) {
        return lead.cart(cartId)
                .map(cart -> switch (cart.state()) {
                    case ORDERED -> Guards.PURCHASED;
                    case EMPTIED -> Guards.CART_EMPTIED;
                    case OPEN, ABANDONED -> Guards.NEWER_CART;
                })
                .orElse(Guards.NEWER_CART);
    }
}
