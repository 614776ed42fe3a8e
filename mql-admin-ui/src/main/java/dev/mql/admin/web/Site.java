package dev.mql.admin.web;

import dev.mql.store.StoreException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a table of routes behind a door. What is not in the table does not exist; what fails is told in words of ours. Every
 * response of the admin pages and of the API gets its headers here and nowhere else.
 */
public final class Site extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    private final transient List<Route> routes;
    private final transient Door door;

    public Site(List<Route> routes, Door door) {
        this.routes = List.copyOf(routes);
        this.door = door;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String base = request.getContextPath() + request.getServletPath();
        Reply reply;
        try {
            reply = answer(request);
        } catch (Failure failure) {
            reply = told(failure, base);
        } catch (StoreException away) {
            LOG.warn("Admin: the store did not answer: {}", away.getMessage());
            reply = told(
                    new Failure(
                            503,
                            "store_away",
                            "Leads can not be reached right now",
                            "The store does not answer. Nothing was saved; try again in a moment.",
                            Map.of("Retry-After", "5")),
                    base);
        } catch (RuntimeException ours) {
            LOG.error("Admin: a page failed", ours);
            reply = told(
                    new Failure(
                            500,
                            "internal",
                            "This page failed",
                            "It is our fault and it is in the log. Nothing was half-saved."),
                    base);
        }
        write(request, response, reply);
    }

    private Reply told(Failure failure, String base) {
        Reply reply = door.tell(failure, base);
        for (var header : failure.headers().entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    private Reply answer(HttpServletRequest request) {
        if (!door.open()) {
            return Reply.of(404, "text/plain;charset=UTF-8", "Not found");
        }
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> values = route.match(path);
            if (values != null) {
                if (route.method().equals(method)) {
                    return enter(request, route, values);
                }
                allowed.add(route.method());
            }
        }
        throw allowed.isEmpty() ? Failure.notFound() : notAllowed(allowed);
    }

    private Reply enter(HttpServletRequest request, Route route, Map<String, String> values) {
        if (overridesMethod(request)) {
            throw notAllowed(Set.of(route.method()));
        }
        Call call = new Call(request, route, values);
        Reply refused = door.refuse(call);
        if (refused != null) {
            return refused;
        }
        call.parameters();
        return route.handler().handle(call);
    }

    private static boolean overridesMethod(HttpServletRequest request) {
        @Nullable String query = request.getQueryString();
        return request.getHeader("X-HTTP-Method-Override") != null || (query != null && query.contains("_method"));
    }

    private static Failure notAllowed(Set<String> allowed) {
        return new Failure(
                405,
                "method_not_allowed",
                "Not this way",
                "This address can not be used with that method.",
                Map.of("Allow", String.join(", ", allowed)));
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, Reply reply)
            throws IOException {
        response.setStatus(reply.status());
        response.setHeader(Policy.HEADER, Policy.USUAL);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        // Not "no-referrer": with it browsers send "Origin: null" on our own forms.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        reply.headers().forEach(response::setHeader);
        if (reply.cookie() != null) {
            response.addHeader("Set-Cookie", reply.cookie());
        }
        if (reply.status() != 304) {
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            response.setContentType(reply.type());
            response.setContentLength(body.length);
            if (!request.getMethod().equals("HEAD")) {
                response.getOutputStream().write(body);
            }
        }
    }
}
