package dev.mql.scoring;

/**
 * One line of what a score is made of; the {@code left} of all lines add up to the score.
 *
 * @param at when, milliseconds since 1970 UTC; of a line for several events the latest
 * @param rule name of the rule that gave the points; {@value #CORRECTION} and {@value #CONSENT} are no rules of the model
 * @param event event type
 * @param version of the model
 * @param count how many events stand in this line; 1 but for old ones, which are one line per rule
 * @param given points by the rule
 * @param cut points of these that a limit took away; never changes the sign
 * @param left what is left of the rest after decay
 * @param note the reason of a correction, or what consent took away; empty for rules
 */
public record LedgerLine(
        long at,
        String rule,
        String event,
        int version,
        double count,
        double given,
        double cut,
        double left,
        String note) {
    /** Points given by hand. */
    public static final String CORRECTION = "correction";
    /** A withdrawal: worth nothing, it says what is missing. */
    public static final String CONSENT = "consent";

    LedgerLine plus(LedgerLine other) {
        return new LedgerLine(
                Math.max(at, other.at),
                rule,
                event,
                version,
                count + other.count,
                given + other.given,
                cut + other.cut,
                left + other.left,
                note);
    }
}
