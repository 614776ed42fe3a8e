package dev.mql.demo.shop;

import dev.mql.demo.page.Pages;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What all pages of the shop have in common: the frame around them, and an answer to what they cannot take. */
abstract class ShopServlet extends HttpServlet {

    static final String CONSENT_COOKIE = "shop_consent";

    private final Pages pages;
    private final ConsentMode consent;

    ShopServlet(Shop shop) {
        this.pages = shop.pages();
        this.consent = shop.consent();
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setCharacterEncoding("UTF-8");
        try {
            super.service(request, response);
        } catch (BadInput e) {
            problem(request, response, 400, "That did not work", String.valueOf(e.getMessage()));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        notFound(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        notFound(request, response);
    }

    final void page(HttpServletRequest request, HttpServletResponse response, String template, Map<String, ?> model)
            throws IOException {
        page(request, response, 200, template, model);
    }

    final void notFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problem(request, response, 404, "Nothing here", "We looked on every shelf, but there is no such page.");
    }

    /** Answers a form with a page of its own, so that a reload does not send the form again. */
    static void seeOther(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
    }

    final ConsentMode consent() {
        return consent;
    }

    /** What the visitor chose: {@code accepted}, {@code declined}, or empty. */
    static String choice(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(CONSENT_COOKIE))
                .map(Cookie::getValue)
                .filter(value -> value.equals("accepted") || value.equals("declined"))
                .findFirst()
                .orElse("");
    }

    private void problem(
            HttpServletRequest request, HttpServletResponse response, int status, String title, String sentence)
            throws IOException {
        page(request, response, status, "problem", Map.of("heading", title, "sentence", sentence));
    }

    private void page(
            HttpServletRequest request, HttpServletResponse response, int status, String template, Map<String, ?> model)
            throws IOException {
        Map<String, Object> all = new HashMap<>(model);
        all.put("cartItems", Cart.of(request).getItems());
        all.put("path", request.getMethod().equals("GET") && status == 200 ? request.getRequestURI() : "");
        all.put(
                "consentAsked",
                consent == ConsentMode.REQUIRED && choice(request).isEmpty());
        all.put("consentLink", consent != ConsentMode.OFF);
        pages.render(response, status, template, all);
    }
}
