package dev.mql.nurture.series;

import java.time.Duration;
import java.util.List;

/**
 * One mail of a series.
 *
 * @param delay after the last touch of the occasion
 * @param paths which mail it is: the first path whose conditions all hold; where none holds there is no mail. 1 to 8
 */
public record Step(Duration delay, List<Path> paths) {
    public Step {
        Checks.span(delay, Duration.ofSeconds(1), Duration.ofDays(400), "delay");
        paths = List.copyOf(paths);
        Checks.that(!paths.isEmpty() && paths.size() <= 8, "paths", "must be 1 to 8 paths");
    }

    /** The same mail for everybody. */
    static Step saying(Duration delay, String text) {
        return new Step(delay, List.of(Path.always(text)));
    }
}
