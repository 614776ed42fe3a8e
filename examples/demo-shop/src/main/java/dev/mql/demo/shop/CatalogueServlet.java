package dev.mql.demo.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The front page, the pages of the products, and the search. */
final class CatalogueServlet extends ShopServlet {

    private final Catalogue catalogue;

    CatalogueServlet(Shop shop) {
        super(shop);
        this.catalogue = shop.catalogue();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "" -> page(request, response, "catalogue", Map.of("products", catalogue.all()));
            case "/search" -> search(request, response);
            default -> product(request, response);
        }
    }

    private void product(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        Optional<Product> product = catalogue.find(path.substring(1));
        if (product.isEmpty()) {
            notFound(request, response);
            return;
        }
        page(
                request,
                response,
                "product",
                Map.of("product", product.get(), "others", catalogue.beside(product.get(), 4)));
    }

    private void search(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = new Form(request).text("q", 100);
        List<Product> found = catalogue.search(query);
        page(
                request,
                response,
                "search",
                Map.of("query", query, "found", found, "all", catalogue.all().subList(0, 4)));
    }
}
