package dev.mql.nurture.pages;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** What is in the cart of a shopper's session now. */
@FunctionalInterface
public interface PresentCart {

    /** Ids of the items, empty for an empty cart or no session; never makes a session and never throws. */
    Set<String> items(HttpServletRequest request);

    /** Reads the session attribute that the settings name. */
    static PresentCart inSession(Config config) {
        return new SessionCart(
                config.get(Settings.CART_ATTRIBUTE),
                config.get(Settings.CART_ITEMS),
                config.get(Settings.CART_ITEM_ID));
    }
}
