package dev.mql.nurture;

import dev.mql.Mql;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A shop with one cart page, which knows nothing of us but the three lines that register us. */
final class TinyShop implements AutoCloseable {
    public record Item(String id, int quantity) {}

    /** What the shop keeps in the session, under {@code cart}. */
    public static final class Cart {
        private final List<Item> items = new ArrayList<>();

        public List<Item> getItems() {
            return items;
        }
    }

    private final Tomcat tomcat = new Tomcat();
    private final Path folder;

    TinyShop(Mql mql, Consumer<ServletContext> registration) throws IOException, LifecycleException {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "tomcat").toAbsolutePath()), "shop-");
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector();
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "cart", new CartServlet()).addMapping("/cart/*");
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    servlets.setAttribute(Mql.ATTRIBUTE, mql);
                    registration.accept(servlets);
                },
                Set.of());
        tomcat.start();
    }

    String url() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    private static final class CartServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (!"/add".equals(request.getPathInfo())
                    || !request.getRequestURI().equals("/cart/add")) {
                response.sendError(404);
                return;
            }
            String id = request.getParameter("productId");
            if (id.startsWith("gone")) {
                response.sendError(409, "sold out");
                return;
            }
            HttpSession session = request.getSession(true);
            Cart cart = (Cart) session.getAttribute("cart");
            if (cart == null) {
                cart = new Cart();
                session.setAttribute("cart", cart);
            }
            cart.items.add(new Item(id, Integer.parseInt(request.getParameter("quantity"))));
            response.sendRedirect("/cart");
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpSession session = request.getSession(false);
            Object cart = session == null ? null : session.getAttribute("cart");
            response.getWriter().print("cart: " + (cart == null ? "nothing" : ((Cart) cart).items));
        }
    }

    @Override
    public void close() throws LifecycleException, IOException {
        tomcat.stop();
        tomcat.destroy();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(f -> f.toFile().delete());
        }
    }
}
