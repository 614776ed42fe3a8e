package dev.mql.servlet;

import dev.mql.cart.Cart;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * For shops that do not hold the cart in the session: says what is in a shopper's cart now.
 *
 * <p>Called on the request's thread after the shop has answered, for requests of visitors who may be watched: page views, and all that
 * is no GET. It must not wait for anything, such as a database: what the request itself has loaded (a request attribute, a scoped bean)
 * is what to read. An exception is counted and logged once, and means {@code null}. Called by many threads at once.
 */
@FunctionalInterface
public interface CartReader {
    /**
     * @return for example {@code Cart.held(lines, "EUR").withRef(cartId)}, without lines for an empty cart; {@code null} if this request
     *     does not know
     */
    @Nullable
    Cart read(HttpServletRequest request);
}
