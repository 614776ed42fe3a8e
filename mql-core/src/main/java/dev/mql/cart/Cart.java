package dev.mql.cart;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
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
 * @param orderRef the shop's order number, once the shop has told one: also before the cart is bought
 * @param place which of several carts that a shop keeps for one person it is, at most 32 characters; empty for the usual one
 * @param ref the shop's own id of the cart, at most 64 characters; {@code null} where it tells none
 * @param journey how far its owner came with it, and from where
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
        @Nullable Feedback feedback,
        String place,
        @Nullable String ref,
        Journey journey) {

    public static final int MAX_LINES = 100;

    /** What became of a cart. The order is stored: only ever append. */
    public enum State {
        OPEN,
        ABANDONED,
        ORDERED,
        EMPTIED
    }

    public Cart {
        lines = List.copyOf(lines.size() <= MAX_LINES ? lines : lines.subList(0, MAX_LINES));
        place = place.length() <= 32 ? place : place.substring(0, 32);
        ref = ref == null || ref.length() <= 64 ? ref : ref.substring(0, 64);
        orderRef = orderRef == null || orderRef.length() <= 64 ? orderRef : orderRef.substring(0, 64);
    }

    /** A snapshot as an event carries it; the lead's decision gives it its id and its history. */
    public static Cart snapshot(List<CartLine> lines, String currency, long at) {
        return new Cart("", State.OPEN, lines, currency, true, at, at, null, null, "", null, Journey.BEGUN);
    }

    /** What a shop holds for somebody now; whoever reads it adds when. */
    public static Cart held(List<CartLine> lines, String currency) {
        return snapshot(lines, currency, 0);
    }

    /** Whether there is something left to remind of. */
    public boolean live() {
        return state == State.OPEN || state == State.ABANDONED;
    }

    public BigDecimal total() {
        return lines.stream().map(CartLine::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public Cart withId(String newId) {
        return with(draft -> draft.id = newId);
    }

    public Cart withState(State newState) {
        return with(draft -> draft.state = newState);
    }

    public Cart withLines(List<CartLine> newLines, String newCurrency, boolean fromShop) {
        return with(draft -> {
            draft.lines = newLines;
            draft.currency = newCurrency;
            draft.whole = fromShop;
        });
    }

    /** The cart is in use again; time never runs backwards. */
    public Cart touched(long at) {
        return with(draft -> {
            draft.state = State.OPEN;
            draft.startedAt = Math.min(startedAt, at);
            draft.touchedAt = Math.max(touchedAt, at);
        });
    }

    public Cart ordered(@Nullable String newOrderRef) {
        return with(draft -> {
            draft.state = State.ORDERED;
            draft.orderRef = newOrderRef;
        });
    }

    /** The shop has told the number that the order of this cart has or will have. */
    public Cart withOrderRef(@Nullable String newOrderRef) {
        return with(draft -> draft.orderRef = newOrderRef);
    }

    public Cart withPlace(String newPlace) {
        return with(draft -> draft.place = newPlace);
    }

    public Cart withRef(@Nullable String newRef) {
        return with(draft -> draft.ref = newRef);
    }

    public Cart withJourney(Journey newJourney) {
        return with(draft -> draft.journey = newJourney);
    }

    /** The same as of another time; for a snapshot. */
    public Cart at(long time) {
        return with(draft -> {
            draft.startedAt = time;
            draft.touchedAt = time;
        });
    }

    public Cart withFeedback(Feedback answer) {
        return with(draft -> draft.feedback = answer);
    }

    private Cart with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.cart();
    }

    /** A copy in which single parts are exchanged. */
    private static final class Draft {
        private String id;
        private State state;
        private List<CartLine> lines;
        private String currency;
        private boolean whole;
        private long startedAt;
        private long touchedAt;
        private @Nullable String orderRef;
        private @Nullable Feedback feedback;
        private String place;
        private @Nullable String ref;
        private Journey journey;

        Draft(Cart cart) {
            id = cart.id;
            state = cart.state;
            lines = cart.lines;
            currency = cart.currency;
            whole = cart.whole;
            startedAt = cart.startedAt;
            touchedAt = cart.touchedAt;
            orderRef = cart.orderRef;
            feedback = cart.feedback;
            place = cart.place;
            ref = cart.ref;
            journey = cart.journey;
        }

        Cart cart() {
            return new Cart(
                    id, state, lines, currency, whole, startedAt, touchedAt, orderRef, feedback, place, ref, journey);
        }
    }
}
