package dev.mql.nurture.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes coupons in the shop's own books, and puts one to use behind a link. */
public interface CouponIssuer {

    /**
     * Makes a coupon that one person may use once. Called by our own threads, may block; an exception or {@code null} means that there
     * is none, and the mail goes without it.
     *
     * @return the coupon; the same one for the same {@link Wish#key()}, however often it is asked for
     */
    @Nullable
    Coupon issue(Wish wish);

    /**
     * Uses a coupon in the cart of the request's session, as if the shopper had typed it. Runs on the request's thread; does nothing by
     * default, then the shopper types what the mail shows.
     */
    default void apply(HttpServletRequest request, HttpServletResponse response, String code) {}

    /**
     * What for a coupon is wanted.
     *
     * @param key says for whom and what: at most 100 characters of {@code [A-Za-z0-9._-]}, nothing personal
     * @param value of the cart
     * @param currency ISO 4217
     * @param expires when it must end
     */
    record Wish(String key, BigDecimal value, String currency, Instant expires) {}

    /**
     * A coupon as it was made.
     *
     * @param code what a shopper would type, 1 to 40 visible ASCII characters without spaces
     * @param words what it is worth, as the mail says it, for example {@code 10 % off}; one line
     * @param expires when it ends
     */
    record Coupon(String code, String words, Instant expires) {
        public Coupon {
            if (!code.matches("[!-~]{1,40}")) {
                throw new IllegalArgumentException("a coupon's code is 1 to 40 visible ASCII characters");
            }
        }
    }
}
