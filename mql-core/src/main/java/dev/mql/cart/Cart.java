package dev.mql.cart;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cart of a lead. Immutable.
 *
 * @param id 1 to 32 characters of {@code [A-Za-z0-9_-]}, unique within the lead
 * @param lines at most {@value #MAX_LINES}
 * @param currency ISO 4217
 * @param whole whether the lines are a snapshot of what the shop holds, rather than pieced together from single events
 * @param startedAt when its first item was put in, milliseconds since 1970 UTC
 * @param touchedAt the last cart or checkout activity; silence is counted from here
 * @param orderRef the shop's order number once it was bought
 */
public record Cart(
        String id,
        State state,
        List<CartLine> lines,
        String currency,
        boolean whole,
        long startedAt,
        long touchedAt,
        @Nullable String orderRef,
        @Nullable Feedback feedback) {

    public static final int MAX_LINES = 50;

    /** What became of a cart. The order is stored: only ever append. */
    public enum State {
        OPEN,
        ABANDONED,
        ORDERED,
        EMPTIED
    }

    public Cart {
        lines = List.copyOf(lines.size() <= MAX_LINES ? lines : lines.subList(0, MAX_LINES));
    }

    /** A snapshot as an event carries it; the lead's decision gives it its id and its history. */
    public static Cart snapshot(List<CartLine> lines, String currency, long at) {
        return new Cart("", State.OPEN, lines, currency, true, at, at, null, null);
    }

    /** Whether there is something left to remind of. */
    public boolean live() {
        return state == State.OPEN || state == State.ABANDONED;
    }

    public BigDecimal total() {
        return lines.stream().map(CartLine::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public Cart withId(String newId) {
        return new Cart(newId, state, lines, currency, whole, startedAt, touchedAt, orderRef, feedback);
    }

    public Cart withState(State newState) {
        return new Cart(id, newState, lines, currency, whole, startedAt, touchedAt, orderRef, feedback);
    }

    public Cart withLines(List<CartLine> newLines, String newCurrency, boolean fromShop) {
        return new Cart(id, state, newLines, newCurrency, fromShop, startedAt, touchedAt, orderRef, feedback);
    }

    /** The cart is in use again; time never runs backwards. */
    public Cart touched(long at) {
        return new Cart(
                id,
                State.OPEN,
                lines,
                currency,
                whole,
                Math.min(startedAt, at),
                Math.max(touchedAt, at),
                orderRef,
                feedback);
    }

    public Cart ordered(@Nullable String newOrderRef) {
        return new Cart(id, State.ORDERED, lines, currency, whole, startedAt, touchedAt, newOrderRef, feedback);
    }

    public Cart withFeedback(Feedback answer) {
        return new Cart(id, state, lines, currency, whole, startedAt, touchedAt, orderRef, answer);
    }
}
