package dev.mql.servlet;

import dev.mql.event.Purchase;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * For shops whose orders no rule can describe: says which order a request has completed.
 *
 * <p>Called on the request's thread after the shop has answered with a status below 400, for page views and all that is no GET, also
 * for requests of other servers. It must not wait for anything. The same order may be named again and again: it counts once. An
 * exception is counted and logged once, and means {@code null}. Called by many threads at once.
 */
@FunctionalInterface
public interface OrderReader {
    /** @return the order; where it names no visitor it is the request's; {@code null} if none was completed */
    @Nullable
    Purchase read(HttpServletRequest request);
}
