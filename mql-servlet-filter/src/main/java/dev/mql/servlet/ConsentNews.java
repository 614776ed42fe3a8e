package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.config.Settings;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Purpose;
import dev.mql.event.Source;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells leads what their owners agree to and take back. It keeps nothing: the visitor cookie says what was told, so each change is told
 * once, and again if there was no room for it. Thread-safe; waits for nothing.
 */
final class ConsentNews {
    /** Names of the events' properties. */
    private static final String PURPOSES = "purposes";

    private static final String WORDING = "wording";

    private final Mql mql;
    private final VisitorCookie visitors;
    private final String wording;

    /** Where somebody was seen to have chosen. */
    record Page(Source source, @Nullable String url) {}

    ConsentNews(Mql mql, VisitorCookie visitors) {
        this.mql = mql;
        this.visitors = visitors;
        this.wording = mql.config().get(Settings.CONSENT_WORDING);
    }

    /** Gives a browser the cookie of a fresh visitor; the answer must not be on its way yet. */
    void welcome(
            String visitor,
            Consent.Choice choice,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        VisitorCookie.Visitor fresh = new VisitorCookie.Visitor(visitor);
        VisitorCookie.Visitor agreed = fresh.telling(choice.agreed());
        boolean told = choice.said() && told(EventType.CONSENT_GRANTED, agreed, choice.agreed(), page);
        visitors.give(told ? agreed : fresh, request, response);
    }

    /**
     * Tells what has changed since the visitor's cookie was given. Who agrees to nothing loses the cookie; so does one whose choice the
     * browser has forgotten, which takes nothing back.
     */
    void tell(
            VisitorCookie.Visitor known,
            Consent.Choice choice,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Set<Purpose> agreed = choice.agreed();
        if (!choice.said() && !choice.tracked()) {
            visitors.clear(request, response);
            return;
        }
        if (!choice.said() || choice.tracked() && agreed.equals(known.told())) {
            if (known.aged()) {
                visitors.give(known, request, response);
            }
            return;
        }
        VisitorCookie.Visitor next = known.telling(agreed);
        // Before anything was told, the shop has assumed everything.
        Set<Purpose> before = known.told().isEmpty() ? Consent.ALL : known.told();
        if (told(EventType.CONSENT_GRANTED, next, without(agreed, known.told()), page)
                && told(EventType.CONSENT_WITHDRAWN, next, without(before, agreed), page)) {
            if (choice.tracked()) {
                visitors.give(next, request, response);
            } else {
                visitors.clear(request, response);
            }
        }
    }

    private static Set<Purpose> without(Set<Purpose> these, Set<Purpose> those) {
        Set<Purpose> rest = EnumSet.noneOf(Purpose.class);
        rest.addAll(these);
        rest.removeAll(those);
        return rest;
    }

    /** Requests that arrive together tell the same change under the same id, and it counts once. */
    private boolean told(String type, VisitorCookie.Visitor visitor, Set<Purpose> purposes, Page page) {
        if (purposes.isEmpty()) {
            return true;
        }
        Map<String, Object> props = new HashMap<>();
        props.put(PURPOSES, purposes.stream().sorted().map(Purpose::word).collect(Collectors.joining(",")));
        if (type.equals(EventType.CONSENT_GRANTED) && !wording.isEmpty()) {
            props.put(WORDING, wording);
        }
        EventId id = EventId.parse(type + ':' + visitor.id() + ':' + visitor.changes());
        long now = mql.clock().millis();
        return mql.sink().offer(Event.of(id, visitor.id(), type, now, page.source(), page.url(), Props.of(props)));
    }

    /** The purposes that an event names; {@link Purpose#SERVICE}, which nobody is asked for, stands for a word that is none. */
    static Collection<Purpose> purposes(Event event) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        String words = event.props().text(PURPOSES);
        for (String word : words == null ? new String[] {""} : words.split(",", -1)) {
            Purpose purpose = Purpose.parse(word);
            purposes.add(purpose == null ? Purpose.SERVICE : purpose);
        }
        return purposes;
    }
}
