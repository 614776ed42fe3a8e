package dev.mql.cart;

import org.jspecify.annotations.Nullable;

/**
 * How far a shopper came with a cart, and from where.
 *
 * @param depth the farthest point that was reached
 * @param locale BCP 47 tag of the shop's pages or of the browser, at most 35 characters, or {@code null}
 * @param zone IANA time zone of the shopper, at most 40 characters, or {@code null}
 */
public record Journey(
        Depth depth, @Nullable String locale, @Nullable String zone) {
    public static final Journey BEGUN = new Journey(Depth.CART, null, null);

    /** How far somebody came. The order is stored, and rises: only ever append. */
    public enum Depth {
        /** Something lies in the cart. */
        CART,
        /** The checkout was begun. */
        CHECKOUT,
        /** The shop or its payment provider refused a payment. */
        PAYMENT_FAILED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Journey {
        locale = locale == null || locale.length() <= 35 ? locale : locale.substring(0, 35);
        zone = zone == null || zone.length() <= 40 ? zone : null;
    }

    /** Never back: who looks at the cart again after a failed payment has still had it fail. */
    public Journey reaching(Depth other) {
        return other.compareTo(depth) > 0 ? new Journey(other, locale, zone) : this;
    }

    /** What is not known stays as it is. */
    public Journey from(@Nullable String newLocale, @Nullable String newZone) {
        return new Journey(depth, newLocale == null ? locale : newLocale, newZone == null ? zone : newZone);
    }
}
