package dev.mql.scoring;

/**
 * What one kind of event is worth.
 *
 * @param event event type
 * @param points for each time (or each unit), -100 to 100
 * @param maxPerDay how many times a day (UTC) count; 0 = all
 * @param cap points that the rule can give in all, newest first; 0 = no cap
 * @param per where the event measures something (engaged seconds): how much of it earns the points once; 0 = each time counts
 */
public record Rule(String event, double points, int maxPerDay, double cap, double per) {
    public static final double MAX_POINTS = 100;
    public static final int MAX_PER_DAY = 1_000;
    public static final double MAX_CAP = 1_000;

    public Rule {
        InvalidModelException.unless(
                Double.isFinite(points) && Math.abs(points) <= MAX_POINTS,
                event + ".points",
                "must be a number from -100 to 100");
        InvalidModelException.unless(
                maxPerDay >= 0 && maxPerDay <= MAX_PER_DAY, event + ".maxPerDay", "must be from 0 (no limit) to 1000");
        InvalidModelException.unless(
                Double.isFinite(cap) && cap >= 0 && cap <= MAX_CAP, event + ".cap", "must be from 0 (no cap) to 1000");
        InvalidModelException.unless(
                Double.isFinite(per) && per >= 0 && per <= 86_400, event + ".per", "must be from 0 to 86400");
    }

    public static Rule each(String event, double points) {
        return new Rule(event, points, 0, 0, 0);
    }

    public static Rule daily(String event, double points, int maxPerDay) {
        return new Rule(event, points, maxPerDay, 0, 0);
    }
}
