package dev.mql.nurture.pages;

import dev.mql.MqlException;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.lead.Lead;
import dev.mql.lead.MailClick;
import dev.mql.lead.RecoveredCart;
import dev.mql.link.Links;
import dev.mql.nurture.series.Pictures;
import dev.mql.nurture.template.PageTemplates;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a cart back into the session of whoever opens the link. A browser with an empty cart gets it at once; one with other items
 * is asked; a scanner, a preview or a prefetch gets the page and nothing else.
 */
final class Recover {
    private static final Logger LOG = LoggerFactory.getLogger(Recover.class);

    private final PageTemplates pages;
    private final Answers answers;
    private final CartRestorer restorer;
    private final PresentCart present;
    private final String cartUrl;

    Recover(Config config, PageTemplates pages, Answers answers, CartRestorer restorer, PresentCart present) {
        this.pages = pages;
        this.answers = answers;
        this.restorer = restorer;
        this.present = present;
        this.cartUrl = config.get(Settings.CART_URL);
    }

    void serve(
            HttpServletRequest request,
            HttpServletResponse response,
            boolean read,
            Links.Link link,
            String token,
            @Nullable Lead owner,
            Locale locale)
            throws ServletException, IOException {
        Cart cart = answers.cart(owner, link).orElse(null);
        if (cart == null) {
            LinkPages.write(response, HttpServletResponse.SC_GONE, pages.cartGone(locale));
            return;
        }
        if (read && !(opensPage(request) && present.items(request).isEmpty())) {
            LinkPages.write(response, HttpServletResponse.SC_OK, pages.cart(locale, Pictures.cart(cart, "")));
            return;
        }
        // Made before anything is written, so that its cookie reaches the browser.
        HttpSession session = request.getSession(true);
        RecoveredCart recovered = new RecoveredCart(link.lead(), cart.id());
        session.setAttribute(RecoveredCart.ATTRIBUTE, recovered.text());
        session.setAttribute(MailClick.ATTRIBUTE, MailClick.of(token, recovered).text());
        restore(request, response, cart, locale);
        if (read) {
            return; // a program may have opened it: the lead hears of it once the session shows a person
        }
        try {
            answers.recovered(link);
        } catch (MqlException away) {
            LOG.warn("A recovered cart could not be noted: {}", away.getMessage());
        }
    }

    private void restore(HttpServletRequest request, HttpServletResponse response, Cart cart, Locale locale)
            throws ServletException, IOException {
        Set<String> there = present.items(request);
        List<CartLine> missing =
                cart.lines().stream().filter(line -> !there.contains(line.id())).toList();
        int taken = missing.isEmpty() ? 0 : restorer.restore(request, response, missing);
        if (taken < missing.size()) {
            LinkPages.write(
                    response, HttpServletResponse.SC_OK, pages.partly(locale, request.getContextPath() + cartUrl));
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", cartUrl.startsWith("/") ? request.getContextPath() + cartUrl : cartUrl);
    }

    /** Whether a person's browser opens the link as a page. */
    private static boolean opensPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        String mode = request.getHeader("Sec-Fetch-Mode");
        return request.getMethod().equals("GET")
                && accept != null
                && accept.contains("text/html")
                && (mode == null || mode.equals("navigate"))
                && request.getHeader("Sec-Purpose") == null
                && request.getHeader("Purpose") == null
                && request.getHeader("X-Purpose") == null;
    }
}
