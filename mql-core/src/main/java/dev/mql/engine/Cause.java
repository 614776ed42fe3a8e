package dev.mql.engine;

import java.util.Locale;

/** Why a lead is decided anew. */
public enum Cause {
    /** Events of the lead. */
    EVENTS,
    /** Time alone. */
    TIME,
    /** Another version of the scoring model was published. */
    MODEL,
    /** A history was joined. */
    MERGE,
    /** Somebody did it by hand. */
    PERSON;

    /** The word used in effects and notices. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
