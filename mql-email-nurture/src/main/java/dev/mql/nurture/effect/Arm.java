package dev.mql.nurture.effect;

/**
 * One group of a series and what it bought. Immutable.
 *
 * @param entered how many runs of the series fell into it
 * @param ordered how many of these ended in an order in time
 * @param revenue what these orders were worth together
 * @param squares the sum of the squares of their values
 */
public record Arm(long entered, long ordered, double revenue, double squares) {
    public static final Arm EMPTY = new Arm(0, 0, 0, 0);

    Arm entering() {
        return new Arm(entered + 1, ordered, revenue, squares);
    }

    Arm ordering(double value) {
        return new Arm(entered, ordered + 1, revenue + value, squares + value * value);
    }

    Arm plus(Arm other) {
        return new Arm(
                entered + other.entered, ordered + other.ordered, revenue + other.revenue, squares + other.squares);
    }

    /** Share of the runs that ended in an order, 0 to 1. */
    public double rate() {
        return entered == 0 ? 0 : Math.min(1, (double) ordered / entered);
    }

    /** Revenue of one run, those without an order included. */
    double mean() {
        return entered == 0 ? 0 : revenue / entered;
    }

    /** Of the revenue of one run. */
    double variance() {
        return entered < 2 ? 0 : Math.max(0, (squares - entered * mean() * mean()) / (entered - 1));
    }
}
