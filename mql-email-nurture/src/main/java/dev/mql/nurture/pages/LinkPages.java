package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.lead.Lead;
import dev.mql.link.Links;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.template.PageTemplates;
import dev.mql.nurture.template.Reasons;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
    private final transient Runnable atEnd;
    private final transient byte[] stylesheet = PageTemplates.stylesheet();

    /**
     * @param atEnd runs when the web application stops
     */
    public LinkPages(
            Mql mql,
            Suppressions suppressions,
            PageTemplates pages,
            CartRestorer restorer,
            PresentCart present,
            Runnable atEnd) {
        this.atEnd = atEnd;
        this.mql = mql;
        this.answers = new Answers(mql, suppressions);
        this.pages = pages;
        this.recover = new Recover(mql.config(), pages, answers, restorer, present);
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
            answer(request, response, read);
        } catch (MqlException away) {
            LOG.warn("A link of a mail could not be answered: {}", away.getMessage());
            response.setHeader("Retry-After", "60");
            write(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, pages.busy(request.getLocale()));
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, boolean read)
            throws ServletException, IOException {
        String path = request.getServletPath();
        String token =
                request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        Links.Purpose purpose =
                switch (path.charAt(path.length() - 1)) {
                    case 'r' -> Links.Purpose.RECOVER;
                    case 'u' -> Links.Purpose.UNSUBSCRIBE;
                    case 'f' -> Links.Purpose.FEEDBACK;
                    default -> Links.Purpose.CONFIRM;
                };
        Links.Link link = mql.links().find(token, purpose);
        if (link == null) {
            write(response, HttpServletResponse.SC_NOT_FOUND, pages.invalid(request.getLocale()));
            return;
        }
        Lead owner = answers.owner(link).orElse(null);
        Locale locale = locale(request, owner);
        switch (purpose) {
            case RECOVER -> recover.serve(request, response, read, link, token, owner, locale);
            case UNSUBSCRIBE -> unsubscribe(request, response, read, link, token, locale);
            case FEEDBACK -> feedback(request, response, read, link, token, locale);
            default -> {
                if (!read) {
                    answers.confirm(link);
                }
                write(response, HttpServletResponse.SC_OK, read ? pages.confirm(locale) : pages.confirmed(locale));
            }
        }
    }

    private void unsubscribe(
            HttpServletRequest request,
            HttpServletResponse response,
            boolean read,
            Links.Link link,
            String token,
            Locale locale)
            throws IOException {
        if (read) {
            write(response, HttpServletResponse.SC_OK, pages.unsubscribe(locale));
            return;
        }
        answers.unsubscribe(link, token);
        boolean machine = "One-Click".equals(request.getParameter("List-Unsubscribe"));
        write(response, HttpServletResponse.SC_OK, machine ? "" : pages.unsubscribed(locale));
    }

    private void feedback(
            HttpServletRequest request,
            HttpServletResponse response,
            boolean read,
            Links.Link link,
            String token,
            Locale locale)
            throws IOException {
        String reason = request.getParameter("reason");
        if (reason == null || !Reasons.ALL.contains(reason)) {
            write(response, HttpServletResponse.SC_OK, pages.reasons(locale));
            return;
        }
        if (read) {
            write(response, HttpServletResponse.SC_OK, pages.words(locale, reason, request.getRequestURI()));
            return;
        }
        String text = request.getParameter("text");
        answers.feedback(link, token, reason, text == null ? "" : text.strip());
        write(response, HttpServletResponse.SC_OK, pages.thanks(locale, reason, text == null));
    }

    /** The language that the mail was written in; else the browser's. */
    private static Locale locale(HttpServletRequest request, @Nullable Lead owner) {
        String tag = owner == null ? null : owner.person().locale();
        return tag == null ? request.getLocale() : Locale.forLanguageTag(tag);
    }

    private static void secure(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Robots-Tag", "noindex");
    }

    static void write(HttpServletResponse response, int status, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private void style(HttpServletResponse response) throws IOException {
        response.setContentType("text/css;charset=UTF-8");
        response.setHeader("Cache-Control", "public, max-age=3600");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(stylesheet.length);
        response.getOutputStream().write(stylesheet);
    }
}
