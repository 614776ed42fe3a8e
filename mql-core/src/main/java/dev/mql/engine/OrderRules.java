package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.event.StandIns;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which cart an order is of, and what an order makes of a lead. Pure. */
final class OrderRules {
    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final int REFERENCE = 64;

    private OrderRules() {}

    /** Whether an order was one: seen or told by the shop, and no test. What a test means for the lead is for its disqualifiers to say. */
    static boolean counts(Event event) {
        String test = event.props().text("test");
        return event.source().trusted() && (test == null || !YES.contains(test.strip()));
    }

    static @Nullable String order(Event event) {
        return StandIns.reference(event.props().text("transaction_id"));
    }

    static @Nullable String cartId(Event event) {
        return StandIns.reference(event.props().text("cart_id"));
    }

    /** An order closes the cart that was named with it before; where none was, all that the person had in a cart by then. */
    static Lead purchased(Lead lead, Event event) {
        String order = order(event);
        Lead next = lead;
        boolean closed = false;
        for (Cart cart : lead.carts()) {
            if (named(cart, order, cartId(event))) {
                closed = true;
                next = cart.state() == Cart.State.ORDERED ? next : ordered(next, cart, order, event.at());
            }
        }
        if (!closed) {
            for (Cart cart : lead.carts()) {
                if (cart.live() && cart.startedAt() <= event.at()) {
                    closed = true;
                    next = ordered(next, cart, reference(event), event.at());
                }
            }
        }
        if (!counts(event)) {
            return next;
        }
        next = CreditRules.ordered(next, event);
        if (!closed && StandIns.is(event.visitor()) && (order != null || event.cart() != null)) {
            next = withoutCart(next, event, order);
        }
        Double value = event.props().number("value");
        String currency = event.props().text("currency");
        return next.withMilestone(new Milestone(
                event.at(),
                "order",
                value == null
                        ? "bought"
                        : "bought for " + amount(value) + " " + (currency == null ? "" : cut(currency, 3))));
    }

    /** What the order is shown as; a number that can not tell one order from another is still shown. */
    private static @Nullable String reference(Event event) {
        String text = event.props().text("transaction_id");
        return text == null ? null : cut(text, REFERENCE);
    }

    /** The cart that an order names is bought, though by somebody else than the one who had it. */
    static Lead closed(Lead owner, Event event) {
        Lead next = owner;
        for (Cart cart : owner.carts()) {
            if (cart.state() != Cart.State.ORDERED && named(cart, order(event), cartId(event))) {
                next = CreditRules.orderedCart(ordered(next, cart, order(event), event.at()), event, cart.id())
                        .withMilestone(new Milestone(event.at(), "cart", "the cart was ordered by its number"));
            }
        }
        return next;
    }

    static boolean named(Cart cart, @Nullable String order, @Nullable String cartId) {
        return order != null && order.equals(cart.orderRef())
                || cartId != null && (cartId.equals(cart.ref()) || cartId.equals(cart.id()));
    }

    /** An order of which no cart is known: it stands where its cart would, so that a cart that comes late is known as bought. */
    private static Lead withoutCart(Lead lead, Event event, @Nullable String order) {
        Cart bought = event.cart() == null ? Cart.snapshot(List.of(), "EUR", event.at()) : event.cart();
        Cart placeholder =
                bought.withId(EventRules.cartId(event)).withRef(cartId(event)).ordered(order);
        List<Cart> carts = new ArrayList<>(lead.carts());
        int place = 0;
        while (place < carts.size() && carts.get(place).touchedAt() > event.at()) {
            place++;
        }
        carts.add(place, placeholder);
        return lead.withCarts(carts);
    }

    /** Whoever bought it: the cart is an order, and no mail about it is left to be sent. */
    static Lead ordered(Lead lead, Cart cart, @Nullable String order, long at) {
        return skip(
                lead.withCart(cart.ordered(order == null ? cart.orderRef() : cut(order, REFERENCE))),
                cart.id(),
                "purchased",
                at);
    }

    /** The shop names a cart in use by its own id or by the number that its order will have. It may be known as bought already. */
    static Lead referred(Lead lead, Event event) {
        if (!event.source().trusted() || event.type().equals(EventType.PURCHASE)) {
            return lead;
        }
        Cart live = lead.liveCart().orElse(null);
        String order = order(event);
        String cartId = cartId(event);
        if (live == null || order == null && cartId == null) {
            return lead;
        }
        Cart known = live.withOrderRef(order == null ? live.orderRef() : order)
                .withRef(cartId == null ? live.ref() : cartId);
        Cart bought = bought(lead, known);
        return bought == null ? lead.withCart(known) : taken(lead, bought, known);
    }

    /** An order without a cart that is this cart's; {@code null} if there is none. */
    static @Nullable Cart bought(Lead lead, Cart cart) {
        for (Cart other : lead.carts()) {
            if (other.state() == Cart.State.ORDERED
                    && !other.id().equals(cart.id())
                    && (other.lines().isEmpty() || other.lines().equals(cart.lines()))
                    && (named(other, cart.orderRef(), null)
                            || cart.ref() != null && cart.ref().equals(other.ref()))) {
                return other;
            }
        }
        return null;
    }

    /** With every cart closed of which the order came before it. */
    static Lead settled(Lead lead) {
        for (Cart cart : lead.carts()) {
            Cart bought = cart.live() ? bought(lead, cart) : null;
            if (bought != null) {
                return settled(taken(lead, bought, cart));
            }
        }
        return lead;
    }

    /** The cart of an order that came before it. */
    static Lead taken(Lead lead, Cart order, Cart cart) {
        List<Cart> carts = new ArrayList<>(lead.carts());
        carts.removeIf(other -> other.id().equals(order.id()));
        Lead next = lead.withCarts(carts);
        return ordered(next, cart, order.orderRef(), order.touchedAt());
    }

    /** No mail about a cart any more. */
    static Lead skip(Lead lead, String cartId, String reason, long at) {
        Lead next = lead;
        for (Mailing mail : lead.mails()) {
            if (mail.subject().equals(cartId) && mail.state().waiting()) {
                next = next.withMail(mail.to(Mailing.State.SKIPPED, reason, at));
            }
        }
        return next;
    }

    private static String amount(double value) {
        return BigDecimal.valueOf(Math.rint(value * 100) / 100).toPlainString();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
