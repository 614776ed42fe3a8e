package dev.mql.admin.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole response, before anything of it is written. Immutable.
 *
 * @param headers beside those that every response gets
 * @param cookie a {@code Set-Cookie} value
 */
public record Reply(
        int status,
        String type,
        String body,
        Map<String, String> headers,
        @Nullable String cookie) {

    public static Reply of(int status, String type, String body) {
        return new Reply(status, type, body, Map.of(), null);
    }

    public static Reply html(int status, String body) {
        return of(status, "text/html;charset=UTF-8", body);
    }

    public static Reply json(int status, String body) {
        return of(status, "application/json", body);
    }

    /** After a form was acted on: the browser goes on with a GET. */
    public static Reply seeOther(String location) {
        return of(303, "text/plain;charset=UTF-8", "").with("Location", location);
    }

    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, type, body, Map.copyOf(more), cookie);
    }

    public Reply withCookie(String setCookie) {
        return new Reply(status, type, body, headers, setCookie);
    }
}
