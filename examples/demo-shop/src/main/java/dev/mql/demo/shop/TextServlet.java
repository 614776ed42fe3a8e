package dev.mql.demo.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Pages that only have something to read, and the answer to addresses that do not exist. */
final class TextServlet extends ShopServlet {

    TextServlet(Shop shop) {
        super(shop);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/pricing" -> page(request, response, "pricing", Map.of());
            case "/help/shipping" -> page(request, response, "shipping", Map.of());
            default -> notFound(request, response);
        }
    }
}
