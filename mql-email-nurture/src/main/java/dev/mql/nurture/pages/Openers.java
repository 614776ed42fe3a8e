package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.link.Links;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what may be a person from what certainly is a program, and counts both: mail gateways fetch every link seconds after delivery.
 * Neither is worth anything; only the page that follows can prove a person. Thread-safe.
 */
final class Openers {
    private static final Logger LOG = LoggerFactory.getLogger(Openers.class);

    private final Mql mql;

    Openers(Mql mql) {
        this.mql = mql;
    }

    /** Whether a browser opens the link as a page, as it does for its user. */
    static boolean asPage(HttpServletRequest request) {
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

    /** Counts one fetch of a link, on this node and for its mail. Never throws; the shopper's answer does not depend on it. */
    void count(Links.Link link, boolean asPage) {
        mql.counters().add(asPage ? "mail.click.unproven" : "mail.click.machine", 1);
        try {
            mql.links().fetches().note(link, asPage);
        } catch (MqlException away) {
            LOG.debug("A fetch of a mail's link was not noted: {}", away.getMessage());
        }
    }
}
