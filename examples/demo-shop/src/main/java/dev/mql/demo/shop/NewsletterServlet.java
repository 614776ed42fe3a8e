package dev.mql.demo.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Takes newsletter addresses. */
final class NewsletterServlet extends ShopServlet {

    NewsletterServlet(Shop shop) {
        super(shop);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean thanks = request.getServletPath().endsWith("/thanks");
        page(request, response, "newsletter", Map.of("thanks", thanks));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().endsWith("/thanks")) {
            notFound(request, response);
            return;
        }
        new Form(request).email();
        seeOther(response, "/newsletter/thanks");
    }
}
