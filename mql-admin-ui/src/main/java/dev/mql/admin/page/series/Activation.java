package dev.mql.admin.page.series;

import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Series;

/**
 * Since when series of a draft are on. A draft may be old or typed by hand: what it says of that is not taken, so that a series that is
 * switched on by it leaves alone what happened before, and one that is on already goes on. Pure.
 */
final class Activation {
    private Activation() {}

    /** @param now milliseconds since 1970 UTC */
    static Playbook of(Playbook draft, Playbook current, long now) {
        Playbook result = draft;
        for (Series series : draft.series()) {
            Series known = current.series(series.id()).orElse(null);
            long since = known != null && known.on() ? known.activatedAt() : series.on() ? now : 0;
            result = result.with(since(series, since));
        }
        return result;
    }

    private static Series since(Series series, long since) {
        return new Series(
                series.id(),
                series.name(),
                series.occasion(),
                series.mode(),
                since,
                series.entry(),
                series.steps(),
                series.coolDown(),
                series.holdout(),
                series.twoWordings(),
                series.credit(),
                series.offer());
    }
}
