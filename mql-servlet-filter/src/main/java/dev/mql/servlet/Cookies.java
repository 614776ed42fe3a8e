package dev.mql.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Reading the cookies of a request. */
final class Cookies {
    private Cookies() {}

    /** The first cookie of that name, as a browser sends the most specific one first; {@code null} if there is none. */
    static @Nullable String value(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    /**
     * All cookies as they were sent, with {@code "; "} between: also those that the container leaves out because their values hold
     * what the standard does not allow, as those of consent tools do.
     */
    static String all(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders("Cookie");
        if (headers == null || !headers.hasMoreElements()) {
            return "";
        }
        String first = headers.nextElement();
        if (!headers.hasMoreElements()) {
            return first;
        }
        StringBuilder all = new StringBuilder(first);
        while (headers.hasMoreElements()) {
            all.append("; ").append(headers.nextElement());
        }
        return all.toString();
    }
}
