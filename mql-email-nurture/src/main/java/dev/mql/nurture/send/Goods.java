package dev.mql.nurture.send;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.nurture.shop.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cart as it could be bought now. Thread-safe; may block; throws what the shop's catalogue throws. */
public final class Goods {
    private final Catalog catalog;

    public Goods(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Without what is sold out or withdrawn, at today's prices; perhaps without any line. */
    public Cart now(Cart cart) {
        Map<String, Catalog.Item> found =
                catalog.find(cart.lines().stream().map(CartLine::id).toList());
        if (found == null) {
            return cart;
        }
        List<CartLine> lines = new ArrayList<>();
        for (CartLine line : cart.lines()) {
            Catalog.Item item = found.get(line.id());
            if (item != null) {
                lines.add(line(line, item, cart.currency()));
            }
        }
        return cart.withLines(lines, cart.currency(), cart.whole());
    }

    /** Items that were looked at, as lines of one piece each; {@code null} where the shop tells nothing of them. */
    @Nullable
    Cart looked(List<String> ids, long at) {
        Map<String, Catalog.Item> found = catalog.find(ids);
        if (found == null || found.isEmpty()) {
            return null;
        }
        String currency = found.values().iterator().next().currency();
        List<CartLine> lines = new ArrayList<>();
        for (String id : ids) {
            Catalog.Item item = found.get(id);
            if (item != null && item.currency().equals(currency)) {
                lines.add(line(new CartLine(id, id, item.price(), 1, null, null), item, currency));
            }
        }
        return Cart.snapshot(lines, currency, at);
    }

    /** A price in another currency than the cart's says nothing of what the shopper would pay. */
    private static CartLine line(CartLine line, Catalog.Item item, String currency) {
        return new CartLine(
                line.id(),
                item.name(),
                item.currency().equals(currency) ? item.price() : line.price(),
                Math.min(line.quantity(), item.available()),
                item.image() == null ? line.image() : item.image(),
                item.url() == null ? line.url() : item.url());
    }
}
