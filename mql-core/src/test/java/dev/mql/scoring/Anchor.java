package dev.mql.scoring;

import dev.mql.lead.Activity;
import dev.mql.lead.Fact;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the examples share: one instant, one half-life, one threshold. */
final class Anchor {
    static final long NOW = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    static final long HOUR = 3_600_000L;
    static final long DAY = 86_400_000L;
    static final Duration TWO_WEEKS = Duration.ofDays(14);

    private Anchor() {}

    /** In at 60, out under 40, one signal is enough. */
    static ScoringModel model(Rule... rules) {
        return model(60, 40, 1, rules);
    }

    static ScoringModel model(double in, double out, int signals, Rule... rules) {
        return ScoringModel.of(TWO_WEEKS, new ScoringModel.Threshold(in, out, signals), List.of(rules));
    }

    /** In at 10, out under 5, with limits that rules share. */
    static ScoringModel capped(double total, Map<String, Double> groups, Rule... rules) {
        ScoringModel model = model(10, 5, 1, Rule.each("login", 1)).withCaps(total, groups);
        return model.with(TWO_WEEKS, model.threshold(), List.of(rules));
    }

    static Score score(ScoringModel model, Lead lead, long now) {
        return new Scorer(model).score(lead, now);
    }

    static double points(ScoringModel model, History history) {
        return score(model, history.lead(), NOW).value();
    }

    /** A lead of whom only counts by day are left. */
    static Lead folded(Fact... facts) {
        return Lead.fresh(new LeadId(1, 1)).withActivity(new Activity(List.of(), List.of(facts), 0));
    }
}
