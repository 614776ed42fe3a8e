package dev.mql.event;

import dev.mql.cart.Cart;
import org.jspecify.annotations.Nullable;

/**
 * One thing a shopper did. Immutable and bounded; safe to hand to other threads.
 *
 * @param id the same id counts once
 * @param visitor the first-party visitor id, 1 to 64 characters of {@code [A-Za-z0-9_-]}
 * @param type a name accepted by {@link EventType}
 * @param at when it happened, milliseconds since 1970 UTC
 * @param source who says so
 * @param url path of the page, or {@code null}
 * @param props its properties
 * @param email an address in the form of {@link dev.mql.identity.Addresses}; proof of who it was only where {@link #proves()}
 * @param cart the whole cart, for {@link EventType#CART_SNAPSHOT}
 */
public record Event(
        EventId id,
        String visitor,
        String type,
        long at,
        Source source,
        @Nullable String url,
        Props props,
        @Nullable String email,
        @Nullable Cart cart) {

    public static final int MAX_URL = 512;

    /** An event without address and cart. */
    public static Event of(
            EventId id, String visitor, String type, long at, Source source, @Nullable String url, Props props) {
        return new Event(id, visitor, type, at, source, url, props, null, null);
    }

    public Event withId(EventId other) {
        return new Event(other, visitor, type, at, source, url, props, email, cart);
    }

    public Event with(Props others) {
        return new Event(id, visitor, type, at, source, url, others, email, cart);
    }

    public Event withEmail(@Nullable String address) {
        return new Event(id, visitor, type, at, source, url, props, address, cart);
    }

    public Event withCart(Cart snapshot) {
        return new Event(id, visitor, type, at, source, url, props, email, snapshot);
    }

    /** What the event is about, so that the same thing counts once a day: the item, else the page. */
    public @Nullable String object() {
        String item = props.text("item_id");
        return item != null ? item : url;
    }

    /**
     * Whether the address says who it was, rather than who somebody claims to be: a server of the shop sent it, the person confirmed
     * it, or the shop took an order or a log-in under it.
     */
    public boolean proves() {
        return email != null
                && switch (source) {
                    case SYSTEM, API -> true;
                    case FILTER -> shopKnows();
                    case BEACON -> false;
                };
    }

    /** Whether the shop says such a thing of somebody it knows. */
    private boolean shopKnows() {
        return type.equals(EventType.PURCHASE) || type.equals(EventType.LOGIN) || type.equals(EventType.IDENTIFY);
    }

    /** The shop's own id of who it was, by the same proof as an address; {@code null} if there is none. */
    public @Nullable String customer() {
        return source == Source.BEACON || source == Source.FILTER && !shopKnows()
                ? null
                : StandIns.reference(props.text("customer_id"));
    }

    /** Whether it says who it was: by an address or by a customer id. */
    public boolean names() {
        return proves() || customer() != null;
    }
}
