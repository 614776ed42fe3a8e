package dev.mql.scoring;

import dev.mql.event.EventType;
import dev.mql.event.Values;
import dev.mql.lead.Lead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A scoring model made ready for many scores: rules by event type, conditions as tests. Immutable. */
final class CompiledModel {
    private static final Compiled[] NONE = {};

    private final ScoringModel model;
    private final Compiled[] rules;
    private final Map<String, Compiled[]> byType = new HashMap<>();
    private final double[] groupCaps;
    private final boolean ladders;

    /**
     * A rule and what was looked up for it.
     *
     * @param place in the model
     * @param type number of its event type
     * @param group number of its group; -1 = none
     * @param within milliseconds; 0 = no window
     * @param halfLife milliseconds
     */
    record Compiled(Rule rule, int place, int type, int group, Predicate<Values> when, long within, double halfLife) {}

    CompiledModel(ScoringModel model) {
        this.model = model;
        List<String> groups = new ArrayList<>(model.groups().keySet());
        this.groupCaps = groups.stream()
                .mapToDouble(g -> model.groups().getOrDefault(g, 0.0))
                .toArray();
        this.rules = new Compiled[model.rules().size()];
        List<String> types = new ArrayList<>();
        Map<String, List<Compiled>> all = new HashMap<>();
        for (int i = 0; i < rules.length; i++) {
            Rule rule = model.rules().get(i);
            if (!types.contains(rule.event())) {
                types.add(rule.event());
            }
            rules[i] = new Compiled(
                    rule,
                    i,
                    types.indexOf(rule.event()),
                    groups.indexOf(rule.group()),
                    Condition.all(rule.when()),
                    rule.within() == null ? 0 : rule.within().toMillis(),
                    (rule.halfLife() == null ? model.halfLife() : rule.halfLife()).toMillis());
            all.computeIfAbsent(rule.event(), e -> new ArrayList<>()).add(rules[i]);
        }
        all.forEach((type, its) -> byType.put(type, its.toArray(NONE)));
        this.ladders = model.rules().stream().anyMatch(r -> !r.ladder().isEmpty());
    }

    int version() {
        return model.version();
    }

    Compiled[] rules() {
        return rules;
    }

    Compiled[] rulesOf(String type) {
        return byType.getOrDefault(type, NONE);
    }

    int types() {
        return byType.size();
    }

    double[] groupCaps() {
        return groupCaps;
    }

    double cap() {
        return model.cap();
    }

    boolean hasLadders() {
        return ladders;
    }

    /** What happened up to this instant counts for nothing. */
    long from(Lead lead) {
        long anew = lead.activity().from();
        return model.resetOnPurchase() ? Math.max(anew, lead.activity().lastOf(EventType.PURCHASE)) : anew;
    }
}
