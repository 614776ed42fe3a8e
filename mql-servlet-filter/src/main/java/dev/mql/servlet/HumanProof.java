package dev.mql.servlet;

import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.lead.MailClick;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of a click in a mail once the same session shows a person: its beacon tells of seconds with movement in front of a
 * page. The landing page alone proves nothing, gateways that check mails open it too.
 */
final class HumanProof {
    private HumanProof() {}

    /** @return the click that waited in the session for these events, once; {@code null} if there is none or nothing is proved */
    static @Nullable Event of(List<Event> events, HttpServletRequest request, String visitor, long now) {
        if (events.stream().noneMatch(HumanProof::shows)) {
            return null;
        }
        HttpSession session = request.getSession(false);
        MailClick click = session != null && session.getAttribute(MailClick.ATTRIBUTE) instanceof String text
                ? MailClick.parse(text)
                : null;
        if (session == null || click == null) {
            return null;
        }
        session.removeAttribute(MailClick.ATTRIBUTE);
        return click.event(visitor, now);
    }

    private static boolean shows(Event event) {
        Double seconds =
                event.type().equals(EventType.ENGAGED_TIME) ? event.props().number("seconds") : null;
        return seconds != null && seconds >= 1;
    }
}
