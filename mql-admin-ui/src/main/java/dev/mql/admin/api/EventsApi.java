package dev.mql.admin.api;

import dev.mql.Mql;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Route;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.ingest.RefusedExample;
import dev.mql.json.BoundedJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes events of the shop's servers. Each is accepted or refused for itself; sending a batch again counts nothing twice. */
final class EventsApi {
    private static final int MAX_BODY = 1024 * 1024;
    private static final int MAX_EVENTS = 1_000;
    private static final String REJECTED = "events.rejected.";
    private static final BoundedJson JSON = new BoundedJson(5, 64_000, 512);

    private final Mql mql;
    private final EventReader reader;

    EventsApi(Mql mql) {
        this.mql = mql;
        this.reader = new EventReader(mql.models(), mql.vault());
    }

    List<Route> routes() {
        return List.of(
                Route.json("POST", "/events", Set.of(), this::take),
                Route.get("/events/refused", Set.of(), Set.of(), this::refused));
    }

    /** What this node has refused: how much of each reason, and what it looked like. */
    private Reply refused(Call call) {
        Map<String, @Nullable Object> counts = JsonText.object();
        mql.counters().all().forEach((name, count) -> {
            if (name.startsWith(REJECTED)) {
                counts.put(name.substring(REJECTED.length()), count);
            }
        });
        List<Object> examples = new ArrayList<>();
        for (RefusedExample each : mql.account().examples()) {
            examples.add(JsonText.object(
                    "at",
                    Instant.ofEpochMilli(each.at()).toString(),
                    "reason",
                    each.reason().word(),
                    "type",
                    each.type(),
                    "field",
                    each.field(),
                    "path",
                    each.path()));
        }
        return Reply.json(200, JsonText.of(JsonText.object("counts", counts, "examples", examples)));
    }

    private Reply take(Call call) {
        List<?> sent = parsed(call.body(MAX_BODY));
        Instant now = mql.clock().instant();
        Set<EventId> seen = new HashSet<>();
        List<Object> rejected = new ArrayList<>();
        int accepted = 0;
        int duplicates = 0;
        for (int i = 0; i < sent.size(); i++) {
            try {
                Event event = reader.read(sent.get(i), now);
                if (!seen.add(event.id())) {
                    duplicates++;
                } else if (mql.sink().offer(event)) {
                    accepted++;
                } else {
                    throw busy();
                }
            } catch (Refused refused) {
                mql.account().refused(refused, now.toEpochMilli(), null, null);
                rejected.add(
                        JsonText.object("index", i, "reason", refused.reason().word()));
            }
        }
        return Reply.json(
                202,
                JsonText.of(JsonText.object("accepted", accepted, "duplicates", duplicates, "rejected", rejected)));
    }

    private List<?> parsed(byte[] body) {
        Object document;
        try {
            document = JSON.read(body, 0, body.length);
        } catch (Refused refused) {
            mql.account().refused(refused.reason(), 1);
            throw new Failure(400, refused.reason().word(), "Bad request", refused.getMessage() + ".");
        }
        if (!(document instanceof List<?> sent)) {
            mql.account().refused(Refusal.MALFORMED, 1);
            throw new Failure(400, "malformed", "Bad request", "The body is a JSON array of events.");
        }
        if (sent.size() > MAX_EVENTS) {
            mql.account().refused(Refusal.TOO_LARGE, sent.size());
            throw new Failure(413, "too_large", "Too many events", "Send at most " + MAX_EVENTS + " events at once.");
        }
        return sent;
    }

    private static Failure busy() {
        return new Failure(
                503,
                "busy",
                "Too many events at once",
                "The queue is full. Send the whole batch again: what was taken counts once.",
                Map.of("Retry-After", "1"));
    }
}
