package dev.mql.lead;

import java.util.Locale;

/**
 * What sales made of a lead.
 *
 * @param verdict their last word
 * @param reason a code from the shop's list, at most 40 characters
 * @param by who said it
 * @param at when, milliseconds since 1970 UTC
 * @param heldUntil before this instant a lead that was given back does not qualify again; 0 where nothing is held
 * @param escalatedAt when sales was reminded that nobody had looked, 0 if never; milliseconds since 1970 UTC
 */
public record Handoff(Verdict verdict, String reason, String by, long at, long heldUntil, long escalatedAt) {
    public static final Handoff NONE = new Handoff(Verdict.NONE, "", "", 0, 0, 0);

    public Handoff {
        reason = reason.length() <= 40 ? reason : reason.substring(0, 40);
        by = by.length() <= 100 ? by : by.substring(0, 100);
    }

    /** The order is stored: only ever append. */
    public enum Verdict {
        NONE,
        /** Sales works it: SAL. */
        ACCEPTED,
        /** Sales found a real opportunity: SQL. */
        QUALIFIED,
        /** Not what was agreed to be an MQL. */
        REJECTED,
        /** Was worked, not ready yet: back to marketing. */
        RECYCLED,
        /** Bought, as sales says. */
        WON,
        /** Out of the game, by hand. */
        DISQUALIFIED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Handoff escalated(long when) {
        return new Handoff(verdict, reason, by, at, heldUntil, when);
    }
}
