package dev.mql.event;

import java.util.Locale;

/** Why an event was not taken; each refusal is counted under its word. */
public enum Refusal {
    MALFORMED,
    TOO_LARGE,
    UNKNOWN_FIELD,
    DUPLICATE_FIELD,
    UNKNOWN_TYPE,
    BAD_ID,
    BAD_TIME,
    TOO_OLD,
    FUTURE_TIME,
    BAD_VISITOR,
    BAD_ADDRESS,
    BAD_PROPERTY,
    NO_CONSENT,
    CROSS_SITE,
    BOT,
    RATE_LIMIT;

    /** The word used in answers, counters and documentation. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
