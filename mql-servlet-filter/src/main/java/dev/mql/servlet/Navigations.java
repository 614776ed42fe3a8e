package dev.mql.servlet;

import dev.mql.servlet.rule.PathTrie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Which requests show a page to a shopper, and which of these pages are kept by caches for everybody. */
final class Navigations {
    private static final int REMEMBERED = 1_024;

    /** Hashes of first path segments under which answers are for everybody; a cookie in one would be handed to others. */
    private final AtomicIntegerArray forEverybody = new AtomicIntegerArray(REMEMBERED);

    /** A browser asks for a page to show it, now or in advance: not for a part of a page. */
    static boolean is(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        if (accept == null || !accept.startsWith("text/html")) {
            return false;
        }
        String mode = request.getHeader("Sec-Fetch-Mode");
        if (mode != null && !mode.equals("navigate")) {
            return false;
        }
        String place = request.getHeader("Sec-Fetch-Dest");
        return place == null || place.equals("document");
    }

    /** Whether the shop answered with a page. */
    static boolean shown(HttpServletResponse response) {
        int status = response.getStatus();
        String type = response.getContentType();
        return status >= 200 && status < 300 && type != null && type.startsWith("text/html");
    }

    /** Whether pages like the one at this path were for everybody. */
    boolean forEverybody(String path, int from) {
        int hash = kind(path, from);
        return forEverybody.get(hash & REMEMBERED - 1) == hash;
    }

    /**
     * Learns from a finished answer whether pages like it are for everybody, and then takes our cookie out of it again if it is not on
     * its way yet. Only the first such answer since the start can be on its way, and shared caches do not keep one with a cookie.
     *
     * @return whether it is for everybody
     */
    boolean learn(String path, int from, HttpServletResponse response) {
        String caching = response.getHeader("Cache-Control");
        if (caching == null || !caching.contains("public") && !caching.contains("s-maxage")) {
            return false;
        }
        int hash = kind(path, from);
        forEverybody.set(hash & REMEMBERED - 1, hash);
        if (!response.isCommitted()) {
            withoutOurCookie(response);
        }
        return true;
    }

    private static int kind(String path, int from) {
        int begin = PathTrie.segmentStart(path, from);
        return PathTrie.hash(path, begin, PathTrie.segmentEnd(path, begin)) | 1;
    }

    private static void withoutOurCookie(HttpServletResponse response) {
        var others = response.getHeaders("Set-Cookie").stream()
                .filter(cookie -> !cookie.startsWith(VisitorCookie.NAME + '='))
                .toList();
        // To take a header away altogether is only possible from Servlet 6.1 on; before, this call does nothing.
        response.setHeader("Set-Cookie", others.isEmpty() ? null : others.get(0));
        others.stream().skip(1).forEach(cookie -> response.addHeader("Set-Cookie", cookie));
    }
}
