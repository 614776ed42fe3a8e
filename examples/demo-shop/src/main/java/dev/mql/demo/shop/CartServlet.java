package dev.mql.demo.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The cart page and the three forms that change the cart. */
final class CartServlet extends ShopServlet {

    private final Catalogue catalogue;

    CartServlet(Shop shop) {
        super(shop);
        this.catalogue = shop.catalogue();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() != null) {
            notFound(request, response);
            return;
        }
        String added = catalogue
                .find(new Form(request).text("added", 60))
                .map(Product::name)
                .orElse("");
        Cart cart = Cart.of(request);
        page(
                request,
                response,
                "cart",
                Map.of("cart", cart, "added", added, "all", catalogue.all().subList(0, 4)));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Form form = new Form(request);
        switch (Optional.ofNullable(request.getPathInfo()).orElse("")) {
            case "/add" -> {
                Product product = form.product(catalogue);
                int quantity = form.quantity(1);
                Cart.change(request, cart -> cart.plus(product, quantity));
                seeOther(response, "/cart?added=" + product.id());
            }
            case "/update" -> {
                Product product = form.product(catalogue);
                int quantity = form.quantity(0);
                Cart.change(request, cart -> cart.with(product, quantity));
                seeOther(response, "/cart");
            }
            case "/remove" -> {
                Product product = form.product(catalogue);
                Cart.change(request, cart -> cart.with(product, 0));
                seeOther(response, "/cart");
            }
            default -> notFound(request, response);
        }
    }
}
