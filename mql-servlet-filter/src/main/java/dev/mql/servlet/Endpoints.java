package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.config.Settings;
import dev.mql.servlet.gate.Gate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** What a shopper's browser asks of us: the beacon, and a place for its events. Other addresses under our path belong to others. */
final class Endpoints {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String FOR_A_WHILE = "public, max-age=600, must-revalidate";
    private static final Pattern ANY_VERSION = Pattern.compile("beacon(\\.[A-Za-z0-9_-]*)?\\.js");

    private final String base;
    private final String eventsPath;
    private final String debugPath;
    private final Script script;
    private final Script debug;
    private final Beacon beacon;
    private final EventsEndpoint events;

    Endpoints(Mql mql, Gate gate, Consent consent, VisitorCookie visitors, PageViews views, String contextPath) {
        this.base = contextPath + mql.config().get(Settings.BASE_PATH) + '/';
        this.eventsPath = base + "events";
        this.debugPath = base + "beacon-debug.js";
        this.script = BeaconScript.of(base, consent);
        this.debug = new Script(Script.source("beacon-debug.js"));
        this.beacon = new Beacon(base + "beacon." + script.version() + ".js", script.integrity());
        this.events = new EventsEndpoint(mql, gate, consent, visitors, views);
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
        if (path.equals(beacon.getSrc())) {
            script.answer(request, response, FOR_EVER);
            return true;
        }
        // A page that was made by another version of the shop gets what there is, and asks again soon.
        if (path.length() <= beacon.getSrc().length()
                && ANY_VERSION.matcher(path.substring(base.length())).matches()) {
            script.answer(request, response, FOR_A_WHILE);
            return true;
        }
        if (path.equals(debugPath)) {
            debug.answer(request, response, FOR_A_WHILE);
            return true;
        }
        return false;
    }

    /** How pages name the script. */
    Beacon beacon() {
        return beacon;
    }
}
