package dev.mql.nurture.pages;

import dev.mql.lead.Lead;
import dev.mql.link.Links;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request behind a mail's link that stands for something.
 *
 * @param read whether it is a GET or HEAD, which changes nothing of anybody
 * @param owner who got the mail; {@code null} if nothing is known of them any more
 * @param locale the language that the mail was written in; else the browser's
 */
record Visit(
        HttpServletRequest request,
        HttpServletResponse response,
        boolean read,
        String token,
        Links.Link link,
        @Nullable Lead owner,
        Locale locale) {

    static Visit of(
            HttpServletRequest request,
            HttpServletResponse response,
            String token,
            Links.Link link,
            @Nullable Lead owner) {
        String tag = owner == null ? null : owner.person().locale();
        Locale locale = tag == null ? request.getLocale() : Locale.forLanguageTag(tag);
        return new Visit(request, response, !request.getMethod().equals("POST"), token, link, owner, locale);
    }

    void show(int status, String page) throws IOException {
        show(response, status, page);
    }

    static void show(HttpServletResponse response, int status, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /**
     * @param status 302 or 303
     * @param to a path of the shop, or an address
     */
    static void redirect(HttpServletRequest request, HttpServletResponse response, int status, String to) {
        response.setStatus(status);
        response.setHeader("Location", to.startsWith("/") ? request.getContextPath() + to : to);
    }
}
