package dev.mql.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A shop that answers in all the ways a servlet can. */
final class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** A cart line as a shop may write it. */
    public record Item(String sku, String title, Object unitPrice, int pieces, String picture) implements Serializable {
        /** The address of its page. */
        public String page() {
            if (sku.equals("broken")) {
                throw new IllegalStateException("no such page");
            }
            return "/p/" + sku;
        }
    }

    /** A cart that is changed in place. */
    public static final class Basket implements Serializable {
        private static final long serialVersionUID = 1;
        private final List<Item> items = new ArrayList<>();

        public List<Item> getItems() {
            return items;
        }

        public String getCurrency() {
            return "CHF";
        }
    }

    /** A finished order. */
    public record Order(String number, BigDecimal total, String currency) implements Serializable {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH) instanceof String included
                ? included
                : request.getServletPath();
        switch (path) {
            case "/form" -> form(request, response);
            case "/body" -> {
                response.setContentType("application/octet-stream");
                request.getInputStream().transferTo(response.getOutputStream());
            }
            case "/parts" -> parts(request, response);
            case "/slow-head" -> {
                response.setContentType("text/html");
                response.flushBuffer();
                response.getWriter().print("<p>committed early</p>");
            }
            case "/chunked" -> {
                response.setContentType("text/plain");
                for (int i = 0; i < 5; i++) {
                    response.getWriter().print("piece " + i + "\n".repeat(3_000));
                    response.flushBuffer();
                }
            }
            case "/range" -> super.service(request, response);
            case "/async", "/async-dispatch", "/async-timeout" -> async(path, request, response);
            case "/forward" -> request.getRequestDispatcher("/page").forward(request, response);
            case "/include" -> {
                response.setContentType("text/html;charset=utf-8");
                request.getRequestDispatcher("/page").include(request, response);
            }
            case "/fail" -> throw new ServletException("the shop's own trouble");
            case "/missing" -> response.sendError(404, "nothing here");
            case "/away" -> response.sendRedirect("/page");
            case "/shared", "/shared/late" -> {
                response.setHeader("Cache-Control", "public, max-age=60");
                response.addHeader("Set-Cookie", "shop=1");
                page(response);
                if (path.endsWith("late")) {
                    response.flushBuffer();
                }
            }
            case "/data" -> {
                response.setContentType("application/json");
                response.getWriter().print("{\"path\":\"" + path + "\"}");
            }
            case "/cart/set" -> cart(request, response);
            case "/cart/drop" -> request.getSession().removeAttribute("basket");
            case "/checkout" -> {
                request.getSession().setAttribute("lastOrder", new Order("A-17", new BigDecimal("41.50"), "CHF"));
                request.getSession().removeAttribute("basket");
                response.sendRedirect("/page");
            }
            default -> page(response);
        }
    }

    private static void page(HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=utf-8");
        response.getWriter().print("<!doctype html><title>Größe</title><p>a page</p>");
    }

    private static void form(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        PrintWriter out = response.getWriter();
        Map<String, String[]> sorted = new TreeMap<>(request.getParameterMap());
        sorted.forEach((name, values) -> out.println(name + "=" + String.join("|", values)));
    }

    private static void parts(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setContentType("text/plain;charset=utf-8");
        for (Part part : request.getParts()) {
            response.getWriter()
                    .println(part.getName() + " " + part.getSubmittedFileName() + " "
                            + new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] whole = "0123456789".repeat(100).getBytes(StandardCharsets.US_ASCII);
        response.setContentType("text/plain");
        response.setHeader("Accept-Ranges", "bytes");
        String range = request.getHeader("Range");
        if (range != null) {
            int from = Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
            int to = Integer.parseInt(range.substring(range.indexOf('-') + 1));
            response.setStatus(206);
            response.setHeader("Content-Range", "bytes " + from + "-" + to + "/" + whole.length);
            response.getOutputStream().write(whole, from, to - from + 1);
        } else {
            response.setContentLength(whole.length);
            response.getOutputStream().write(whole);
        }
    }

    private static void async(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AsyncContext async = request.startAsync();
        switch (path) {
            case "/async-dispatch" -> async.dispatch("/page");
            case "/async-timeout" -> async.setTimeout(100);
            default ->
                async.start(() -> {
                    try {
                        page(response);
                    } catch (IOException gone) {
                        throw new IllegalStateException(gone);
                    }
                    async.complete();
                });
        }
    }

    private static void cart(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Basket basket = request.getSession().getAttribute("basket") instanceof Basket known ? known : new Basket();
        basket.items.removeIf(item -> item.sku().equals(request.getParameter("sku")));
        int pieces = Integer.parseInt(request.getParameter("pieces"));
        if (pieces > 0) {
            basket.items.add(
                    new Item(request.getParameter("sku"), "Cup no. 7", new BigDecimal("9.50"), pieces, "/img/7.png"));
        }
        request.getSession().setAttribute("basket", basket);
        response.setStatus(204);
    }
}
