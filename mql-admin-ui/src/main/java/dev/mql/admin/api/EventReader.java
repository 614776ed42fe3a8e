package dev.mql.admin.api;

import dev.mql.engine.Models;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Purchase;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.event.Source;
import dev.mql.event.StandIns;
import dev.mql.identity.Addresses;
import dev.mql.identity.Vault;
import dev.mql.identity.Visitors;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes an event of what a server of the shop sends: its own time, its own visitors, believed purchases. Thread-safe. */
final class EventReader {
    private static final Set<String> FIELDS = Set.of("id", "visitor", "email", "type", "time", "url", "props");
    private static final Duration OLDEST = Duration.ofDays(730);
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(5);
    private static final int MAX_ID = 128;

    private final Models models;
    private final StandIns standIns;

    EventReader(Models models, Vault vault) {
        this.models = models;
        this.standIns = new StandIns(vault);
    }

    /** @throws Refused with the reason, if it can not be taken */
    Event read(@Nullable Object json, Instant now) {
        if (!(json instanceof Map<?, ?> fields)) {
            throw new Refused(Refusal.MALFORMED, "an event is a JSON object");
        }
        if (!FIELDS.containsAll(fields.keySet())) {
            throw new Refused(
                    Refusal.UNKNOWN_FIELD, "an event has the fields id, visitor, email, type, time, url, props");
        }
        String type = text(fields, "type", Refusal.UNKNOWN_TYPE);
        if (type == null || !models.accepts(type, Source.API)) {
            throw new Refused(Refusal.UNKNOWN_TYPE, "type must be a known event type");
        }
        long at = time(text(fields, "time", Refusal.BAD_TIME), now);
        String email = address(text(fields, "email", Refusal.BAD_ADDRESS));
        Props props = props(fields.get("props"));
        if (type.equals(EventType.PURCHASE) && props.text(Purchase.ORIGIN) == null) {
            props = props.with(Purchase.ORIGIN, "api"); // a till, a telephone, a renewal: no mail has earned it
        }
        String visitor = visitor(text(fields, "visitor", Refusal.BAD_VISITOR), type, email, props);
        String url = text(fields, "url", Refusal.BAD_PROPERTY);
        if (url != null && url.length() > Event.MAX_URL) {
            throw new Refused(Refusal.BAD_PROPERTY, "url has at most " + Event.MAX_URL + " characters");
        }
        EventId id = StandIns.id(type, props, id(fields, visitor, type, at));
        return Event.of(id, visitor, type, at, Source.API, url, props).withEmail(email);
    }

    /** Without an id of its own an event is known by its contents, so that sending it again does not count it twice. */
    private static EventId id(Map<?, ?> fields, String visitor, String type, long at) {
        String id = text(fields, "id", Refusal.BAD_ID);
        if (id == null) {
            return EventId.parse(visitor + '\n' + type + '\n' + at + '\n' + fields.get("props"));
        }
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw new Refused(Refusal.BAD_ID, "id has 1 to " + MAX_ID + " characters");
        }
        return EventId.parse(id);
    }

    private static long time(@Nullable String text, Instant now) {
        if (text == null) {
            return now.toEpochMilli();
        }
        Instant at;
        try {
            at = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException bad) {
            throw new Refused(Refusal.BAD_TIME, "time must be ISO 8601 with a zone, such as 2026-11-22T10:00:00Z");
        }
        if (at.isAfter(now.plus(CLOCK_ERROR))) {
            throw new Refused(Refusal.FUTURE_TIME, "time lies in the future");
        }
        if (at.isBefore(now.minus(OLDEST))) {
            throw new Refused(Refusal.TOO_OLD, "time lies more than two years back");
        }
        return Math.min(at.toEpochMilli(), now.toEpochMilli());
    }

    private static @Nullable String address(@Nullable String text) {
        String address = text == null ? null : Addresses.normal(text);
        if (text != null && address == null) {
            throw new Refused(Refusal.BAD_ADDRESS, "email must be one plain mail address");
        }
        return address;
    }

    /** Only an order may come with no more than a number: whose it is, the number says. */
    private String visitor(@Nullable String visitor, String type, @Nullable String email, Props props) {
        String id = visitor == null ? standIns.visitor(email, props) : Visitors.id(visitor);
        boolean named = visitor != null || email != null || StandIns.reference(props.text("customer_id")) != null;
        if (id != null && (named || type.equals(EventType.PURCHASE))) {
            return id;
        }
        throw new Refused(
                Refusal.BAD_VISITOR,
                "visitor has 1 to 64 characters of A-Z a-z 0-9 _ -, or there is an email or a customer_id,"
                        + " or with a purchase a transaction_id or a cart_id");
    }

    private static Props props(@Nullable Object props) {
        if (props == null) {
            return Props.NONE;
        }
        if (!(props instanceof Map<?, ?> map)) {
            throw new Refused(Refusal.BAD_PROPERTY, "props is a JSON object");
        }
        Map<String, Object> known = new TreeMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                known.put(String.valueOf(name), value);
            }
        });
        return Props.of(known);
    }

    private static @Nullable String text(Map<?, ?> fields, String name, Refusal otherwise) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new Refused(otherwise, name + " must be a text");
    }
}
