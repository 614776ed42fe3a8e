package dev.mql.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Reading the cookies of a request. */
final class Cookies {
    private Cookies() {}

    /**
     * The first cookie of that name, as a browser sends the most specific one first; {@code null} if there is none. Read from the header:
     * a container makes an object of each cookie when it is asked for them.
     */
    static @Nullable String value(HttpServletRequest request, String name) {
        String cookies = all(request);
        int length = name.length();
        for (int at = cookies.indexOf(name); at >= 0; at = cookies.indexOf(name, at + length)) {
            if (at + length < cookies.length() && cookies.charAt(at + length) == '=' && begins(cookies, at)) {
                int end = cookies.indexOf(';', at);
                return unquoted(cookies, at + length + 1, end < 0 ? cookies.length() : end);
            }
        }
        return null;
    }

    private static boolean begins(String cookies, int at) {
        int before = at - 1;
        while (before >= 0 && (cookies.charAt(before) == ' ' || cookies.charAt(before) == '\t')) {
            before--;
        }
        return before < 0 || cookies.charAt(before) == ';';
    }

    private static String unquoted(String cookies, int from, int to) {
        String value = cookies.substring(from, to).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
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
