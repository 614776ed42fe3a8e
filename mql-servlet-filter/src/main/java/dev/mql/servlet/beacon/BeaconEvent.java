package dev.mql.servlet.beacon;

import dev.mql.acquisition.Arrival;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.event.Source;
import dev.mql.event.Texts;
import dev.mql.identity.Addresses;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One event as it is read. What is wrong with it is kept until all of it was read, since others may stand behind it. For one thread. */
final class BeaconEvent {
    /** All fields that a body may have. */
    static final String[] FIELDS = {"id", "type", "at", "url", "props", "referrer", "email", "sent", "events"};

    private static final List<String> NAMES = List.of(FIELDS);
    private static final int SENT = 1 << NAMES.indexOf("sent");
    private static final long OLDEST = Duration.ofDays(7).toMillis();
    private static final long AHEAD = Duration.ofMinutes(5).toMillis();

    private final boolean dropUnknown;
    private final Map<String, Object> props = new HashMap<>();
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String url;
    private @Nullable String referrer;
    private @Nullable Long at;
    private @Nullable Long sent;
    private boolean email;
    private @Nullable String claim;
    /** A bit for each field that was there. */
    private int seen;

    private @Nullable Refused wrong;

    /** @param dropUnknown whether a field that we do not know is passed over */
    BeaconEvent(boolean dropUnknown) {
        this.dropUnknown = dropUnknown;
    }

    @Nullable
    String type() {
        return type;
    }

    @Nullable
    String url() {
        return url;
    }

    boolean hasEmail() {
        return email;
    }

    /** The time at which the browser says that it posted this, by its own clock. */
    @Nullable
    Long sent() {
        return sent;
    }

    /** Whether nothing but that time was there. */
    boolean isEmpty() {
        return (seen & ~SENT) == 0;
    }

    @Nullable
    Refused wrong() {
        return wrong;
    }

    private void wrong(Refusal reason, String sentence, String field) {
        if (wrong == null) {
            wrong = new Refused(reason, sentence, field);
        }
    }

    /**
     * Reads the value of a field.
     *
     * @param alone whether the event is the whole body
     */
    void read(String name, JsonBytes json, boolean alone) {
        int index = NAMES.indexOf(name);
        int bit = 1 << index;
        if (index < 0 || !alone && bit >= SENT) {
            if (!dropUnknown) {
                seen |= 1 << 31;
                wrong(Refusal.UNKNOWN_FIELD, "A field is unknown; see docs/events.md for those there are", name);
            }
            json.skip();
            return;
        }
        if ((seen & bit) != 0) {
            wrong(Refusal.DUPLICATE_FIELD, "A field stands twice", name);
        }
        seen |= bit;
        switch (name) {
            case "id" -> id = text(name, json, Refusal.BAD_ID);
            case "type" -> type = text(name, json, Refusal.UNKNOWN_TYPE);
            case "url" -> url = Shorthand.routed(text(name, json, Refusal.BAD_PROPERTY));
            case "referrer" -> referrer = text(name, json, Refusal.BAD_PROPERTY);
            case "at" -> at = time(name, json);
            case "sent" -> sent = time(name, json);
            case "props" -> props(json);
            default -> {
                email = true; // known but not believed
                if (json.next() == '"') {
                    claim = json.text();
                } else {
                    json.skip();
                }
            }
        }
    }

    private @Nullable String text(String name, JsonBytes json, Refusal otherwise) {
        Object value = value(name, json);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        wrong(otherwise, name + " is a text", name);
        return null;
    }

    private @Nullable Long time(String name, JsonBytes json) {
        Object value = value(name, json);
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        wrong(Refusal.BAD_TIME, name + " is a time in milliseconds", name);
        return null;
    }

    private void props(JsonBytes json) {
        if (json.next() == 'n') {
            json.word();
            return;
        }
        if (json.next() != '{') {
            wrong(Refusal.BAD_PROPERTY, "props is an object", "props");
            json.skip();
            return;
        }
        json.enter('{');
        while (json.more('}')) {
            String name = json.name();
            if (name.isEmpty() || name.length() > Props.MAX_NAME || props.size() >= Props.MAX_COUNT) {
                wrong(
                        Refusal.BAD_PROPERTY,
                        "There are at most " + Props.MAX_COUNT + " properties, with names of 1 to " + Props.MAX_NAME,
                        "props");
                json.skip();
                continue;
            }
            Object value = value(name, json);
            if (value != null && props.put(name, value instanceof String text ? Texts.plain(text) : value) != null) {
                wrong(Refusal.DUPLICATE_FIELD, "A property stands twice", name);
            }
        }
    }

    /** A text, number or boolean; {@code null} where there is none, or none that can be taken. */
    private @Nullable Object value(String name, JsonBytes json) {
        switch (json.next()) {
            case '"' -> {
                String text = json.text();
                if (text.length() <= Props.MAX_TEXT) {
                    return text;
                }
                wrong(Refusal.BAD_PROPERTY, "A text has at most " + Props.MAX_TEXT + " characters", name);
            }
            case '{', '[' -> {
                wrong(Refusal.BAD_PROPERTY, "A property is a text, a number or a boolean", name);
                json.skip();
            }
            case 't', 'f' -> {
                return json.word().equals("true");
            }
            case 'n' -> json.word();
            default -> {
                Number number = json.number();
                if (number != null) {
                    return number;
                }
                wrong(Refusal.BAD_PROPERTY, "A number has at most " + JsonBytes.MAX_DIGITS + " digits", name);
            }
        }
        return null;
    }

    /**
     * The event; {@code null} if it says nothing that counts, see {@link Shorthand}.
     *
     * @param now our time, milliseconds since 1970 UTC
     * @param late what to add to the browser's times so that they become ours, in milliseconds
     * @throws Refused if it can not be taken
     */
    @Nullable
    Event made(String visitor, long now, long late, Set<String> declared) {
        if (wrong != null) {
            throw wrong;
        }
        if (type == null || !EventType.accepts(type, Source.BEACON, declared)) {
            throw new Refused(Refusal.UNKNOWN_TYPE, "A type is unknown; declare your own in mql.events.custom", "type");
        }
        if (id != null && (id.isEmpty() || id.length() > 64)) {
            throw new Refused(Refusal.BAD_ID, "id has 1 to 64 characters", "id");
        }
        Shorthand.Said said = Shorthand.spelledOut(type, Props.of(props), url);
        if (said == null) {
            return null;
        }
        boolean says = type.equals(EventType.IDENTIFY);
        return Event.of(
                        id == null ? EventId.at(now) : EventId.parse(id),
                        visitor,
                        said.type(),
                        at == null ? now : ours(at + late, now),
                        Source.BEACON,
                        url == null ? null : path(url),
                        says ? Props.NONE : said.props())
                .withEmail(says ? claimed() : null);
    }

    /** Somebody's word for who they are, which joins nothing and is mailed nothing. */
    private String claimed() {
        String address = claim == null ? null : Addresses.normal(claim);
        if (address == null) {
            throw new Refused(Refusal.BAD_PROPERTY, "identify takes an object with a mail address in email", "email");
        }
        return address;
    }

    /** How its visitor came to the shop, if the event tells: only the first page view of a page that was loaded names the one before. */
    @Nullable
    Event arrival(Event made, Arrival arrival) {
        if (referrer == null || url == null || !made.type().equals(EventType.PAGE_VIEW)) {
            return null;
        }
        int question = url.indexOf('?');
        int fragment = url.indexOf('#');
        String query = question < 0 || fragment >= 0 && fragment < question
                ? null
                : url.substring(question + 1, fragment < 0 ? url.length() : fragment);
        int scheme = url.indexOf("://");
        return arrival.read(made, query, referrer, scheme < 0 ? null : url.substring(scheme + 3));
    }

    private static long ours(long at, long now) {
        if (at > now + AHEAD) {
            throw new Refused(Refusal.FUTURE_TIME, "at is in the future", "at");
        }
        if (at < now - OLDEST) {
            throw new Refused(Refusal.TOO_OLD, "at is more than 7 days ago", "at");
        }
        return Math.min(at, now);
    }

    /** The path of an address of the web; what comes behind it may be personal and is left out. */
    private static String path(String url) {
        int begin = 0;
        if (url.startsWith("https://") || url.startsWith("http://")) {
            begin = url.indexOf('/', 8);
        }
        if (begin == 0 && (!url.startsWith("/") || url.startsWith("//"))) {
            throw new Refused(Refusal.BAD_PROPERTY, "url is an http or https address, or a path", "url");
        }
        String path = begin < 0 ? "/" : url.substring(begin);
        int end = 0;
        while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
            end++;
        }
        return Texts.plain(path.substring(0, end));
    }
}
