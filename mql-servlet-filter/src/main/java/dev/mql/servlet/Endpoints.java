package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What a shopper's browser asks of us: the beacon, and a place for its events. Other addresses under our path belong to others. */
final class Endpoints {
    private final String base;
    private final String beaconPath;
    private final String eventsPath;
    private final BeaconScript beacon;
    private final EventsEndpoint events;

    Endpoints(Mql mql, Gate gate, Consent consent, VisitorCookie visitors, String contextPath) {
        this.base = contextPath + mql.config().get(Settings.BASE_PATH) + '/';
        this.beaconPath = base + "beacon.js";
        this.eventsPath = base + "events";
        this.beacon = BeaconScript.of(eventsPath, consent);
        this.events = new EventsEndpoint(mql, gate, consent, visitors);
    }

    /** Whether the address is under our path, and so no part of what shoppers do in the shop. */
    boolean owns(HttpServletRequest request) {
        return request.getRequestURI().startsWith(base);
    }

    /** @return whether the request was answered here */
    boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (path.equals(eventsPath)) {
            events.answer(request, response);
            return true;
        }
        if (path.equals(beaconPath)) {
            serve(request, response);
            return true;
        }
        return false;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean get = request.getMethod().equals("GET");
        if (!get && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        response.setHeader("ETag", beacon.etag());
        response.setHeader("Cache-Control", "public, max-age=600, must-revalidate");
        response.setHeader("X-Content-Type-Options", "nosniff");
        String known = request.getHeader("If-None-Match");
        if (known != null && (known.contains(beacon.etag()) || known.equals("*"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("text/javascript;charset=utf-8");
        response.setContentLength(beacon.length());
        if (get) {
            response.getOutputStream().write(beacon.bytes());
        }
    }
}
