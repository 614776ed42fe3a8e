package dev.mql.demo.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a visitor wants to buy. Immutable: each change puts another cart into the session, under {@value #ATTRIBUTE}, so
 * whoever compares the attribute before and after a request sees that it changed.
 */
public final class Cart implements Serializable {

    /** The session attribute that holds the cart. */
    public static final String ATTRIBUTE = "cart";

    /** The most pieces of one product. */
    public static final int MOST = 99;

    static final Cart EMPTY = new Cart(List.of());

    private final ArrayList<CartLine> lines;

    private Cart(List<CartLine> lines) {
        this.lines = new ArrayList<>(lines);
    }

    /** The visitor's cart; an empty one, and no new session, for those who have none. */
    static Cart of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof Cart cart ? cart : EMPTY;
    }

    /** Changes the cart of the session; two requests of one visitor at the same time do not lose each other's change. */
    public static void change(HttpServletRequest request, UnaryOperator<Cart> change) {
        HttpSession session = request.getSession();
        // Tomcat hands out one and the same object per session, so it can serve as the lock.
        synchronized (session) {
            session.setAttribute(ATTRIBUTE, change.apply(of(request)));
        }
    }

    /** This cart with more of a product, up to {@value #MOST} pieces. */
    public Cart plus(Product product, int quantity) {
        int before = lines.stream()
                .filter(line -> line.getId().equals(product.id()))
                .mapToInt(CartLine::getQuantity)
                .sum();
        return with(product, Math.min(MOST, before + quantity));
    }

    /** This cart with exactly so many of a product, in the place where it was; none takes the line out. */
    public Cart with(Product product, int quantity) {
        List<CartLine> changed = new ArrayList<>(lines);
        changed.removeIf(line -> quantity == 0 && line.getId().equals(product.id()));
        changed.replaceAll(line -> line.getId().equals(product.id()) ? new CartLine(product, quantity) : line);
        if (quantity > 0 && lines.stream().noneMatch(line -> line.getId().equals(product.id()))) {
            changed.add(new CartLine(product, quantity));
        }
        return new Cart(changed);
    }

    /** The lines, in the order in which they were first added. */
    public List<CartLine> getLines() {
        return List.copyOf(lines);
    }

    /** The number of pieces over all lines. */
    public int getItems() {
        return lines.stream().mapToInt(CartLine::getQuantity).sum();
    }

    public BigDecimal getTotal() {
        return lines.stream().map(CartLine::getTotal).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    public String getTotalText() {
        return Money.text(getTotal());
    }

    /** ISO 4217. */
    public String getCurrency() {
        return Money.CURRENCY;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }
}
