package dev.mql.lead;

/**
 * How often a lead did one thing on one day (UTC). Facts, not points, are stored: any model can score them at any time, and the sum
 * does not depend on the order in which events arrive.
 *
 * @param type event type
 * @param last the latest such event of the day, milliseconds since 1970 UTC, whole seconds
 * @param count how many different objects (items, pages), or events where there is no object
 * @param amount sum of what the events measured, for example engaged seconds; 0 where they measure nothing
 */
public record Fact(String type, long last, int count, double amount) {
    public static final long DAY = 86_400_000L;

    /** Days since 1970. */
    public long day() {
        return Math.floorDiv(last, DAY);
    }

    Fact plus(long at, int more, double moreAmount) {
        return new Fact(type, Math.max(last, at), Math.min(1_000_000, count + more), amount + moreAmount);
    }
}
