package dev.mql.box.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a shop keeps in the session, and tells of it. */
final class Basket {
    /** A line of the cart. */
    public record Line(String id, String name, BigDecimal price, int quantity) implements Serializable {}

    /** The cart. */
    public record Cart(List<Line> items, String currency) implements Serializable {}

    boolean answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path) {
            case "/cart/add" -> {
                HttpSession session = request.getSession();
                List<Line> lines = new ArrayList<>();
                if (session.getAttribute("cart") instanceof Cart before) {
                    lines.addAll(before.items());
                }
                int quantity = Integer.parseInt(request.getParameter("quantity"));
                lines.add(new Line(request.getParameter("productId"), "Cup no. 7", new BigDecimal("9.50"), quantity));
                session.setAttribute("cart", new Cart(lines, "EUR"));
                response.sendRedirect(request.getContextPath() + "/page");
            }
            case "/login" -> {
                request.getSession().setAttribute("user", request.getParameter("email"));
                request.changeSessionId();
                response.sendRedirect(request.getContextPath() + "/page");
            }
            case "/session" -> {
                HttpSession session = request.getSession(false);
                List<String> names = session == null ? List.of() : Collections.list(session.getAttributeNames());
                response.setContentType("text/plain");
                response.getWriter()
                        .print(
                                session == null
                                        ? "none"
                                        : "has " + names.stream().sorted().toList());
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
