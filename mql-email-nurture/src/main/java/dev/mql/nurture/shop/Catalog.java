package dev.mql.nurture.shop;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the shop sells now: asked before a mail shows an item and before a link brings one back. Called by our own threads when mails are
 * written, by a request's thread behind a link; may block for a moment. An exception means "not known now": a mail then waits.
 */
@FunctionalInterface
public interface Catalog {
    /** For shops that tell nothing: carts are shown as they were left. */
    Catalog UNKNOWN = ids -> null;

    /**
     * Looks up items.
     *
     * @param ids as in the cart's lines, at most 100
     * @return those that can be bought now, by id: one that is missing is sold out or withdrawn; {@code null} where nothing is known of
     *     any item
     */
    @Nullable
    Map<String, Item> find(Collection<String> ids);

    /**
     * An item as it is sold now.
     *
     * @param name what a shopper calls it
     * @param price of one piece, zero or more
     * @param currency ISO 4217
     * @param available how many pieces can be bought now, at least 1
     * @param image path or https address of a picture, or {@code null}
     * @param url path or https address of its page, or {@code null}
     * @param category its kind, in the shop's words, or {@code null}
     */
    record Item(
            String name,
            BigDecimal price,
            String currency,
            int available,
            @Nullable String image,
            @Nullable String url,
            @Nullable String category) {
        public Item {
            if (price.signum() < 0 || available < 1) {
                throw new IllegalArgumentException("an item has a price of zero or more and at least one piece");
            }
        }
    }
}
