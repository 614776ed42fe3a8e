package dev.mql.nurture.pages;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.nurture.series.Pictures;
import dev.mql.nurture.shop.Catalog;
import dev.mql.nurture.template.OfferView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of an earlier cart can be bought now, at which price.
 *
 * @param cart with what is to be had only, as many of it as there are
 * @param today whether the prices are those of now
 * @param gone names of what is not to be had
 * @param refused names of what the shop did not take when it was put back
 */
record Offer(Cart cart, boolean today, List<String> gone, List<String> refused, List<OfferView.Scarce> scarce) {
    private static final Logger LOG = LoggerFactory.getLogger(Offer.class);

    /** Where nothing is known of the shop's items, the cart as it was: the shop itself looks once more when it is put back. */
    static Offer of(Cart cart, Catalog catalog) {
        Map<String, Catalog.Item> sold = sold(cart, catalog);
        if (sold == null) {
            return new Offer(cart, false, List.of(), List.of(), List.of());
        }
        Set<String> currencies = new HashSet<>();
        sold.values().forEach(item -> currencies.add(item.currency()));
        boolean priced = currencies.size() <= 1; // a sum over several would be of none
        List<CartLine> lines = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        List<OfferView.Scarce> scarce = new ArrayList<>();
        for (CartLine line : cart.lines()) {
            Catalog.Item item = sold.get(line.id());
            if (item == null) {
                gone.add(line.name());
            } else {
                if (item.available() < line.quantity()) {
                    scarce.add(new OfferView.Scarce(item.name(), item.available()));
                }
                lines.add(new CartLine(
                        line.id(),
                        item.name(),
                        priced ? item.price() : line.price(),
                        Math.min(line.quantity(), item.available()),
                        item.image() == null ? line.image() : item.image(),
                        item.url() == null ? line.url() : item.url()));
            }
        }
        String currency =
                priced && !currencies.isEmpty() ? currencies.iterator().next() : cart.currency();
        return new Offer(
                cart.withLines(lines, currency, cart.whole()), priced && !lines.isEmpty(), gone, List.of(), scarce);
    }

    private static @Nullable Map<String, Catalog.Item> sold(Cart cart, Catalog catalog) {
        try {
            return catalog.find(cart.lines().stream().map(CartLine::id).toList());
        } catch (RuntimeException theShops) {
            LOG.warn("The shop's catalogue does not answer; a cart is shown as it was left.", theShops);
            return null;
        }
    }

    boolean complete() {
        return gone.isEmpty() && scarce.isEmpty();
    }

    Offer without(List<CartLine> lines) {
        return new Offer(cart, today, gone, lines.stream().map(CartLine::name).toList(), scarce);
    }

    OfferView view() {
        return new OfferView(Pictures.cart(cart, ""), today, gone, refused, scarce);
    }
}
