package dev.mql.lead;

import java.util.Locale;

/** Where a person stands between first visit and purchase. The order is stored: only ever append. */
public enum Stage {
    /** Seen, not known. */
    VISITOR,
    /** Has confirmed an address for the newsletter. */
    SUBSCRIBER,
    /** Known by an address, or has asked for something. */
    LEAD,
    /** Marketing qualified: over the threshold, with enough different signals. */
    MQL,
    /** Accepted by sales. */
    SAL,
    /** Qualified by sales. */
    SQL,
    /** Has bought. */
    CUSTOMER,
    /** Out of the game: competitor, staff, not a person. */
    DISQUALIFIED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public boolean atLeast(Stage other) {
        return this != DISQUALIFIED && compareTo(other) >= 0;
    }

    /** The word used in the API, in counters and in keys. */
    public String word() {
        return word;
    }
}
