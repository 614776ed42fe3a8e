package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.acquisition.Arrival;
import dev.mql.config.Settings;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.event.Source;
import dev.mql.json.BoundedJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a browser posts. A browser may say what it did, never what that is worth or who it is: fields that would say so are
 * unknown and refused. An address is known but not believed: it is left out and counted. Thread-safe.
 */
final class BeaconEvents {
    private static final int MAX_EVENTS = 100;
    private static final long OLDEST = Duration.ofDays(7).toMillis();
    private static final long AHEAD = Duration.ofMinutes(5).toMillis();
    private static final Set<String> BATCH_FIELDS = Set.of("sent", "events");
    private static final Set<String> EVENT_FIELDS = Set.of("id", "type", "at", "url", "referrer", "props", "email");

    private final BoundedJson json = new BoundedJson(5, 2_000, 512);
    private final Mql mql;
    private final Set<String> declared;
    private final Arrival arrival;

    BeaconEvents(Mql mql) {
        this.mql = mql;
        this.arrival = Arrival.of(mql.config());
        this.declared = Set.copyOf(mql.config().get(Settings.CUSTOM_EVENTS));
    }

    /** @param late milliseconds to add to the browser's times so that they become ours */
    record Batch(List<?> events, long late) {}

    /** @throws Refused if the body is no batch, and no single event either */
    Batch read(byte[] body) {
        if (!(json.read(body, 0, body.length) instanceof Map<?, ?> object)) {
            throw new Refused(Refusal.MALFORMED, "The body is one object");
        }
        if (object.containsKey("type")) {
            return new Batch(List.of(object), 0);
        }
        known(object, BATCH_FIELDS);
        if (!(object.get("events") instanceof List<?> events) || events.size() > MAX_EVENTS) {
            throw new Refused(Refusal.MALFORMED, "events is a list of at most " + MAX_EVENTS);
        }
        Object sent = object.get("sent");
        if (sent != null && !(sent instanceof Long)) {
            throw new Refused(Refusal.BAD_TIME, "sent is a time in milliseconds");
        }
        return new Batch(events, sent instanceof Long time ? mql.clock().millis() - time : 0);
    }

    /** @throws Refused if any event of the batch can not be taken */
    List<Event> events(Batch batch, String visitor) {
        long now = mql.clock().millis();
        List<Event> events = new ArrayList<>(batch.events().size());
        for (Object each : batch.events()) {
            if (!(each instanceof Map<?, ?> fields)) {
                throw new Refused(Refusal.MALFORMED, "An event is an object");
            }
            known(fields, EVENT_FIELDS);
            if (fields.containsKey("email")) {
                mql.counters().add("beacon.email_ignored", 1);
            }
            String referrer = text(fields, "referrer", Refusal.BAD_PROPERTY);
            String url = text(fields, "url", Refusal.BAD_PROPERTY);
            Event event = Event.of(
                    id(fields, now),
                    visitor,
                    type(fields),
                    at(fields, batch.late(), now),
                    Source.BEACON,
                    path(url),
                    props(fields.get("props")));
            events.add(event);
            // Only the first page view of a page that was loaded names the one before.
            Event came = referrer == null || url == null || !event.type().equals(EventType.PAGE_VIEW)
                    ? null
                    : arrival.read(event, query(url), referrer, host(url));
            if (came != null) {
                events.add(came);
            }
        }
        return events;
    }

    private static void known(Map<?, ?> fields, Set<String> allowed) {
        for (Object name : fields.keySet()) {
            if (!allowed.contains(name)) {
                throw new Refused(Refusal.UNKNOWN_FIELD, "A field is unknown; see docs/events.md for those there are");
            }
        }
    }

    private static @Nullable String text(Map<?, ?> fields, String name, Refusal otherwise) {
        Object value = fields.get(name);
        if (value != null && !(value instanceof String)) {
            throw new Refused(otherwise, name + " is a text");
        }
        return (String) value;
    }

    private static EventId id(Map<?, ?> fields, long now) {
        String id = text(fields, "id", Refusal.BAD_ID);
        if (id == null) {
            return EventId.at(now);
        }
        if (id.isEmpty() || id.length() > 64) {
            throw new Refused(Refusal.BAD_ID, "id has 1 to 64 characters");
        }
        return EventId.parse(id);
    }

    private String type(Map<?, ?> fields) {
        String type = text(fields, "type", Refusal.UNKNOWN_TYPE);
        if (type == null || !EventType.accepts(type, Source.BEACON, declared)) {
            throw new Refused(Refusal.UNKNOWN_TYPE, "A type is unknown; declare your own in mql.events.custom");
        }
        return type;
    }

    private static long at(Map<?, ?> fields, long late, long now) {
        Object at = fields.get("at");
        if (at == null) {
            return now;
        }
        if (!(at instanceof Long time)) {
            throw new Refused(Refusal.BAD_TIME, "at is a time in milliseconds");
        }
        long ours = time + late;
        if (ours > now + AHEAD) {
            throw new Refused(Refusal.FUTURE_TIME, "at is in the future");
        }
        if (ours < now - OLDEST) {
            throw new Refused(Refusal.TOO_OLD, "at is more than 7 days ago");
        }
        return Math.min(ours, now);
    }

    /** The path of an address of the web; what comes behind it may be personal and is left out. */
    private static @Nullable String path(@Nullable String url) {
        if (url == null) {
            return null;
        }
        int begin = 0;
        if (url.startsWith("https://") || url.startsWith("http://")) {
            begin = url.indexOf('/', 8);
        }
        if (begin == 0 && (!url.startsWith("/") || url.startsWith("//"))) {
            throw new Refused(Refusal.BAD_PROPERTY, "url is an http or https address, or a path");
        }
        String path = begin < 0 ? "/" : url.substring(begin);
        int end = 0;
        while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
            end++;
        }
        return Texts.plain(path.substring(0, end));
    }

    private static @Nullable String query(String url) {
        int question = url.indexOf('?');
        return question < 0 ? null : url.substring(question + 1).split("#", 2)[0];
    }

    private static @Nullable String host(String url) {
        int scheme = url.indexOf("://");
        return scheme < 0 ? null : url.substring(scheme + 3);
    }

    private static Props props(@Nullable Object given) {
        if (given == null) {
            return Props.NONE;
        }
        if (!(given instanceof Map<?, ?> fields)) {
            throw new Refused(Refusal.BAD_PROPERTY, "props is an object");
        }
        Map<String, Object> values = new HashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                values.put((String) name, value instanceof String text ? Texts.plain(text) : value);
            }
        });
        return Props.of(values);
    }
}
