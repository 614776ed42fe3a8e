package dev.mql.servlet;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The page views that the filter of this node has seen lately. Most browsers tell the beacon the name that the filter gave the view;
 * where they do not (plain http, a proxy that takes the header out), the same visitor's view of the same page within half a minute is
 * taken for the same one, once. Bounded; thread-safe; waits for nothing.
 */
final class PageViews {
    private static final int REMEMBERED = 4_096;
    private static final long BEFORE = 5_000;
    private static final long AFTER = 30_000;

    private final AtomicReferenceArray<@Nullable Seen> recent = new AtomicReferenceArray<>(REMEMBERED);

    /** @param by the name under which the beacon told of it, so that telling it again changes nothing */
    private record Seen(Event view, @Nullable EventId by) {}

    /** The filter has seen it. */
    void seen(Event view) {
        recent.set(slot(view), new Seen(view, null));
    }

    /** What the beacon tells, with the filter's names for the views that the filter has seen as well. */
    List<Event> join(List<Event> events) {
        return events.stream()
                .map(event -> event.type().equals(EventType.PAGE_VIEW) ? joined(event) : event)
                .toList();
    }

    private Event joined(Event told) {
        int slot = slot(told);
        Seen seen = recent.get(slot);
        if (seen == null
                || !seen.view.visitor().equals(told.visitor())
                || !String.valueOf(seen.view.url()).equals(told.url())) {
            return told;
        }
        if (seen.by == null) {
            long later = told.at() - seen.view.at();
            boolean same = told.id().equals(seen.view.id()) || later >= -BEFORE && later <= AFTER;
            if (!same || !recent.compareAndSet(slot, seen, new Seen(seen.view, told.id()))) {
                return told;
            }
        } else if (!seen.by.equals(told.id())) {
            return told;
        }
        return new Event(
                seen.view.id(),
                told.visitor(),
                told.type(),
                told.at(),
                told.source(),
                told.url(),
                told.props(),
                told.email(),
                told.cart());
    }

    private static int slot(Event view) {
        int hash = 31 * view.visitor().hashCode() + String.valueOf(view.url()).hashCode();
        return (hash ^ hash >>> 16) & REMEMBERED - 1;
    }
}
