package dev.mql.cart;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a cart. All texts come from outside and are hostile until escaped.
 *
 * @param id the shop's item id, 1 to 64 characters
 * @param name what the shopper calls it, at most 200 characters
 * @param price of one piece in the cart's currency, zero or more
 * @param quantity 1 to 9,999
 * @param image path or https address of a picture, or {@code null}
 * @param url path or https address of the product page, or {@code null}
 */
public record CartLine(
        String id,
        String name,
        BigDecimal price,
        int quantity,
        @Nullable String image,
        @Nullable String url) {

    public CartLine {
        id = cut(id, 64);
        name = cut(name, 200);
        image = image == null ? null : cut(image, 300);
        url = url == null ? null : cut(url, 300);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a cart line needs an item id");
        }
        if (price.signum() < 0 || price.precision() - price.scale() > 12 || price.scale() > 6) {
            throw new IllegalArgumentException("a price is zero or more, below 10^12, with at most 6 decimals");
        }
        quantity = Math.min(9_999, Math.max(1, quantity));
    }

    public BigDecimal total() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
