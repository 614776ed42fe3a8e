package dev.mql.demo.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;

/** Makes an order of the cart. Customers stay guests: only the browser that bought sees the order. */
final class CheckoutServlet extends ShopServlet {

    private final SecureRandom random = new SecureRandom();

    CheckoutServlet(Shop shop) {
        super(shop);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/order")) {
            order(request, response);
            return;
        }
        Cart cart = Cart.of(request);
        if (cart.isEmpty()) {
            seeOther(response, "/cart");
        } else {
            page(request, response, "checkout", Map.of("cart", cart));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/order")) {
            notFound(request, response);
            return;
        }
        Form form = new Form(request);
        String name = form.required("name", "your name", 100);
        String email = form.email();
        HttpSession session = request.getSession();
        // As in Cart.change: a cart is ordered once, even if the button is pressed twice.
        synchronized (session) {
            Cart cart = Cart.of(request);
            if (cart.isEmpty()) {
                throw new BadInput("There is nothing in your cart to order.");
            }
            Order order = new Order(number(), cart, email, name);
            session.setAttribute(Order.ATTRIBUTE, order);
            session.setAttribute(Cart.ATTRIBUTE, Cart.EMPTY);
            seeOther(response, "/order/" + order.getNumber());
        }
    }

    private void order(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        if (session != null
                && session.getAttribute(Order.ATTRIBUTE) instanceof Order order
                && ("/" + order.getNumber()).equals(request.getPathInfo())) {
            page(request, response, "order", Map.of("order", order));
        } else {
            notFound(request, response);
        }
    }

    private String number() {
        return String.format(Locale.ROOT, "KK-%04d-%04d", random.nextInt(10_000), random.nextInt(10_000));
    }
}
