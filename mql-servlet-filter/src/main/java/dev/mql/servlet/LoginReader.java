package dev.mql.servlet;

import dev.mql.event.Shopper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * For shops whose log-in neither the container nor a session attribute knows: says who is logged in.
 *
 * <p>Called on the request's thread after the shop has answered, for page views and requests that match a rule, of visitors who may be
 * watched. It must not wait for anything. What it says is believed: an address makes the browser that person's. The same answer again is
 * not told again. An exception is counted and logged once, and means {@code null}. Called by many threads at once.
 */
@FunctionalInterface
public interface LoginReader {
    /** @return who it is, by address or customer id; {@code null} if nobody is logged in */
    @Nullable
    Shopper read(HttpServletRequest request);
}
