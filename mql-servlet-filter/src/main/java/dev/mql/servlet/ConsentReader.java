package dev.mql.servlet;

import dev.mql.event.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For shops that know on the server what a shopper agrees to: their consent manager decides instead of the cookie. Global Privacy
 * Control and Do Not Track still win over it, and {@code mql.consent = off} asks nobody. The beacon sees the cookie only, so keep that
 * in step: what it sends without consent is refused here.
 *
 * <p>Called on the request's thread, before the shop answers and perhaps once more after, for page views, requests that match a rule, and
 * events of the beacon. It must not wait for anything. An exception is counted and logged once, and means that nothing is agreed to.
 * Called by many threads at once.
 */
@FunctionalInterface
public interface ConsentReader {
    /**
     * @return the purposes that the shopper agrees to, of behaviour, advertising and mail; empty for a no; {@code null} for somebody who
     *     has not been asked: then the cookie says
     */
    @Nullable
    Set<Purpose> agreed(HttpServletRequest request);
}
