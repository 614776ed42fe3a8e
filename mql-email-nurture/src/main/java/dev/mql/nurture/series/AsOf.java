package dev.mql.nurture.series;

import dev.mql.cart.Cart;
import dev.mql.event.EventType;
import dev.mql.lead.Activity;
import dev.mql.lead.Lead;
import dev.mql.lead.Person;
import dev.mql.lead.Stage;
import dev.mql.lead.Touch;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import java.util.ArrayList;
import java.util.List;

/** A lead as it was at an instant, as far as it still tells. Pure. */
final class AsOf {
    private AsOf() {}

    /**
     * @param abandonedAfter silence after which a cart is left, milliseconds
     * @param then milliseconds since 1970 UTC
     */
    static Lead of(Lead lead, Scorer scorer, long abandonedAfter, long then) {
        Activity activity = lead.activity();
        List<Touch> touches =
                activity.touches().stream().filter(t -> t.at() <= then).toList();
        List<Cart> carts = new ArrayList<>();
        for (Cart cart : lead.carts()) {
            if (cart.startedAt() <= then && cart.touchedAt() <= then) {
                carts.add(cart.withState(state(lead, cart, abandonedAfter, then)));
            }
        }
        Person person = lead.person();
        if (person.unsubscribedAt() > then) {
            person = person.unsubscribed(0);
        }
        if (person.basisAt() > then) {
            person = person.withBasis(Person.Basis.NONE, 0);
        }
        Lead before = lead.withActivity(new Activity(touches, activity.folded(), activity.from()))
                .withCarts(carts)
                .withPerson(person);
        return staged(before, scorer, then);
    }

    private static Cart.State state(Lead lead, Cart cart, long abandonedAfter, long then) {
        return switch (cart.state()) {
            case EMPTIED -> Cart.State.EMPTIED;
            case ORDERED ->
                lead.activity().touches().stream()
                                .anyMatch(t -> t.type().equals(EventType.PURCHASE)
                                        && t.at() + 999 >= cart.startedAt()
                                        && t.at() <= then)
                        ? Cart.State.ORDERED
                        : left(cart, abandonedAfter, then);
            case OPEN, ABANDONED -> left(cart, abandonedAfter, then);
        };
    }

    private static Cart.State left(Cart cart, long abandonedAfter, long then) {
        return cart.touchedAt() + abandonedAfter <= then ? Cart.State.ABANDONED : Cart.State.OPEN;
    }

    /** The present stage where it was entered before; else what the score of then makes of the lead. */
    private static Lead staged(Lead lead, Scorer scorer, long then) {
        if (lead.since() <= then || lead.stage() == Stage.DISQUALIFIED) {
            return lead;
        }
        Score score = scorer.score(lead, then);
        boolean qualified = scorer.qualified(lead, score, false, 0, then);
        Stage stage = qualified ? Stage.MQL : lead.person().known() ? Stage.LEAD : Stage.VISITOR;
        return lead.withStage(stage, then);
    }
}
