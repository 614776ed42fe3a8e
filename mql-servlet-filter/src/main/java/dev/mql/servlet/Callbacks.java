package dev.mql.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Requests that another server makes, as a payment provider does to say that an order is paid: there is no shopper and no browser behind
 * them, so nobody is asked for consent, given a cookie or taken for a robot.
 */
final class Callbacks {
    private Callbacks() {}

    /** A browser that is about to pay brings at least the shop's own cookie, and says why it asks. */
    static boolean is(HttpServletRequest request) {
        return request.getHeader("Cookie") == null
                && request.getHeader("Sec-Fetch-Mode") == null
                && request.getHeader("Accept-Language") == null;
    }
}
