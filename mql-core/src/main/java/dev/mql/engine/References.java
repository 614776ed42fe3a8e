package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.event.StandIns;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Milestone;
import dev.mql.lead.RecoveredCart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose a cart or an order is that the shop names by a number of its own. The first lead that a number is told for has it: the
 * number's own document is an alias of that lead. A later order that comes with nothing but the number is found by it; an order that
 * came before its cart waits under the number until somebody has it. Histories of two people are never joined by a number.
 * Thread-safe; blocks.
 */
final class References {
    private final Leads leads;
    private final Identities identities;
    private final StandIns standIns;

    References(Leads leads, Identities identities, StandIns standIns) {
        this.leads = leads;
        this.identities = identities;
        this.standIns = standIns;
    }

    /** The ids under which what an event or a cart names is found. */
    List<LeadId> of(@Nullable String order, @Nullable String cart) {
        List<LeadId> ids = new ArrayList<>(2);
        if (order != null) {
            ids.add(LeadId.ofVisitor(standIns.ofOrder(order)));
        }
        if (cart != null) {
            ids.add(LeadId.ofVisitor(standIns.ofCart(cart)));
        }
        return ids;
    }

    /** Whether an event may tell whose a number is; a browser may not. */
    private static boolean in(Event event) {
        return event.source().trusted()
                && (event.cart() != null && StandIns.reference(event.cart().ref()) != null
                        || OrderRules.order(event) != null
                        || OrderRules.cartId(event) != null);
    }

    /** Remembers what the numbers in an event mean; the cart of a number is bought by its order, whoever ordered. */
    @SuppressWarnings("ReferenceEquality") // the same instance is how "nothing new" is said
    void tie(Event event, LeadId appliedTo) {
        if (!in(event)) {
            return;
        }
        List<LeadId> others = tied(event, appliedTo);
        if (event.type().equals(EventType.PURCHASE)) {
            others.forEach(other -> leads.update(other, owner -> OrderRules.closed(owner, event)));
        }
        Lead mine = identities.resolve(appliedTo);
        if (OrderRules.settled(mine) != mine) {
            leads.update(mine.id(), OrderRules::settled);
        }
    }

    /**
     * Ties what an event names to the lead it was applied to.
     *
     * @return leads of others that have a cart of the number
     */
    private List<LeadId> tied(Event event, LeadId appliedTo) {
        Cart snapshot = event.type().equals(EventType.CART_SNAPSHOT) ? event.cart() : null;
        List<LeadId> ids = of(
                OrderRules.order(event),
                snapshot == null ? OrderRules.cartId(event) : StandIns.reference(snapshot.ref()));
        List<LeadId> others = new ArrayList<>(1);
        Lead mine = identities.resolve(appliedTo);
        for (LeadId id : ids) {
            Lead there = identities.resolve(id);
            if (!there.stored()) {
                if (mine.stored()) {
                    identities.name(id, mine.id());
                }
            } else if (!there.id().equals(mine.id())) {
                if (waits(there, id)) {
                    identities.joinAll(there.id(), mine.id());
                } else if (ids.contains(mine.id()) && waits(mine, mine.id())) {
                    identities.joinAll(mine.id(), there.id());
                    mine = identities.resolve(there.id());
                } else {
                    others.add(there.id());
                }
            }
        }
        return others;
    }

    /** Whether a lead is no more than an order of which nobody knows yet whose it is. */
    private static boolean waits(Lead lead, LeadId number) {
        return lead.id().equals(number)
                && !lead.person().known()
                && lead.person().customerHash() == null;
    }

    /** The cart that a mail's link had brought back is bought, though perhaps by somebody else than its owner. */
    void closeRecovered(Event event) {
        if (!event.type().equals(EventType.PURCHASE) || !event.source().trusted()) {
            return;
        }
        RecoveredCart recovered = RecoveredCart.parse(event.props().text(RecoveredCart.PROPERTY));
        if (recovered != null) {
            leads.update(recovered.lead(), owner -> owner.cart(recovered.cart())
                    .filter(Cart::live)
                    .map(cart -> CreditRules.orderedCart(
                                    OrderRules.ordered(
                                            owner, cart, event.props().text("transaction_id"), event.at()),
                                    event,
                                    cart.id())
                            .withMilestone(new Milestone(event.at(), "cart", "the cart was ordered by a mail's link")))
                    .orElse(owner));
        }
    }

    /** Whether it is an order with nothing but a number, and the number means nothing yet. */
    boolean unheardOf(Event event) {
        return event.type().equals(EventType.PURCHASE)
                && StandIns.is(event.visitor())
                && !event.names()
                && !identities.resolve(LeadId.ofVisitor(event.visitor())).stored();
    }

    /** Whether such an order is kept under its number still. */
    boolean waits(Event event) {
        LeadId number = LeadId.ofVisitor(event.visitor());
        return waits(identities.resolve(number), number);
    }
}
