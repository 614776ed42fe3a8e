package dev.mql.event;

import dev.mql.cart.CartLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order that the shop has taken. Telling the same order again, here or by a rule or the REST interface, changes nothing. Immutable.
 *
 * <pre>{@code
 * mql.purchase(Purchase.of("A-17").worth(new BigDecimal("49.90"), "EUR").by(Shopper.address("jo@example.org")));
 * mql.purchase(Purchase.of("A-17"));           // a payment callback that knows no more than the number
 * }</pre>
 *
 * Which cart it closes: the one for which the shop has named this order number or cart id before; where there is none, all that the
 * person had in a cart by then. Never one of somebody else's.
 *
 * @param order the shop's number, at most 64 characters
 * @param by who bought; where nobody is named, whose cart it was
 * @param cart the shop's own id of the cart ({@code mql.cart.id})
 * @param value of the whole order
 * @param currency ISO 4217
 * @param lines what was bought, where no cart was seen
 * @param trial an order of the shop's own people or a test: it ends the cart's mails, and counts for nothing
 * @param mailRefused whether the buyer wants no mail
 * @param origin where an order comes from that no shopper made in the shop: {@code staff}, {@code phone}, {@code pos}, {@code api},
 *     {@code renewal} and the like are never put down to a mail; {@code null} for an order of the shop
 * @param at when; {@code null} for now
 */
public record Purchase(
        String order,
        Shopper by,
        @Nullable String cart,
        @Nullable BigDecimal value,
        @Nullable String currency,
        List<CartLine> lines,
        boolean trial,
        boolean mailRefused,
        @Nullable String origin,
        @Nullable Instant at) {
    /** The property of an event that holds {@link #origin}. */
    public static final String ORIGIN = "origin";

    /** @throws IllegalArgumentException if the number names no order: empty, one character, or a word such as {@code null} */
    public Purchase {
        if (StandIns.reference(order) == null) {
            throw new IllegalArgumentException("an order has a number of 2 to 64 characters");
        }
        lines = List.copyOf(lines);
    }

    public static Purchase of(String order) {
        return new Purchase(order, Shopper.UNKNOWN, null, null, null, List.of(), false, false, null, null);
    }

    public Purchase by(Shopper buyer) {
        return new Purchase(order, buyer, cart, value, currency, lines, trial, mailRefused, origin, at);
    }

    public Purchase ofCart(@Nullable String cartId) {
        return new Purchase(order, by, cartId, value, currency, lines, trial, mailRefused, origin, at);
    }

    public Purchase worth(BigDecimal amount, String iso4217) {
        return new Purchase(order, by, cart, amount, iso4217, lines, trial, mailRefused, origin, at);
    }

    public Purchase withLines(List<CartLine> bought) {
        return new Purchase(order, by, cart, value, currency, bought, trial, mailRefused, origin, at);
    }

    public Purchase asTrial() {
        return new Purchase(order, by, cart, value, currency, lines, true, mailRefused, origin, at);
    }

    public Purchase refusingMail() {
        return new Purchase(order, by, cart, value, currency, lines, trial, true, origin, at);
    }

    /** An order that no shopper made in the shop, such as {@code phone} or {@code renewal}. */
    public Purchase from(String where) {
        return new Purchase(order, by, cart, value, currency, lines, trial, mailRefused, where, at);
    }

    public Purchase at(Instant time) {
        return new Purchase(order, by, cart, value, currency, lines, trial, mailRefused, origin, time);
    }
}
