package dev.mql.demo.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Takes questions, and requests for a quote from those who buy for an office or a café. */
final class ContactServlet extends ShopServlet {

    ContactServlet(Shop shop) {
        super(shop);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean thanks = request.getServletPath().endsWith("/thanks");
        boolean quote = request.getServletPath().endsWith("/quote")
                || new Form(request).text("kind", 20).equals("quote");
        page(request, response, "contact", Map.of("thanks", thanks, "quote", quote));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().endsWith("/thanks")) {
            notFound(request, response);
            return;
        }
        Form form = new Form(request);
        String kind = form.text("kind", 20);
        if (!kind.equals("contact") && !kind.equals("quote")) {
            throw new BadInput("Please choose whether you have a question or would like a quote.");
        }
        form.required("name", "your name", 100);
        form.email();
        form.required("message", "what it is about", 4000);
        seeOther(response, "/contact/thanks?kind=" + kind);
    }
}
