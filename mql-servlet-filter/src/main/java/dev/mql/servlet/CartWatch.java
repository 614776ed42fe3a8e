package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.bean.Misses;
import dev.mql.cart.Cart;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.servlet.gate.Gate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Tells of the carts that the shop holds for a shopper, each time they have changed. Thread-safe; waits for nothing. */
final class CartWatch {
    private static final int REMEMBERED = 8_192;

    private final Mql mql;
    private final Consent consent;
    private final VisitorCookie visitors;
    private final Gate gate;
    private final SessionCart[] inSession;
    private final @Nullable CartReader reader;
    private final Misses misses;
    /** By visitor: 32 bits that name the visitor, 32 that name the state of the cart; for a shop that reads carts itself. */
    private final AtomicLongArray seen;

    /** @throws dev.mql.config.ConfigException if a path to the cart can not be one */
    CartWatch(
            Mql mql,
            Config config,
            Consent consent,
            VisitorCookie visitors,
            Gate gate,
            @Nullable CartReader reader,
            Misses misses) {
        this.mql = mql;
        this.consent = consent;
        this.visitors = visitors;
        this.gate = gate;
        this.inSession = reader == null ? SessionCart.of(config, misses) : new SessionCart[0];
        this.reader = reader;
        this.misses = misses;
        this.seen = new AtomicLongArray(reader == null ? 0 : REMEMBERED);
    }

    /**
     * After the shop has answered.
     *
     * @param known the visitor, where the request has been looked at before
     */
    void after(HttpServletRequest request, @Nullable String known) {
        if (reader != null && (known != null || !request.getMethod().equals("GET"))) {
            byTheShop(reader, request, known);
            return;
        }
        HttpSession session = inSession.length == 0 ? null : request.getSession(false);
        if (session == null) {
            return;
        }
        for (SessionCart cart : inSession) {
            SessionCart.News news = cart.read(session, mql.clock().millis());
            if (news != null && tell(request, known, news.cart())) {
                cart.told(news);
            }
        }
    }

    private void byTheShop(CartReader shop, HttpServletRequest request, @Nullable String known) {
        VisitorCookie.Visitor cookie = known == null ? visitors.read(request) : null;
        String visitor = cookie == null ? known : cookie.id();
        Cart held;
        try {
            held = visitor == null ? null : shop.read(request);
        } catch (RuntimeException | Error theShops) {
            misses.failed("The cart", shop.getClass(), theShops);
            return;
        }
        if (visitor == null || held == null) {
            return;
        }
        int visitor32 = visitor.hashCode();
        int slot = (visitor32 ^ visitor32 >>> 15) & REMEMBERED - 1;
        long last = seen.get(slot);
        int before = (int) (last >>> 32) == visitor32 ? (int) last : 0;
        int state = held.lines().isEmpty() ? 0 : Objects.hash(held.lines(), held.currency(), held.ref()) | 1;
        if (state != before && tell(request, visitor, held.at(mql.clock().millis()))) {
            seen.set(slot, (long) visitor32 << 32 | state & 0xFFFF_FFFFL);
        }
    }

    private boolean tell(HttpServletRequest request, @Nullable String known, Cart cart) {
        VisitorCookie.Visitor cookie = known == null ? visitors.read(request) : null;
        String visitor = cookie == null ? known : cookie.id();
        if (visitor == null
                || !consent.of(request).allows(EventType.CART_SNAPSHOT)
                || gate.machine(request) != null
                || gate.machine(visitor) != null) {
            return false;
        }
        return mql.sink()
                .offer(Event.of(
                                EventId.at(cart.touchedAt()),
                                visitor,
                                EventType.CART_SNAPSHOT,
                                cart.touchedAt(),
                                Source.FILTER,
                                null,
                                Props.of(Map.of("locale", request.getLocale().toLanguageTag())))
                        .withCart(cart));
    }
}
