package dev.mql.nurture.pages;

import dev.mql.cart.CartLine;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Puts items of an earlier cart into the cart of the present session. Runs on the request's thread. */
@FunctionalInterface
public interface CartRestorer {
    /** For shops that take nothing back by themselves. */
    CartRestorer NONE = (request, response, lines) -> 0;

    /**
     * Restores through the shop's own add-to-cart request.
     *
     * @param request as in {@code POST /cart/add productId={id} quantity={quantity}}
     * @throws IllegalArgumentException says what is wrong with it
     */
    static CartRestorer byRequest(String request) {
        return new IncludeRestorer(ShopRequest.parse(request));
    }

    /**
     * Adds the lines at today's price and stock, as if the shopper had put each of them in. Must not log anybody in, must not write to
     * the response, and leaves what is in the cart already as it is.
     *
     * @param request the shopper's request, with a session
     * @param lines at least one; none of them is in the cart already
     * @return how many of the lines the shop took
     */
    int restore(HttpServletRequest request, HttpServletResponse response, List<CartLine> lines)
            throws ServletException, IOException;
}
