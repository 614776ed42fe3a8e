package dev.mql.nurture.series;

import java.time.Duration;

/**
 * A coupon in the mails of a series, for those whom it may move and nobody else.
 *
 * @param fromStep the first step that has it, 1 to 3
 * @param valid how long it may be used
 * @param perWeek at most so many in a week; 0 for none
 * @param serial somebody who left so many carts in 90 days without buying gets none: they have learned to wait for it. 2 to 20
 */
public record Offer(int fromStep, Duration valid, int perWeek, int serial) {
    public Offer {
        Checks.that(fromStep >= 1 && fromStep <= Series.MAX_STEPS, "fromStep", "must be 1 to " + Series.MAX_STEPS);
        Checks.span(valid, Duration.ofHours(1), Duration.ofDays(90), "valid");
        Checks.that(perWeek >= 0 && perWeek <= 100_000, "perWeek", "must be 0 to 100,000");
        Checks.that(serial >= 2 && serial <= 20, "serial", "must be 2 to 20 carts");
    }
}
