package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.event.Source;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the beacon's batches. A batch is taken as a whole or refused as a whole; whatever happens to our side (a full queue, a store
 * that is away), a shopper's browser gets 204.
 */
final class EventsEndpoint {
    static final int MAX_BODY = 16 * 1024;

    private final Mql mql;
    private final Gate gate;
    private final Consent consent;
    private final VisitorCookie visitors;
    private final Origins origins;
    private final BeaconEvents parser;
    private final ConsentNews news;
    private final Alarm alarm;

    EventsEndpoint(Mql mql, Gate gate, Consent consent, VisitorCookie visitors) {
        this.mql = mql;
        this.gate = gate;
        this.consent = consent;
        this.visitors = visitors;
        this.origins = new Origins(mql.config());
        this.parser = new BeaconEvents(mql);
        this.news = new ConsentNews(mql, visitors);
        this.alarm = new Alarm(mql.counters());
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            problem(response, 405, Refusal.MALFORMED, "Events are posted");
            return;
        }
        try {
            take(request, response);
            alarm.worked();
        } catch (RuntimeException ours) {
            alarm.failed("Taking events", ours);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!origins.allow(request)) {
            refuse(response, 403, Refusal.CROSS_SITE, 1, "Events are taken from the shop's own pages only");
            return;
        }
        if (request.getHeader("Content-Encoding") != null || !readable(request.getContentType())) {
            refuse(response, 415, Refusal.MALFORMED, 1, "A body is application/json or text/plain, without encoding");
            return;
        }
        byte[] body = body(request);
        if (body == null) {
            response.setHeader("Connection", "close");
            refuse(response, 413, Refusal.TOO_LARGE, 1, "A body has at most " + MAX_BODY + " bytes");
            // At once, though the container may go on to read what it was promised.
            response.flushBuffer();
            return;
        }
        int count = 1;
        try {
            BeaconEvents.Batch batch = parser.read(body);
            count = batch.events().size();
            take(batch, request, response);
        } catch (Refused refused) {
            refuse(response, 400, refused.reason(), count, String.valueOf(refused.getMessage()));
        }
    }

    private void take(BeaconEvents.Batch batch, HttpServletRequest request, HttpServletResponse response) {
        VisitorCookie.Visitor known = visitors.read(request);
        String visitor = known != null ? known.id() : visitors.fresh();
        List<Event> events = parser.events(batch, visitor);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        Refusal machine = gate.machine(request);
        if (machine != null) {
            mql.account().refused(machine, events.size());
            return;
        }
        Consent.Choice choice = consent.of(request);
        List<Event> taken =
                events.stream().filter(event -> may(event, known, choice)).toList();
        if (taken.size() < events.size()) {
            mql.account().refused(Refusal.NO_CONSENT, events.size() - taken.size());
        }
        ConsentNews.Page page = new ConsentNews.Page(
                Source.BEACON, events.isEmpty() ? null : events.get(0).url());
        if (known != null) {
            news.tell(known, choice, page, request, response);
        } else if (!taken.isEmpty()) {
            news.welcome(visitor, choice, page, request, response);
        }
        taken.forEach(mql::track);
        Event click = choice.allows(EventType.EMAIL_CLICK)
                ? HumanProof.of(taken, request, visitor, mql.clock().millis())
                : null;
        if (click != null) {
            mql.track(click);
        }
    }

    /** A browser takes back for itself what it likes, and agrees to no more than what the shop's cookie says. */
    private static boolean may(Event event, VisitorCookie.@Nullable Visitor known, Consent.Choice choice) {
        return switch (event.type()) {
            case EventType.CONSENT_WITHDRAWN -> known != null;
            case EventType.CONSENT_GRANTED ->
                choice.agreed().containsAll(ConsentNews.purposes(event)) && choice.tracked();
            default -> choice.allows(event.type());
        };
    }

    private static boolean readable(@Nullable String contentType) {
        return contentType != null
                && (contentType.regionMatches(true, 0, "application/json", 0, 16)
                        || contentType.regionMatches(true, 0, "text/plain", 0, 10));
    }

    /** @return {@code null} if it is too large; the rest is not read then */
    private static byte @Nullable [] body(HttpServletRequest request) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > MAX_BODY) {
            return null;
        }
        byte[] body = new byte[announced < 0 ? MAX_BODY + 1 : (int) announced];
        InputStream in = request.getInputStream();
        int length = in.readNBytes(body, 0, body.length);
        return length > MAX_BODY ? null : length == body.length ? body : Arrays.copyOf(body, length);
    }

    private void refuse(HttpServletResponse response, int status, Refusal reason, int count, String title)
            throws IOException {
        mql.account().refused(reason, count);
        problem(response, status, reason, title);
    }

    /** RFC 9457. Title and reason are our own words: nothing of what came in goes out again. */
    private static void problem(HttpServletResponse response, int status, Refusal reason, String title)
            throws IOException {
        byte[] body = ("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"reason\":\""
                        + reason.word() + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
