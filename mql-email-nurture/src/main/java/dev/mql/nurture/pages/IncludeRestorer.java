package dev.mql.nurture.pages;

import dev.mql.cart.CartLine;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores without any code of the shop: each line is sent through the shop's own add-to-cart request, inside of the shopper's
 * request and session, so that the shop itself looks up price and stock. What the shop answers is not shown.
 */
final class IncludeRestorer implements CartRestorer {
    private static final Logger LOG = LoggerFactory.getLogger(IncludeRestorer.class);

    private final ShopRequest shop;

    IncludeRestorer(ShopRequest shop) {
        this.shop = shop;
    }

    @Override
    public int restore(HttpServletRequest request, HttpServletResponse response, List<CartLine> lines)
            throws IOException {
        int taken = 0;
        for (CartLine line : lines) {
            RequestDispatcher handler = request.getServletContext().getRequestDispatcher(shop.path());
            if (handler == null) {
                LOG.warn("mql.cart.restore names {}, which this application can not dispatch to.", shop.path());
                return taken;
            }
            SwallowedResponse answer = new SwallowedResponse(response);
            try {
                handler.include(new AsShopper(request, shop.method(), shop.parametersFor(line)), answer);
                taken += answer.getStatus() < 400 ? 1 : 0;
            } catch (ServletException | RuntimeException refused) {
                LOG.warn("The shop failed to put an item of a recovered cart back ({}).", shop.path(), refused);
            }
        }
        return taken;
    }
}
