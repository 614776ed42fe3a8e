package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.scoring.Follows;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every number of a scoring model that can be changed on the page, by the name of its field. */
final class Numbers {
    private static final Set<String> WORTHLESS_BY_NATURE = Set.of("cart_snapshot", "email_complaint", "view_item_list");

    private Numbers() {}

    /**
     * One number.
     *
     * @param label what it is, for those who do not see the sentence
     * @param least the smallest value that is taken
     * @param whole whether it has no fraction
     */
    record Entry(String name, String label, double value, double least, double most, boolean whole) {}

    /**
     * The rules of a model, and an empty one for every other event type.
     *
     * @param events all that can be scored
     */
    static List<Rule> rules(ScoringModel model, List<String> events) {
        List<Rule> rules = new ArrayList<>(model.rules());
        Set<String> others = new LinkedHashSet<>(events);
        others.removeAll(WORTHLESS_BY_NATURE);
        for (String event : others) {
            if (model.rule(event) == null) {
                rules.add(Rule.each(event, 0));
            }
        }
        return rules;
    }

    static Map<String, Entry> of(ScoringModel model, List<String> events) {
        Map<String, Entry> all = new LinkedHashMap<>();
        for (Rule rule : rules(model, events)) {
            String does = Words.does(rule.event());
            add(
                    all,
                    new Entry(
                            name(rule, "points"),
                            does + ": points",
                            rule.points(),
                            -Rule.MAX_POINTS,
                            Rule.MAX_POINTS,
                            false));
            Follows follows = rule.follows();
            if (follows != null) {
                add(
                        all,
                        new Entry(
                                name(rule, "per"),
                                does + ": " + follows.property() + " for these points",
                                follows.per(),
                                0.01,
                                1e9,
                                false));
            } else {
                add(
                        all,
                        new Entry(
                                name(rule, "day"),
                                does + ": times a day",
                                rule.maxPerDay(),
                                0,
                                Rule.MAX_PER_DAY,
                                true));
            }
            add(all, new Entry(name(rule, "cap"), does + ": points in all", rule.cap(), 0, Rule.MAX_CAP, false));
        }
        add(all, new Entry("half-life", "Days until points are worth half", days(model.halfLife()), 0.05, 365, false));
        add(all, new Entry("in", "Points to become an MQL", model.in(), 0.1, 10_000, false));
        add(all, new Entry("out", "Points under which an MQL falls out", model.out(), 0.1, 10_000, false));
        add(all, new Entry("signals", "Kinds of signal an MQL needs", model.minSignals(), 1, 20, true));
        return all;
    }

    private static void add(Map<String, Entry> all, Entry number) {
        all.put(number.name(), number);
    }

    static String name(Rule rule, String what) {
        return "rule." + rule.name() + '.' + what;
    }

    static boolean isName(String parameter) {
        return parameter.matches("rule\\.[a-z][a-z0-9_]{0,39}\\.(points|per|day|cap)")
                || Set.of("half-life", "in", "out", "signals").contains(parameter);
    }

    /** The model with the given numbers in the place of its own. */
    static ScoringModel model(ScoringModel base, List<String> events, Map<String, Double> values) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : rules(base, events)) {
            Rule changed = rule.points(value(values, name(rule, "points"), rule.points()))
                    .maxPerDay((int) value(values, name(rule, "day"), rule.maxPerDay()))
                    .cap(value(values, name(rule, "cap"), rule.cap()));
            Follows follows = rule.follows();
            if (follows != null) {
                changed = changed.follows(
                        follows.property(), value(values, name(rule, "per"), follows.per()), follows.most());
            }
            if (base.named(rule.name()) != null || changed.points() != 0) {
                rules.add(changed);
            }
        }
        double days = value(values, "half-life", days(base.halfLife()));
        return base.with(
                        days == days(base.halfLife()) ? base.halfLife() : Duration.ofSeconds(Math.round(days * 86_400)),
                        new ScoringModel.Threshold(
                                value(values, "in", base.in()), value(values, "out", base.out()), (int)
                                        value(values, "signals", base.minSignals())),
                        rules)
                .published(0, "", "", 0);
    }

    private static double value(Map<String, Double> values, String name, double otherwise) {
        Double value = values.get(name);
        return value == null ? otherwise : value;
    }

    static double days(Duration duration) {
        return Double.parseDouble(Show.number(duration.toMillis() / 86_400_000d));
    }
}
