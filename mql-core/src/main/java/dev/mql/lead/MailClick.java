package dev.mql.lead;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A link of a mail that was opened in somebody's session, and waits for a proof that it was a person: programs of mail gateways open
 * links too, some with a whole browser. Only when a page that follows tells of time spent in front of it, the click is an event.
 *
 * @param id of that event; the same for the same link, so that it counts once
 * @param cart what the link brought back
 */
public record MailClick(EventId id, RecoveredCart cart) {
    /** The session attribute in which it waits, as {@link #text()}. */
    public static final String ATTRIBUTE = "dev.mql.click";

    /** @param token of the link */
    public static MailClick of(String token, RecoveredCart cart) {
        return new MailClick(EventId.parse(EventType.EMAIL_CLICK + " " + token), cart);
    }

    public String text() {
        return id + " " + cart.text();
    }

    /** @return {@code null} if the text names none */
    public static @Nullable MailClick parse(@Nullable String text) {
        int space = text == null ? -1 : text.indexOf(' ');
        RecoveredCart cart = text == null || space < 0 ? null : RecoveredCart.parse(text.substring(space + 1));
        return text == null || cart == null ? null : new MailClick(EventId.parse(text.substring(0, space)), cart);
    }

    /** @param visitor who has proved to be a person; what is known of them is not joined with the owner of the cart */
    public Event event(String visitor, long at) {
        Props props = Props.of(Map.of(RecoveredCart.PROPERTY, cart.text()));
        return Event.of(id, visitor, EventType.EMAIL_CLICK, at, Source.SYSTEM, null, props);
    }
}
