package dev.mql.demo.shop;

import dev.mql.demo.page.AssetServlet;
import dev.mql.demo.page.Pages;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.http.HttpServlet;
import java.util.Set;

/** The shop as a whole: what it sells and which servlet answers where. */
public final class Shop {

    private final Pages pages;
    private final ConsentMode consent;
    private final Catalogue catalogue = Catalogue.load();

    public Shop(Pages pages, ConsentMode consent) {
        this.pages = pages;
        this.consent = consent;
    }

    /** Adds the shop's servlets to an application that has not started yet. */
    public void register(ServletContext context) {
        context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        context.getSessionCookieConfig().setHttpOnly(true);
        context.getSessionCookieConfig().setAttribute("SameSite", "Lax");
        // "" is the front page alone; "/" is every address that nobody else answers.
        add(context, "catalogue", new CatalogueServlet(this), "", "/p/*", "/search");
        add(context, "cart", new CartServlet(this), "/cart", "/cart/*");
        add(context, "checkout", new CheckoutServlet(this), "/checkout", "/order/*");
        add(context, "newsletter", new NewsletterServlet(this), "/newsletter", "/newsletter/thanks");
        add(context, "contact", new ContactServlet(this), "/contact", "/contact/quote", "/contact/thanks");
        add(context, "consent", new ConsentServlet(this), "/consent");
        add(context, "text", new TextServlet(this), "/pricing", "/help/shipping", "/");
        add(context, "assets", new AssetServlet(), "/assets/*", "/favicon.ico");
    }

    /** What the shop sells. */
    public Catalogue catalogue() {
        return catalogue;
    }

    Pages pages() {
        return pages;
    }

    ConsentMode consent() {
        return consent;
    }

    private static void add(ServletContext context, String name, HttpServlet servlet, String... paths) {
        context.addServlet("shop-" + name, servlet).addMapping(paths);
    }
}
