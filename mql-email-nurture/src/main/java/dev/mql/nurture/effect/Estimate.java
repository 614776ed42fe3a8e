package dev.mql.nurture.effect;

/**
 * A figure with the interval in which it lies with 95 % confidence.
 *
 * @param value the best guess
 */
public record Estimate(double value, double from, double to) {
    /** Of the normal distribution. */
    static final double Z95 = 1.959_964;

    static Estimate of(double value, double standardError) {
        return new Estimate(value, value - Z95 * standardError, value + Z95 * standardError);
    }

    /** Whether chance alone is a poor explanation of it. */
    public boolean clear() {
        return from > 0 || to < 0;
    }
}
