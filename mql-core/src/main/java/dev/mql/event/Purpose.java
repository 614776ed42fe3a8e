package dev.mql.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
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

    private static final Set<String> OF_ADVERTISING =
            Set.of(EventType.AD_CLICK, EventType.CAMPAIGN_DETAILS, "social_click");
    private static final Set<String> OF_MAIL = Set.of(EventType.EMAIL_CLICK);
    private static final Set<String> OF_SERVICE = Set.of(
            EventType.PURCHASE,
            "refund",
            "sign_up",
            EventType.LOGIN,
            "generate_lead",
            EventType.NEWSLETTER_SIGNUP,
            "contact_form",
            "quote_request",
            "demo_request",
            "webinar_signup",
            "email_bounce",
            "email_complaint",
            EventType.UNSUBSCRIBE,
            EventType.FEEDBACK,
            EventType.IDENTIFY,
            EventType.CART_DECLINED,
            EventType.ADDRESS_CONFIRMED,
            EventType.CONSENT_GRANTED,
            EventType.CONSENT_WITHDRAWN);

    /** The purpose that an event type serves; a shop's own types are behaviour. */
    public static Purpose of(String eventType) {
        if (OF_SERVICE.contains(eventType)) {
            return SERVICE;
        }
        if (OF_ADVERTISING.contains(eventType)) {
            return ADVERTISING;
        }
        return OF_MAIL.contains(eventType) ? MAIL : BEHAVIOUR;
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
