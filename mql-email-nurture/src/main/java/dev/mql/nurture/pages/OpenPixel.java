package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.config.Settings;
import dev.mql.event.Purpose;
import dev.mql.lead.Lead;
import dev.mql.link.Links;
import dev.mql.nurture.template.PageTemplates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;

/**
 * A picture of one point that counts openings, where the shop has switched that on and the reader has agreed to it; asked anew each
 * time, since people take back what they said. A count is all that comes of it: programs open mails too.
 */
final class OpenPixel {
    private static final byte[] POINT =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private static final String SUFFIX = ".gif";

    private final Mql mql;
    private final PageTemplates pages;
    private final boolean on;

    OpenPixel(Mql mql, PageTemplates pages) {
        this.mql = mql;
        this.pages = pages;
        this.on = mql.config().get(Settings.MAIL_OPEN_PIXEL);
    }

    /** @param path token and {@code .gif} */
    void serve(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        String token = path.endsWith(SUFFIX) ? path.substring(0, path.length() - SUFFIX.length()) : "";
        Links.Link link = null;
        boolean agreed = false;
        try {
            link = on ? mql.links().find(token, Links.Purpose.OPEN) : null;
            agreed = link != null
                    && mql.leads().get(link.lead()).filter(OpenPixel::agrees).isPresent();
        } catch (MqlException away) {
            agreed = false; // who can not be asked has not agreed
        }
        if (link == null) {
            Visit.show(response, HttpServletResponse.SC_NOT_FOUND, pages.invalid(request.getLocale()));
            return;
        }
        if (agreed && request.getMethod().equals("GET")) {
            mql.counters().add("mail.opened", 1);
        }
        response.setContentType("image/gif");
        response.setContentLength(POINT.length);
        response.getOutputStream().write(POINT);
    }

    /** Whether the last word on it was a yes. */
    private static boolean agrees(Lead lead) {
        return lead.consents().stream()
                .filter(consent -> consent.purpose() == Purpose.MAIL)
                .reduce((one, other) ->
                        other.at() > one.at() || other.at() == one.at() && !other.granted() ? other : one)
                .filter(consent -> consent.granted())
                .isPresent();
    }
}
