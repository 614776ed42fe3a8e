package dev.mql.servlet.beacon;

import dev.mql.Mql;
import dev.mql.acquisition.Arrival;
import dev.mql.config.Settings;
import dev.mql.event.Event;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a browser posts: one event, or a batch. A browser may say what it did, never what that is worth or who it is: fields that
 * would say so are unknown. Each event of a batch is taken or refused for itself; a body that has another form is refused whole.
 * Thread-safe.
 */
public final class BeaconEvents {
    private static final int MAX_EVENTS = 100;

    private final Mql mql;
    private final Set<String> declared;
    private final boolean dropUnknown;
    private final Arrival arrival;

    public BeaconEvents(Mql mql) {
        this.mql = mql;
        this.arrival = Arrival.of(mql.config());
        this.declared = Set.copyOf(mql.config().get(Settings.CUSTOM_EVENTS));
        this.dropUnknown = mql.config().get(Settings.UNKNOWN_FIELDS).equals("drop");
    }

    /**
     * What a body held, in its order.
     *
     * @param taken also what follows from those that were accepted
     */
    public record Batch(List<Event> taken, List<Rejected> rejected, int accepted) {}

    /**
     * An event that can not be taken.
     *
     * @param index its place in the batch, from 0
     * @param type what it calls itself; checked by nobody
     * @param url checked by nobody either
     */
    public record Rejected(
            int index,
            Refused why,
            @Nullable String type,
            @Nullable String url) {}

    /** @throws Refused if the body is neither a batch nor an event */
    public Batch read(byte[] body, int length, String visitor) {
        JsonBytes json = new JsonBytes(body, length);
        BeaconEvent alone = new BeaconEvent(dropUnknown);
        List<BeaconEvent> events = null;
        json.enter('{');
        while (json.more('}')) {
            String name = json.name(BeaconEvent.FIELDS);
            if (!name.equals("events")) {
                alone.read(name, json, true);
            } else if (events == null) {
                events = list(json);
            } else {
                throw new Refused(Refusal.DUPLICATE_FIELD, "A field stands twice", name);
            }
        }
        json.finish();
        if (events == null) {
            if (alone.isEmpty()) {
                throw new Refused(Refusal.MALFORMED, "The body is an event, or has a list of events");
            }
            return made(List.of(alone), visitor, alone.sent());
        }
        Refused wrong = alone.wrong();
        if (wrong != null || !alone.isEmpty()) {
            throw wrong != null ? wrong : new Refused(Refusal.UNKNOWN_FIELD, "A batch has the fields sent and events");
        }
        return made(events, visitor, alone.sent());
    }

    private List<BeaconEvent> list(JsonBytes json) {
        List<BeaconEvent> events = new ArrayList<>();
        json.enter('[');
        while (json.more(']')) {
            if (events.size() == MAX_EVENTS) {
                throw new Refused(Refusal.MALFORMED, "A batch has at most " + MAX_EVENTS + " events");
            }
            BeaconEvent event = new BeaconEvent(dropUnknown);
            json.enter('{');
            while (json.more('}')) {
                event.read(json.name(BeaconEvent.FIELDS), json, false);
            }
            events.add(event);
        }
        return events;
    }

    private Batch made(List<BeaconEvent> events, String visitor, @Nullable Long sent) {
        long now = mql.clock().millis();
        long late = sent == null ? 0 : now - sent;
        List<Event> taken = new ArrayList<>(events.size());
        List<Rejected> rejected = List.of();
        for (int i = 0; i < events.size(); i++) {
            BeaconEvent event = events.get(i);
            try {
                Event made = event.made(visitor, now, late, declared);
                if (made == null) {
                    continue;
                }
                taken.add(made);
                Event came = event.arrival(made, arrival);
                if (came != null) {
                    taken.add(came);
                }
                if (event.hasEmail() && made.email() == null) {
                    mql.counters().add("beacon.email_ignored", 1);
                }
            } catch (Refused refused) {
                rejected = rejected.isEmpty() ? new ArrayList<>() : rejected;
                rejected.add(new Rejected(i, refused, event.type(), event.url()));
            }
        }
        return new Batch(taken, rejected, events.size() - rejected.size());
    }
}
