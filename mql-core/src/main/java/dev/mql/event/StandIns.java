package dev.mql.event;

import dev.mql.cart.Cart;
import dev.mql.identity.Addresses;
import dev.mql.identity.Vault;
import dev.mql.identity.Visitors;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what the shop says without a browser being there, and names the visitor under which they are kept: by address, by
 * customer id, or by the cart or the order. Those names are keyed hashes that nobody can guess. Every way in makes them here, so an
 * order that is told in two ways is one order. Thread-safe.
 */
public final class StandIns {
    private static final Pattern FORM = Pattern.compile("[ecko]-[A-Za-z0-9_-]{43}");
    /** What programs write for an order that has no number. */
    private static final Set<String> NONE = Set.of("null", "none", "undefined", "nan", "n/a");

    private final Vault vault;

    public StandIns(Vault vault) {
        this.vault = vault;
    }

    /** Whether a visitor id was made here: no browser has it. */
    public static boolean is(String visitor) {
        return FORM.matcher(visitor).matches();
    }

    /** The number of an order or the id of a cart, fit to tell one from others; {@code null} if it can not. */
    public static @Nullable String reference(@Nullable String text) {
        String plain = text == null ? "" : text.strip();
        return plain.length() < 2 || plain.length() > 64 || NONE.contains(plain.toLowerCase(Locale.ROOT))
                ? null
                : plain;
    }

    /** The visitor that stands for an order until it is known whose it is. */
    public String ofOrder(String reference) {
        return "o-" + vault.referenceHash("order", reference);
    }

    /** The visitor that stands for a cart of the shop's until it is known whose it is. */
    public String ofCart(String reference) {
        return "k-" + vault.referenceHash("cart", reference);
    }

    /**
     * The visitor for something that names none.
     *
     * @param email in normal form
     * @return {@code null} if it says nothing of whose it is
     */
    public @Nullable String visitor(@Nullable String email, Props props) {
        if (email != null) {
            return "e-" + vault.addressHash(email);
        }
        String customer = reference(props.text("customer_id"));
        if (customer != null) {
            return "c-" + vault.customerHashes(customer).get(0);
        }
        String cart = reference(props.text("cart_id"));
        if (cart != null) {
            return ofCart(cart);
        }
        String order = reference(props.text("transaction_id"));
        return order == null ? null : ofOrder(order);
    }

    /** The id of an event: one for each order, so that it counts once whichever way it comes. */
    public static EventId id(String type, Props props, EventId otherwise) {
        String order = type.equals(EventType.PURCHASE) ? reference(props.text("transaction_id")) : null;
        return order == null ? otherwise : EventId.parse("order:" + order);
    }

    /** @param now milliseconds since 1970 UTC */
    public Event event(Purchase purchase, Source source, long now) {
        Map<String, Object> values = new HashMap<>();
        values.put("transaction_id", purchase.order());
        put(values, "cart_id", purchase.cart());
        put(values, "value", purchase.value());
        put(values, "currency", purchase.currency());
        put(values, "test", purchase.trial() ? "true" : null);
        put(values, "mail_refused", purchase.mailRefused() ? "true" : null);
        put(values, Purchase.ORIGIN, purchase.origin());
        long at = purchase.at() == null ? now : Math.min(now, purchase.at().toEpochMilli());
        Event event = event(EventType.PURCHASE, purchase.by(), values, source, at);
        return purchase.lines().isEmpty()
                ? event
                : event.withCart(
                        Cart.snapshot(purchase.lines(), purchase.currency() == null ? "EUR" : purchase.currency(), at));
    }

    /**
     * @param now milliseconds since 1970 UTC
     * @throws IllegalArgumentException if nothing says who it is
     */
    public Event event(Shopper shopper, Source source, long now) {
        Map<String, Object> values = new HashMap<>(shopper.attributes());
        values.keySet().removeIf(name -> name.isEmpty() || name.length() > 40);
        return event(EventType.IDENTIFY, shopper, values, source, now);
    }

    private Event event(String type, Shopper who, Map<String, Object> values, Source source, long at) {
        put(values, "customer_id", who.customer());
        put(values, "name", who.name());
        put(values, "locale", who.locale());
        values.replaceAll((name, value) -> value instanceof String text ? cut(text) : value);
        Props props = Props.of(values);
        String email = who.email() == null ? null : Addresses.normal(who.email());
        String visitor = who.visitor() == null ? null : Visitors.id(who.visitor());
        visitor = visitor == null ? visitor(email, props) : visitor;
        if (visitor == null) {
            throw new IllegalArgumentException("a shopper has a visitor id, a mail address or a customer id");
        }
        return Event.of(id(type, props, EventId.at(at)), visitor, type, at, source, null, props)
                .withEmail(email);
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static String cut(String text) {
        return text.length() <= Props.MAX_TEXT ? text : text.substring(0, Props.MAX_TEXT);
    }
}
