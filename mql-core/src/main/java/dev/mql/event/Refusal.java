package dev.mql.event;

import java.util.Locale;

/** Why an event was not taken; each refusal is counted under its word. */
public enum Refusal {
    MALFORMED,
    TOO_LARGE,
    TOO_SLOW,
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
    /** A program, by what it says of itself. */
    BOT_AGENT,
    /** A browser that no person looks at. */
    HEADLESS,
    /** Asked for in case that somebody comes to see it. */
    PREFETCH,
    /** Asked for without the page itself. */
    HEAD,
    /** More pages than anybody reads. */
    TOO_FAST,
    /** More different pages than anybody reads. */
    TOO_BROAD,
    RATE_VISITOR,
    RATE_PREFIX,
    RATE_NODE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word used in answers, counters and documentation. */
    public String word() {
        return word;
    }
}
