package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.engine.Trial;
import dev.mql.scoring.ScoringModel;
import java.util.List;
import java.util.Locale;

/** The trial of a challenger in words and figures. Pure. */
final class Trials {
    private Trials() {}

    static ScoringView.TrialView of(Trial trial, ScoringModel published, ScoringModel challenger, Show show) {
        return new ScoringView.TrialView(
                "A challenger scores beside version " + published.version(),
                show.when(trial.since()),
                challenger.note(),
                List.of(
                        side("Version " + published.version() + ", in force", trial.published(), trial),
                        side("Challenger", trial.challenger(), trial)),
                finding(trial, published),
                trial.tooEarly());
    }

    private static ScoringView.Side side(String label, Trial.Side side, Trial trial) {
        return new ScoringView.Side(
                label,
                (trial.whole() ? "" : "at least ") + Show.count(side.mqls()),
                Show.count(side.bought()),
                trial.tooEarly() ? "" : percent(side));
    }

    private static String percent(Trial.Side side) {
        return String.format(Locale.ENGLISH, side.percent() < 10 ? "%.1f %%" : "%.0f %%", side.percent());
    }

    private static String finding(Trial trial, ScoringModel published) {
        String both = Show.plural(trial.both(), "lead") + " became an MQL under both.";
        String changed = published.publishedAt() > trial.since()
                ? " Version " + published.version()
                        + " was published during the trial; the figures are of both versions."
                : "";
        if (trial.tooEarly()) {
            return both + " Too early to say more: that takes " + Trial.ENOUGH + " MQLs on each side." + changed;
        }
        return both + " Of those of the challenger " + percent(trial.challenger()) + " bought afterwards, of those of"
                + " the version in force " + percent(trial.published()) + "." + changed;
    }
}
