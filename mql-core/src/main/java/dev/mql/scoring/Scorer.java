package dev.mql.scoring;

import dev.mql.lead.Activity;
import dev.mql.lead.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what a lead did into points. Pure: the same activity, model and instant give the same score, whatever the order in which the
 * events came.
 *
 * <p>Points of a day fade from that day's last such event with the model's half-life: {@code left = (given - cut) * 2^(-age/halfLife)}.
 * Caps cut what was given, newest first, before it fades; so all points of a lead halve together, and the order of leads does not
 * change as time passes.
 */
public final class Scorer {
    /** Scores below this are noise of the decay; leads under it have no place in the ranking. */
    static final double LEAST = 0.05;

    private static final double LN2 = Math.log(2);

    private final ScoringModel model;
    private final Map<String, Rule> rules;
    private final double halfLife;

    public Scorer(ScoringModel model) {
        this.model = model;
        this.rules = model.byEvent();
        this.halfLife = model.halfLife().toMillis();
    }

    public ScoringModel model() {
        return model;
    }

    /** @param now milliseconds since 1970 UTC; events after it count as if they happened now */
    public Score score(Activity activity, long now) {
        List<LedgerLine> lines = new ArrayList<>();
        Map<String, Double> capLeft = new HashMap<>();
        Set<String> signals = new HashSet<>();
        double sum = 0;
        for (Fact fact : activity.facts()) {
            Rule rule = rules.get(fact.type());
            if (rule == null) {
                continue;
            }
            double times = rule.per() > 0 ? fact.amount() / rule.per() : fact.count();
            double given = rule.points() * times;
            double counted = rule.maxPerDay() > 0 ? Math.min(times, rule.maxPerDay()) * rule.points() : given;
            if (rule.cap() > 0) {
                double room = capLeft.getOrDefault(rule.event(), rule.cap());
                counted = Math.copySign(Math.min(Math.abs(counted), room), counted);
                capLeft.put(rule.event(), room - Math.abs(counted));
            }
            double left = counted * decay(now - fact.last());
            if (counted > 0) {
                signals.add(rule.event());
            }
            sum += left;
            lines.add(new LedgerLine(fact.last(), rule.event(), fact.type(), times, given, given - counted, left));
        }
        return new Score(sum, signals.size(), lines);
    }

    private double decay(long age) {
        return age <= 0 ? 1 : Math.exp(-LN2 * age / halfLife);
    }

    /**
     * The place of a score among all leads, in a form that stays right as time passes: the binary logarithm of the score as it would
     * be at a common instant (forward decay; Cormode et al. 2009). Not finite for a score that is worth nothing.
     */
    public double rank(double score, long now) {
        return score < LEAST ? Double.NEGATIVE_INFINITY : Math.log(score) / LN2 + now / halfLife;
    }

    /** The score now of a lead with this rank. */
    public double scoreOf(double rank, long now) {
        return Math.exp(LN2 * (rank - now / halfLife));
    }
}
