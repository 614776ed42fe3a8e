package dev.mql.lead;

/**
 * How often a lead did one thing on one day (UTC), in the place of touches that are too many to be kept one by one.
 *
 * @param type event type
 * @param last the latest such event of the day, milliseconds since 1970 UTC, whole seconds
 * @param count how many different objects (items, pages), or events where there is no object
 * @param amount sum of what the events measured, for example engaged seconds; 0 where they measure nothing
 */
public record Fact(String type, long last, int count, double amount) {
    public static final long DAY = 86_400_000L;
    private static final int MOST = 1_000_000;

    /** Whether {@link #amount} may be the sum of this property. */
    public static boolean measures(String property) {
        return property.equals(Touch.SECONDS) || property.equals(Touch.VALUE);
    }

    /** Days since 1970 UTC. */
    public long day() {
        return Math.floorDiv(last, DAY);
    }

    Fact plus(Fact other) {
        return new Fact(type, Math.max(last, other.last), Math.min(MOST, count + other.count), amount + other.amount);
    }
}
