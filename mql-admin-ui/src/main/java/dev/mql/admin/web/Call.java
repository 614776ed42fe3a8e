package dev.mql.admin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One request on its route, its parameters checked by name and number. For one thread. */
public final class Call {
    static final String CSRF = "csrf";
    private static final int MAX_FORM = 64 * 1024;

    private final HttpServletRequest request;
    private final Route route;
    private final Map<String, String> path;
    private @Nullable Map<String, String> parameters;
    private @Nullable User user;

    Call(HttpServletRequest request, Route route, Map<String, String> path) {
        this.request = request;
        this.route = route;
        this.path = path;
    }

    private Map<String, String> read() {
        if (route.takesJson()) {
            if (!isJson(request)) {
                throw new Failure(
                        415,
                        "not_json",
                        "Unsupported media type",
                        "Send the body with Content-Type: application/json.");
            }
            if (request.getQueryString() != null) {
                throw Failure.badParameter();
            }
            return Map.of();
        }
        if (request.getContentLengthLong() > Math.max(MAX_FORM, 3L * route.longest())) {
            throw new Failure(413, "too_large", "Too large", "A form of these pages is never that large.");
        }
        if (route.method().equals("POST") && !isForm(request)) {
            throw new Failure(
                    415, "not_a_form", "Unsupported media type", "Files are not taken here, only what is typed.");
        }
        try {
            request.setCharacterEncoding("UTF-8");
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("every Java has UTF-8", impossible);
        }
        Map<String, String> read = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!route.parameters().test(name) || values.length != 1 || values[0].length() > route.longest()) {
                throw Failure.badParameter();
            }
            read.put(name, values[0]);
        });
        return read;
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    public Route route() {
        return route;
    }

    /** A named segment of the path. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not in " + route.pattern());
        }
        return value;
    }

    /** A query or form parameter; empty where it is missing. */
    public String parameter(String name) {
        return parameters().getOrDefault(name, "");
    }

    /**
     * All of them.
     *
     * @throws Failure if one is unknown to the route, stands twice or is too long
     */
    public Map<String, String> parameters() {
        if (parameters == null) {
            parameters = read();
        }
        return parameters;
    }

    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    public @Nullable String cookie(String name) {
        if (request.getCookies() != null) {
            for (var cookie : request.getCookies()) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    /** The path of the site's root as the browser sees it. */
    public String base() {
        return request.getContextPath() + request.getServletPath();
    }

    /** The path below the site's root. */
    public String place() {
        return request.getPathInfo() == null ? "" : request.getPathInfo();
    }

    /** The raw request, for doors. */
    public HttpServletRequest request() {
        return request;
    }

    /** The body, if it is not longer than allowed. */
    public byte[] body(int limit) {
        try (InputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes(limit + 1);
            if (body.length > limit) {
                throw new Failure(413, "too_large", "Too large", "The body is longer than " + limit + " bytes.");
            }
            return body;
        } catch (IOException broken) {
            throw new Failure(400, "malformed", "Bad request", "The body ended too early.");
        }
    }

    public void enter(User whoAsks) {
        user = whoAsks;
    }

    /** Who is asking; {@code null} on open routes. */
    public @Nullable User visitor() {
        return user;
    }

    /** Who is asking, on routes that need a role. */
    public User user() {
        if (user == null) {
            throw new IllegalStateException("no user on " + route.pattern());
        }
        return user;
    }
}
