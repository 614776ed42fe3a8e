package dev.mql.servlet;

import dev.mql.bean.Misses;
import dev.mql.bean.Unreadable;
import dev.mql.cart.Cart;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A cart that the shop keeps in the session, and whether it differs from the last time. What it saw last is kept in a small table
 * beside the session, never in it; where two sessions share a place there, a cart is only told once more. A session that gets a new id
 * (as after a log-in) is told once more, too: the lead knows that it is the same cart. Thread-safe.
 */
final class SessionCart {
    private static final int REMEMBERED = 16_384;

    private final String attribute;
    private final String place;
    private final CartBean bean;
    private final Misses misses;
    /** By session: 32 bits that name the session, 32 that name the state of its cart; 0 for an empty one. */
    private final AtomicLongArray seen = new AtomicLongArray(REMEMBERED);

    /** @param place names the cart among several of one shopper; see {@link Cart#place} */
    SessionCart(String attribute, String place, CartBean bean, Misses misses) {
        this.attribute = attribute;
        this.place = place;
        this.bean = bean;
        this.misses = misses;
    }

    /**
     * One for each session attribute that the settings name; none where they name none.
     *
     * @throws ConfigException if a path can not be one
     */
    static SessionCart[] of(Config config, Misses misses) {
        CartBean bean = new CartBean(config, misses);
        var attributes = config.get(Settings.CART_ATTRIBUTES);
        return attributes.stream()
                .map(name -> new SessionCart(name, name.equals(attributes.get(0)) ? "" : name, bean, misses))
                .toArray(SessionCart[]::new);
    }

    /** What a session holds now, if that is news. */
    record News(Cart cart, int slot, long state) {}

    /** The cart if it has changed since it was {@linkplain #told}, or is seen for the first time and not empty. */
    @Nullable
    News read(HttpSession session, long now) {
        Object held = session.getAttribute(attribute);
        int session32 = session.getId().hashCode();
        int slot = (session32 ^ session32 >>> 15) & REMEMBERED - 1;
        long last = seen.get(slot);
        boolean mine = (int) (last >>> 32) == session32;
        if (held == null) {
            return mine && (int) last != 0 ? news(Cart.snapshot(List.of(), "EUR", now), slot, session32, 0) : null;
        }
        try {
            CartBean.View view = bean.view(held);
            int state = bean.state(view);
            return state == (mine ? (int) last : 0)
                    ? null
                    : news(bean.cart(view).at(now), slot, session32, state);
        } catch (Unreadable counted) {
            return null; // nothing is known, so nothing has changed
        } catch (RuntimeException | Error theShops) {
            misses.failed("The cart in the session attribute " + attribute, held.getClass(), theShops);
            return null;
        }
    }

    private News news(Cart cart, int slot, int session32, int state) {
        return new News(cart.withPlace(place), slot, (long) session32 << 32 | state & 0xFFFF_FFFFL);
    }

    /** Remembers that this state was handed on. */
    void told(News news) {
        seen.set(news.slot(), news.state());
    }
}
