package dev.mql.scoring;

import java.util.List;

/**
 * A score at one instant, with its explanation.
 *
 * @param value the sum of what is left in all lines
 * @param signals how many different types of events have given points
 * @param lines newest first, at most {@value #MAX_LINES} for single events; older ones are one line per rule
 */
public record Score(double value, int signals, List<LedgerLine> lines) {
    public static final int MAX_LINES = 60;

    /** Whether it is enough to become an MQL. */
    public boolean qualifies(ScoringModel model) {
        return value >= model.in() && signals >= model.minSignals();
    }

    /** Points missing to the threshold; 0 when over it. */
    public double pointsToMql(ScoringModel model) {
        return Math.max(0, model.in() - value);
    }
}
