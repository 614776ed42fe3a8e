package dev.mql.lead;

/**
 * Points that a person gave or took by hand; they do not fade, they end.
 *
 * @param points -500 to 500
 * @param reason why, at most 200 characters
 * @param author who
 * @param at from when, milliseconds since 1970 UTC
 * @param until when it ends, milliseconds since 1970 UTC
 */
public record Correction(double points, String reason, String author, long at, long until) {
    public static final double MAX_POINTS = 500;
    public static final long MAX_MILLIS = 366 * Fact.DAY;

    /** @throws IllegalArgumentException with a sentence for the person who typed it */
    public Correction {
        if (!Double.isFinite(points) || points == 0 || Math.abs(points) > MAX_POINTS) {
            throw new IllegalArgumentException("a correction gives or takes up to 500 points, and not none");
        }
        if (reason.isBlank() || reason.length() > 200) {
            throw new IllegalArgumentException("a correction needs a reason of at most 200 characters");
        }
        if (until <= at || until - at > MAX_MILLIS) {
            throw new IllegalArgumentException("a correction ends after it begins, within 366 days");
        }
    }

    public boolean holds(long now) {
        return at <= now && now < until;
    }
}
