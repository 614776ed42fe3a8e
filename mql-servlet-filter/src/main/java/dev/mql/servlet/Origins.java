package dev.mql.servlet;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose pages may post events: the shop's own, and those that it names. */
final class Origins {
    private final Set<String> named;

    Origins(Config config) {
        named = new HashSet<>(config.get(Settings.EVENT_ORIGINS));
        String base = config.get(Settings.BASE_URL);
        if (!base.isEmpty()) {
            int path = base.indexOf('/', base.indexOf("://") + 3);
            named.add((path < 0 ? base : base.substring(0, path)).toLowerCase(Locale.ROOT));
        }
    }

    /** Browsers say where a request comes from, and pages can not change it; a program that is no browser says nothing. */
    boolean allow(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        if ("same-origin".equals(site) || "none".equals(site)) {
            return true;
        }
        if (origin == null) {
            return site == null && ownReferer(request);
        }
        return named.contains(origin) || site == null && isHost(origin, request.getHeader("Host"));
    }

    /** Old browsers name no origin, but the page. */
    private boolean ownReferer(HttpServletRequest request) {
        String page = request.getHeader("Referer");
        if (page == null) {
            return true;
        }
        int scheme = page.indexOf("://");
        int path = page.indexOf('/', scheme + 3);
        String origin = path < 0 ? page : page.substring(0, path);
        return named.contains(origin) || isHost(origin, request.getHeader("Host"));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        int begin = origin.indexOf("://") + 3;
        return begin > 2 && host != null && origin.substring(begin).equalsIgnoreCase(host);
    }

    /** Lets the pages that the shop names read what we answer; all others send blindly. */
    void share(HttpServletRequest request, HttpServletResponse response) {
        if (named.isEmpty()) {
            return;
        }
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && named.contains(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
            response.setHeader("Access-Control-Expose-Headers", "Retry-After");
        }
    }

    /** Answers a browser that asks whether a page may post; pages that may not get no answer to that. @return whether it was answered */
    boolean preflight(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (!request.getMethod().equals("OPTIONS")
                || origin == null
                || !named.contains(origin)
                || !"POST".equals(request.getHeader("Access-Control-Request-Method"))) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", "POST");
        response.setHeader("Access-Control-Allow-Headers", "Content-Type");
        response.setHeader("Access-Control-Max-Age", "7200");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return true;
    }
}
