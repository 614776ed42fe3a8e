package dev.mql.event;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody is asked to agree to when a shop watches. The order is stored: only ever append. */
public enum Purpose {
    /** What a person asks the shop for or orders from it; needs no consent of its own. */
    SERVICE,
    /** What somebody views and does in the shop. */
    BEHAVIOUR,
    /** Where somebody came from and what they click elsewhere. */
    ADVERTISING,
    /** What somebody does with our mails. */
    MAIL;

    private static final Map<String, Purpose> OF = Map.ofEntries(
            entry(EventType.AD_CLICK, ADVERTISING),
            entry(EventType.CAMPAIGN_DETAILS, ADVERTISING),
            entry("social_click", ADVERTISING),
            entry(EventType.EMAIL_CLICK, MAIL),
            entry(EventType.PURCHASE, SERVICE),
            entry("refund", SERVICE),
            entry("sign_up", SERVICE),
            entry(EventType.LOGIN, SERVICE),
            entry("generate_lead", SERVICE),
            entry(EventType.NEWSLETTER_SIGNUP, SERVICE),
            entry("contact_form", SERVICE),
            entry("quote_request", SERVICE),
            entry("demo_request", SERVICE),
            entry("webinar_signup", SERVICE),
            entry("email_bounce", SERVICE),
            entry("email_complaint", SERVICE),
            entry(EventType.UNSUBSCRIBE, SERVICE),
            entry(EventType.FEEDBACK, SERVICE),
            entry(EventType.IDENTIFY, SERVICE),
            entry(EventType.CART_DECLINED, SERVICE),
            entry(EventType.ADDRESS_CONFIRMED, SERVICE),
            entry(EventType.CONSENT_GRANTED, SERVICE),
            entry(EventType.CONSENT_WITHDRAWN, SERVICE));

    /** The purpose that an event type serves; a shop's own types are behaviour. */
    public static Purpose of(String eventType) {
        return OF.getOrDefault(eventType, BEHAVIOUR);
    }

    /** The purpose of this word; {@code null} if there is none. */
    public static @Nullable Purpose parse(String word) {
        return Arrays.stream(values())
                .filter(p -> p.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    /** The word used in settings, events, the API and cookies. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
