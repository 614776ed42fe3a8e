package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.bean.Misses;
import dev.mql.event.Event;
import dev.mql.event.Purchase;
import dev.mql.event.Source;
import dev.mql.event.StandIns;
import dev.mql.lead.RecoveredCart;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Tells of the orders that the shop's {@link OrderReader} names. Thread-safe; waits for nothing. */
final class OrderWatch {
    private final Mql mql;
    private final StandIns standIns;
    private final OrderReader reader;
    private final Misses misses;

    OrderWatch(Mql mql, OrderReader reader, Misses misses) {
        this.mql = mql;
        this.standIns = new StandIns(mql.vault());
        this.reader = reader;
        this.misses = misses;
    }

    /**
     * After the shop has answered.
     *
     * @param visitor who may be watched; {@code null} for a browser that may not, and for another server
     */
    void after(HttpServletRequest request, @Nullable String visitor) {
        Event event;
        try {
            Purchase order = reader.read(request);
            if (order == null) {
                return;
            }
            event = standIns.event(
                    visitor == null || order.by().visitor() != null
                            ? order
                            : order.by(order.by().withVisitor(visitor)),
                    Source.FILTER,
                    mql.clock().millis());
        } catch (RuntimeException | Error theShops) {
            misses.failed("The order", reader.getClass(), theShops);
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(RecoveredCart.ATTRIBUTE) instanceof String recovered) {
            event = event.with(event.props().with(RecoveredCart.PROPERTY, recovered));
        }
        mql.track(event);
    }
}
