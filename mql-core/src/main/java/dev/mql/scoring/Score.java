package dev.mql.scoring;

import java.util.List;

/**
 * A score at one instant, with its explanation.
 *
 * @param value the sum of what is left in all lines
 * @param signals how many different rules have given points
 * @param lines newest first
 */
public record Score(double value, int signals, List<LedgerLine> lines) {

    /** Whether it is enough to become an MQL. */
    public boolean qualifies(ScoringModel model) {
        return value >= model.in() && signals >= model.minSignals();
    }

    /** Points missing to the threshold; 0 when over it. */
    public double pointsToMql(ScoringModel model) {
        return Math.max(0, model.in() - value);
    }

    /**
     * The instant at which a silent lead falls under the lower threshold, since all its points halve together.
     *
     * @return milliseconds since 1970 UTC; {@code now} if it is under it already
     */
    public long fallsAt(ScoringModel model, long now) {
        if (value < model.out()) {
            return now;
        }
        double halfLives = Math.log(value / model.out()) / Math.log(2);
        return now + (long) Math.ceil(halfLives * model.halfLife().toMillis());
    }
}
