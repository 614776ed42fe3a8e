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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Tells of the carts that the shop holds for a shopper, each time they have changed. Thread-safe; waits for nothing. */
final class CartWatch {
    private final Mql mql;
    private final Consent consent;
    private final VisitorCookie visitors;
    private final Gate gate;
    private final SessionCart[] inSession;

    /** @throws dev.mql.config.ConfigException if a path to the cart can not be one */
    CartWatch(Mql mql, Config config, Consent consent, VisitorCookie visitors, Gate gate, Misses misses) {
        this.mql = mql;
        this.consent = consent;
        this.visitors = visitors;
        this.gate = gate;
        this.inSession = SessionCart.of(config, misses);
    }

    /**
     * After the shop has answered.
     *
     * @param known the visitor, where the request has been looked at before
     */
    void after(HttpServletRequest request, @Nullable String known) {
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
                                Props.NONE)
                        .withCart(cart));
    }
}
