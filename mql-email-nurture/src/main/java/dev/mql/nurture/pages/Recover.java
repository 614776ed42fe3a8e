package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Settings;
import dev.mql.lead.MailClick;
import dev.mql.lead.RecoveredCart;
import dev.mql.link.Links;
import dev.mql.nurture.template.PageTemplates;
import dev.mql.nurture.template.PageTemplates.Ask;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a cart back into the session of whoever opens the link, as far as its items are still to be had. A browser with an empty cart
 * gets it at once; one with other items, or with somebody else signed in, is asked; a scanner, a preview or a prefetch gets the page and
 * nothing else. Nobody is logged in by it.
 */
final class Recover {
    private static final Logger LOG = LoggerFactory.getLogger(Recover.class);

    private final Mql mql;
    private final PageTemplates pages;
    private final Answers answers;
    private final ShopSide shop;
    private final Openers openers;
    private final SignedIn signedIn;
    private final String cartUrl;

    Recover(Mql mql, PageTemplates pages, Answers answers, ShopSide shop, Openers openers) {
        this.mql = mql;
        this.pages = pages;
        this.answers = answers;
        this.shop = shop;
        this.openers = openers;
        this.signedIn = new SignedIn(mql);
        this.cartUrl = mql.config().get(Settings.CART_URL);
    }

    void serve(Visit visit) throws ServletException, IOException {
        HttpServletRequest request = visit.request();
        Cart cart = visit.link().over()
                ? null
                : answers.cart(visit.owner(), visit.link()).orElse(null);
        if (cart == null) {
            visit.show(HttpServletResponse.SC_GONE, pages.cartGone(visit.locale()));
            return;
        }
        boolean asPage = Openers.asPage(request);
        if (visit.read()) {
            openers.count(visit.link(), asPage);
        }
        Offer offer = Offer.of(cart, shop.catalog());
        if (offer.cart().lines().isEmpty()) {
            visit.show(HttpServletResponse.SC_GONE, pages.soldOut(visit.locale(), offer.view()));
            return;
        }
        boolean another = signedIn.another(request, visit.owner());
        Ask ask = another
                ? Ask.OTHER_ACCOUNT
                : shop.present().items(request).isEmpty() ? asPage ? null : Ask.PLAIN : Ask.OTHER_ITEMS;
        if (visit.read() && ask != null) {
            visit.show(HttpServletResponse.SC_OK, pages.cart(visit.locale(), ask, offer.view()));
            return;
        }
        RecoveredCart recovered = new RecoveredCart(visit.link().lead(), cart.id());
        if (!isIn(request.getSession(false), recovered) && !mql.links().use(visit.token(), Links.Purpose.RECOVER)) {
            visit.show(HttpServletResponse.SC_GONE, pages.cartGone(visit.locale()));
            return;
        }
        // Made before anything is written, so that its cookie reaches the browser.
        HttpSession session = request.getSession(true);
        session.setAttribute(RecoveredCart.ATTRIBUTE, recovered.text());
        if (!another) {
            session.setAttribute(
                    MailClick.ATTRIBUTE, MailClick.of(visit.token(), recovered).text());
        }
        restore(visit, offer, another ? null : visit.link().coupon());
        if (visit.read() || another) {
            return; // a program or somebody else may have opened it: the lead hears of it once the session shows its
            // person
        }
        try {
            answers.recovered(visit.link());
        } catch (MqlException away) {
            LOG.warn("A recovered cart could not be noted: {}", away.getMessage());
        }
    }

    /** Whether this session has it already: then it is no further use of the link. */
    private static boolean isIn(@Nullable HttpSession session, RecoveredCart cart) {
        return session != null && cart.text().equals(session.getAttribute(RecoveredCart.ATTRIBUTE));
    }

    private void restore(Visit visit, Offer offer, @Nullable String coupon) throws ServletException, IOException {
        HttpServletRequest request = visit.request();
        Set<String> there = shop.present().items(request);
        List<CartLine> missing = offer.cart().lines().stream()
                .filter(line -> !there.contains(line.id()))
                .toList();
        int taken = missing.isEmpty() ? 0 : shop.restorer().restore(request, visit.response(), missing);
        if (coupon != null) {
            apply(visit, coupon);
        }
        if (taken == missing.size() && offer.complete()) {
            Visit.redirect(request, visit.response(), HttpServletResponse.SC_SEE_OTHER, cartUrl);
            return;
        }
        Offer left = taken == missing.size() ? offer : offer.without(refused(request, missing, taken));
        String toCart = cartUrl.startsWith("/") ? request.getContextPath() + cartUrl : cartUrl;
        visit.show(HttpServletResponse.SC_OK, pages.partly(visit.locale(), left.view(), toCart));
    }

    /** What the shop did not take, if its cart shows that plainly. */
    private List<CartLine> refused(HttpServletRequest request, List<CartLine> tried, int taken) {
        Set<String> there = shop.present().items(request);
        List<CartLine> refused =
                tried.stream().filter(line -> !there.contains(line.id())).toList();
        return refused.size() == tried.size() - taken ? refused : List.of();
    }

    private void apply(Visit visit, String coupon) {
        if (shop.coupons() == null) {
            return;
        }
        try {
            shop.coupons().apply(visit.request(), new SwallowedResponse(visit.response()), coupon);
        } catch (RuntimeException theShops) {
            LOG.warn("The shop could not put a coupon to use; the cart is restored without it.", theShops);
        }
    }
}
