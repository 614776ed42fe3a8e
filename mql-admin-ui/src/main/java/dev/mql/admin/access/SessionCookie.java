package dev.mql.admin.access;

import dev.mql.admin.web.Call;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a session. Over https it carries the {@code __Host-} prefix, so that no other host of the domain can set it; the
 * plain name is for http, that is for a demo on localhost, and means nothing over https.
 */
final class SessionCookie {
    private static final String SECURE_NAME = "__Host-mql_admin";
    private static final String PLAIN_NAME = "mql_admin";

    private final @Nullable URI shop;

    /** @param baseUrl the shop's address; its scheme counts where a proxy ends TLS before us */
    SessionCookie(String baseUrl) {
        shop = baseUrl.isEmpty() ? null : URI.create(baseUrl);
    }

    @Nullable
    String read(Call call) {
        return call.cookie(secure(call) ? SECURE_NAME : PLAIN_NAME);
    }

    String set(Call call, String id) {
        return header(call, id, "");
    }

    String clear(Call call) {
        return header(call, "", "; Max-Age=0");
    }

    private String header(Call call, String value, String more) {
        return secure(call)
                ? SECURE_NAME + '=' + value + "; Path=/; Secure; HttpOnly; SameSite=Strict" + more
                : PLAIN_NAME + '=' + value + "; Path=/; HttpOnly; SameSite=Strict" + more;
    }

    /** Whether the browser talks https, to us or to a proxy in front of us. */
    private boolean secure(Call call) {
        boolean proxied = shop != null
                && "https".equals(shop.getScheme())
                && shop.getAuthority().equalsIgnoreCase(call.header("Host"));
        return proxied || call.request().isSecure();
    }

    /** Whether a form came from a page of ours; a browser that says neither is not believed. */
    boolean fromOurPage(Call call) {
        String site = call.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        String origin = call.header("Origin");
        if (origin == null) {
            return site != null;
        }
        String host = String.valueOf(call.header("Host"));
        boolean shops = shop != null && origin.equalsIgnoreCase(shop.getScheme() + "://" + shop.getAuthority());
        return shops || origin.equalsIgnoreCase(call.request().getScheme() + "://" + host);
    }
}
