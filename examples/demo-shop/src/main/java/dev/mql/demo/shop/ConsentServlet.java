package dev.mql.demo.shop;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Lets visitors say, and change at any time, whether the shop may remember what they look at. */
final class ConsentServlet extends ShopServlet {

    private static final int HALF_A_YEAR = 60 * 60 * 24 * 182;

    ConsentServlet(Shop shop) {
        super(shop);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (consent() == ConsentMode.OFF) {
            notFound(request, response);
        } else {
            page(request, response, "consent", Map.of("mode", consent().word(), "choice", choice(request)));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (consent() == ConsentMode.OFF) {
            notFound(request, response);
            return;
        }
        Form form = new Form(request);
        String value =
                switch (form.text("choice", 20)) {
                    case "accept" -> "accepted";
                    case "decline" -> "declined";
                    default -> throw new BadInput("Please choose either to accept or to decline.");
                };
        Cookie cookie = new Cookie(CONSENT_COOKIE, value);
        cookie.setPath("/");
        cookie.setMaxAge(HALF_A_YEAR);
        // No secret, and scripts of the page have to respect it too.
        cookie.setHttpOnly(false);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
        seeOther(response, form.from());
    }
}
