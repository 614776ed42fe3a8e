package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.event.Source;
import dev.mql.servlet.beacon.BeaconEvents;
import dev.mql.servlet.gate.Gate;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the beacon's batches: each event for itself. Whatever happens to our side (a full queue, a store that is away), a shopper's
 * browser gets 204. A body that is not there yet holds no thread where the container can wait without one.
 */
final class EventsEndpoint {
    static final int MAX_BODY = 16 * 1024;
    private static final long MAX_MILLIS = 5_000;

    private final Mql mql;
    private final Gate gate;
    private final Consent consent;
    private final VisitorCookie visitors;
    private final Origins origins;
    private final BeaconEvents parser;
    private final PageViews views;
    private final ConsentNews news;
    private final Alarm alarm;

    EventsEndpoint(Mql mql, Gate gate, Consent consent, VisitorCookie visitors, PageViews views) {
        this.mql = mql;
        this.gate = gate;
        this.consent = consent;
        this.visitors = visitors;
        this.origins = new Origins(mql.config());
        this.parser = new BeaconEvents(mql);
        this.views = views;
        this.news = new ConsentNews(mql, visitors);
        this.alarm = new Alarm(mql.counters());
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        origins.share(request, response);
        if (origins.preflight(request, response)) {
            return;
        }
        Exchange exchange = new Exchange(request, response);
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            exchange.refuse(405, Refusal.MALFORMED, "Events are posted");
        } else if (!origins.allow(request)) {
            exchange.refuse(403, Refusal.CROSS_SITE, "Events are taken from the shop's own pages only");
        } else if (request.getHeader("Content-Encoding") != null || !readable(request.getContentType())) {
            exchange.refuse(415, Refusal.MALFORMED, "A body is application/json or text/plain, without encoding");
        } else {
            exchange.read();
        }
    }

    private static boolean readable(@Nullable String contentType) {
        return contentType != null
                && (contentType.regionMatches(true, 0, "application/json", 0, 16)
                        || contentType.regionMatches(true, 0, "text/plain", 0, 10));
    }

    /** One request and its answer. */
    private final class Exchange implements SlowBody.Then {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final EventsAnswer answer;

        Exchange(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
            this.answer = new EventsAnswer(response);
        }

        void read() throws IOException {
            long announced = request.getContentLengthLong();
            if (announced > MAX_BODY) {
                tooLarge();
                return;
            }
            ServletInputStream in = request.getInputStream();
            byte[] body = new byte[announced < 0 ? 0 : (int) announced];
            int length = here(in, body);
            if (length < 0) {
                broken();
            } else if (announced >= 0 && length == body.length) {
                complete(body, length);
            } else if (request.isAsyncSupported() && !request.isAsyncStarted()) {
                new SlowBody(request.startAsync(request, response), in, body, length, MAX_BODY, this).read(MAX_MILLIS);
            } else {
                wait(in, body, length);
            }
        }

        /** Reads what is there already. @return how much; less than 0 if the other side is gone */
        private static int here(ServletInputStream in, byte[] body) {
            int length = 0;
            try {
                while (length < body.length && in.available() > 0) {
                    int count = in.read(body, length, body.length - length);
                    if (count < 0) {
                        break;
                    }
                    length += count;
                }
                return length;
            } catch (IOException gone) {
                return -1;
            }
        }

        /** For shops whose filters before ours do not let a request wait without a thread. */
        private void wait(ServletInputStream in, byte[] begun, int read) throws IOException {
            byte[] body = begun.length == 0 ? new byte[MAX_BODY + 1] : begun;
            int length = read;
            long until = mql.clock().millis() + MAX_MILLIS;
            boolean late = false;
            try {
                for (int count = 0; count >= 0 && length < body.length && !late; length += Math.max(0, count)) {
                    count = in.read(body, length, body.length - length);
                    late = mql.clock().millis() > until;
                }
            } catch (SocketTimeoutException slow) {
                late = true;
            } catch (IOException gone) {
                broken();
                return;
            }
            if (late) {
                tooSlow();
            } else if (length > MAX_BODY) {
                tooLarge();
            } else {
                complete(body, length);
            }
        }

        @Override
        public void complete(byte[] body, int length) throws IOException {
            try {
                take(body, length);
                alarm.worked();
            } catch (Refused refused) {
                mql.account().refused(refused, mql.clock().millis(), null, null);
                answer.problem(400, refused.reason(), String.valueOf(refused.getMessage()));
            } catch (RuntimeException ours) {
                alarm.failed("Taking events", ours);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
        }

        @Override
        public void tooLarge() throws IOException {
            response.setHeader("Connection", "close");
            refuse(413, Refusal.TOO_LARGE, "A body has at most " + MAX_BODY + " bytes");
            // At once, though the container may go on to read what it was promised.
            response.flushBuffer();
        }

        @Override
        public void tooSlow() throws IOException {
            response.setHeader("Connection", "close");
            refuse(408, Refusal.TOO_SLOW, "A body is here within " + MAX_MILLIS / 1_000 + " s");
            response.flushBuffer();
        }

        @Override
        public void broken() {
            mql.account().refused(Refusal.MALFORMED, 1);
        }

        private void take(byte[] body, int length) throws IOException {
            VisitorCookie.Visitor known = visitors.read(request);
            String visitor = known != null ? known.id() : visitors.fresh();
            BeaconEvents.Batch batch = parser.read(body, length, visitor);
            long now = mql.clock().millis();
            for (BeaconEvents.Rejected each : batch.rejected()) {
                mql.account().refused(each.why(), now, each.type(), each.url());
            }
            if (batch.taken().isEmpty() && !batch.rejected().isEmpty()) {
                Refused why = batch.rejected().get(0).why();
                answer.problem(400, why.reason(), String.valueOf(why.getMessage()));
                return;
            }
            List<Event> counting = counting(batch.taken(), known, visitor);
            Gate.Over over =
                    counting.isEmpty() ? null : gate.over(request, known == null ? null : visitor, counting.size());
            if (over != null) {
                mql.account().refused(over.reason(), counting.size());
                consented(withdrawals(counting), known, visitor);
                response.setHeader("Retry-After", Long.toString(over.seconds()));
                answer.problem(429, over.reason(), "Too many events; they may be sent again later");
                return;
            }
            consented(counting, known, visitor);
            if (batch.rejected().isEmpty()) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            } else {
                answer.partly(batch);
            }
        }

        /** What is a person's; of a machine nothing but that it takes consent back, since it might be a person after all. */
        private List<Event> counting(List<Event> events, VisitorCookie.@Nullable Visitor known, String visitor) {
            Refusal machine = gate.machine(request);
            for (int i = 0; known != null && machine == null && i < events.size(); i++) {
                Event event = events.get(i);
                machine = event.type().equals(EventType.PAGE_VIEW)
                        ? gate.view(visitor, String.valueOf(event.url()))
                        : gate.machine(visitor);
            }
            if (machine == null) {
                return events;
            }
            List<Event> kept = withdrawals(events);
            mql.account().refused(machine, events.size() - kept.size());
            return kept;
        }

        private static List<Event> withdrawals(List<Event> events) {
            return events.stream()
                    .filter(event -> event.type().equals(EventType.CONSENT_WITHDRAWN))
                    .toList();
        }

        private void consented(List<Event> events, VisitorCookie.@Nullable Visitor known, String visitor) {
            Consent.Choice choice = consent.of(request);
            List<Event> taken = new ArrayList<>(events.size());
            for (Event event : events) {
                if (may(event, known, choice)) {
                    taken.add(event);
                }
            }
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
            views.join(taken).forEach(mql::track);
            Event click = choice.allows(EventType.EMAIL_CLICK)
                    ? HumanProof.of(taken, request, visitor, mql.clock().millis())
                    : null;
            if (click != null) {
                mql.track(click);
            }
        }

        private void refuse(int status, Refusal reason, String title) throws IOException {
            mql.account().refused(reason, 1);
            answer.problem(status, reason, title);
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
}
