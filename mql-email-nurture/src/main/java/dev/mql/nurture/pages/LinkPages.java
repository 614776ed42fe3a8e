package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.link.Links;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.template.PageTemplates;
import dev.mql.nurture.template.Reasons;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the links in mails. A GET changes nothing, except that it may put items into the session's own empty cart; a POST with the
 * token alone acts. Every link that leads nowhere gets the same page, and nobody is ever logged in by one.
 */
public final class LinkPages extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LinkPages.class);
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' https: data:;"
            + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final transient Mql mql;
    private final transient Answers answers;
    private final transient PageTemplates pages;
    private final transient Recover recover;
    private final transient Preferences preferences;
    private final transient Question question;
    private final transient Click click;
    private final transient OpenPixel pixel;
    private final transient Runnable atEnd;
    private final transient byte[] stylesheet = PageTemplates.stylesheet();

    /**
     * @param reasons what people may answer who did not buy
     * @param atEnd runs when the web application stops
     */
    public LinkPages(
            Mql mql, Suppressions suppressions, PageTemplates pages, Reasons reasons, ShopSide shop, Runnable atEnd) {
        Openers openers = new Openers(mql);
        this.atEnd = atEnd;
        this.mql = mql;
        this.answers = new Answers(mql, suppressions);
        this.pages = pages;
        this.recover = new Recover(mql, pages, answers, shop, openers);
        this.preferences = new Preferences(pages, answers);
        this.question = new Question(pages, answers, reasons);
        this.click = new Click(mql, pages, openers);
        this.pixel = new OpenPixel(mql, pages);
    }

    @Override
    public void destroy() {
        atEnd.run();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String method = request.getMethod();
        boolean read = method.equals("GET") || method.equals("HEAD");
        if (!read && !method.equals("POST")) {
            response.setHeader("Allow", "GET, HEAD, POST");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        if (request.getServletPath().endsWith(".css")) {
            style(response);
            return;
        }
        secure(response);
        if (request.getCharacterEncoding() == null) {
            request.setCharacterEncoding("UTF-8");
        }
        try {
            answer(request, response);
        } catch (MqlException away) {
            LOG.warn("A link of a mail could not be answered: {}", away.getMessage());
            response.setHeader("Retry-After", "60");
            Visit.show(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, pages.busy(request.getLocale()));
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String rest = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        String path = request.getServletPath();
        switch (path.charAt(path.length() - 1)) {
            case 'c' -> click.serve(request, response, rest);
            case 'o' -> pixel.serve(request, response, rest);
            case 'r' -> {
                Visit visit = visit(request, response, rest, mql.links().look(rest, Links.Purpose.RECOVER));
                if (visit != null) {
                    recover.serve(visit);
                }
            }
            case 'u' -> {
                Visit visit = visit(request, response, rest, mql.links().find(rest, Links.Purpose.UNSUBSCRIBE));
                if (visit != null) {
                    preferences.serve(visit);
                }
            }
            case 'f' -> {
                Visit visit = visit(request, response, rest, mql.links().find(rest, Links.Purpose.FEEDBACK));
                if (visit != null) {
                    question.serve(visit);
                }
            }
            default -> {
                Visit visit = visit(request, response, rest, mql.links().find(rest, Links.Purpose.CONFIRM));
                if (visit != null) {
                    confirm(visit);
                }
            }
        }
    }

    /** @return {@code null} if the link leads nowhere, which is said then */
    private @Nullable Visit visit(
            HttpServletRequest request, HttpServletResponse response, String token, Links.@Nullable Link link)
            throws IOException {
        if (link == null) {
            Visit.show(response, HttpServletResponse.SC_NOT_FOUND, pages.invalid(request.getLocale()));
            return null;
        }
        return Visit.of(request, response, token, link, answers.owner(link).orElse(null));
    }

    private void confirm(Visit visit) throws IOException {
        if (!visit.read()) {
            answers.confirm(visit.link());
        }
        visit.show(
                HttpServletResponse.SC_OK,
                visit.read() ? pages.confirm(visit.locale()) : pages.confirmed(visit.locale()));
    }

    private static void secure(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Robots-Tag", "noindex");
    }

    private void style(HttpServletResponse response) throws IOException {
        response.setContentType("text/css;charset=UTF-8");
        response.setHeader("Cache-Control", "public, max-age=3600");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(stylesheet.length);
        response.getOutputStream().write(stylesheet);
    }
}
