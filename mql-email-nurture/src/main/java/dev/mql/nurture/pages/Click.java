package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.lead.MailClick;
import dev.mql.lead.RecoveredCart;
import dev.mql.link.Links;
import dev.mql.nurture.template.PageTemplates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redirects to a link of a mail as it was stored when the mail was written: nothing in the request has a say in where to. A browser's
 * session remembers the click until it proves to have a person in front of it; the click itself changes nothing of the lead.
 */
final class Click {
    private static final Logger LOG = LoggerFactory.getLogger(Click.class);
    private static final Pattern PATH = Pattern.compile("([^/]*)/([1-9]\\d?)");
    /** In place of a cart's id where the mail is about none. */
    private static final String NO_CART = "-";

    private final Mql mql;
    private final PageTemplates pages;
    private final Openers openers;

    Click(Mql mql, PageTemplates pages, Openers openers) {
        this.mql = mql;
        this.pages = pages;
        this.openers = openers;
    }

    /** @param path token, slash, number of the link from 1 on */
    void serve(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        if (request.getMethod().equals("POST")) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Matcher parts = PATH.matcher(path);
        boolean wellFormed = parts.matches();
        Links.Link link;
        try {
            link = mql.links().find(wellFormed ? parts.group(1) : "", Links.Purpose.CLICK);
        } catch (MqlException away) {
            LOG.warn("A click in a mail leads to the shop's front page: {}", away.getMessage());
            Visit.redirect(request, response, HttpServletResponse.SC_FOUND, "/");
            return;
        }
        String target = link == null ? null : target(link, Integer.parseInt(parts.group(2)));
        if (link == null || target == null) {
            Visit.show(response, HttpServletResponse.SC_NOT_FOUND, pages.invalid(request.getLocale()));
            return;
        }
        boolean asPage = Openers.asPage(request);
        if (asPage) {
            RecoveredCart cart = new RecoveredCart(link.lead(), link.subject().isEmpty() ? NO_CART : link.subject());
            request.getSession(true)
                    .setAttribute(
                            MailClick.ATTRIBUTE,
                            MailClick.of(parts.group(1), cart).text());
        }
        Visit.redirect(request, response, HttpServletResponse.SC_FOUND, target);
        openers.count(link, asPage);
    }

    private static @Nullable String target(Links.Link link, int number) {
        return number <= link.targets().size() ? link.targets().get(number - 1) : null;
    }
}
