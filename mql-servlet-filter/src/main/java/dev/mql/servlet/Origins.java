package dev.mql.servlet;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
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
            return site == null;
        }
        return named.contains(origin) || site == null && isHost(origin, request.getHeader("Host"));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        int begin = origin.indexOf("://") + 3;
        return begin > 2 && host != null && origin.substring(begin).equalsIgnoreCase(host);
    }
}
