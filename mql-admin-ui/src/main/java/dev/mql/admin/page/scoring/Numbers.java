package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.scoring.FitRule;
import dev.mql.scoring.Follows;
import dev.mql.scoring.Grades;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import dev.mql.scoring.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Every number of a scoring model that can be changed on the page, by the name of its field. A name holds what the number belongs to,
 * never a place in a list: what was typed for one version can not reach something else in the next.
 */
final class Numbers {
    private static final Set<String> WORTHLESS_BY_NATURE = Set.of("cart_snapshot", "email_complaint", "view_item_list");
    private static final Pattern NAME =
            Pattern.compile("rule\\.[a-z][a-z0-9_]{0,39}\\.(points|per|most|day|cap|within|half"
                    + "|step\\.[0-9]{1,2}\\.(times|points))|(group|fit)\\.[0-9a-f]{1,8}(\\.[0-9]{1,2})?|cell\\.[ABC][123]"
                    + "|grade\\.[AB12]|half-life|in|out|signals|cap|reset|" + Typed.TICKS);

    private Numbers() {}

    /**
     * One number.
     *
     * @param label what it is, for those who do not see the sentence
     * @param least the smallest value that is taken
     * @param whole whether it has no fraction
     * @param limit whether nothing typed, like 0, means that there is no limit
     */
    record Entry(String name, String label, double value, double least, double most, boolean whole, boolean limit) {
        /** As it stands in its field before anybody types. */
        String shown() {
            return limit && value == 0 ? "" : Show.number(value);
        }
    }

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
            if (model.rule(event) == null && model.named(event) == null) {
                rules.add(Rule.each(event, 0));
            }
        }
        return rules;
    }

    static Map<String, Entry> of(ScoringModel model, List<String> events) {
        Map<String, Entry> all = new LinkedHashMap<>();
        add(all, "half-life", "Days until points are worth half", days(model.halfLife()), 0.041, 365);
        add(all, "in", "Points to become an MQL", model.in(), 0.1, 10_000);
        add(all, "out", "Points under which an MQL falls out", model.out(), 0.1, 10_000);
        count(all, "signals", "Kinds of signal an MQL needs", model.minSignals(), 20);
        limit(all, "cap", "Points that all rules together can give", model.cap(), 10_000, false);
        for (Rule rule : rules(model, events)) {
            rule(all, rule);
        }
        groups(model)
                .forEach((field, group) -> add(
                        all,
                        field,
                        "Group “" + InWords.spaced(group.getKey()) + "”: points in all",
                        group.getValue(),
                        0.1,
                        10_000));
        fit(model)
                .forEach((field, rule) -> add(
                        all,
                        field,
                        "Fit, " + InWords.condition(rule.when()) + ": points",
                        rule.points(),
                        -Rule.MAX_POINTS,
                        Rule.MAX_POINTS));
        Grades grades = model.grades();
        add(all, "grade.A", "Fit from which a lead is an A", grades.fitA(), 0, 100);
        add(all, "grade.B", "Fit from which a lead is a B", grades.fitB(), 0, 100);
        add(all, "grade.1", "Points from which a lead is a 1", grades.engagement1(), 0, 100_000);
        add(all, "grade.2", "Points from which a lead is a 2", grades.engagement2(), 0, 100_000);
        return all;
    }

    private static void rule(Map<String, Entry> all, Rule rule) {
        String title = InWords.title(rule);
        Follows follows = rule.follows();
        if (rule.ladder().isEmpty()) {
            add(all, name(rule, "points"), title + ": points", rule.points(), -Rule.MAX_POINTS, Rule.MAX_POINTS);
        }
        for (int i = 0; i < rule.ladder().size(); i++) {
            Step step = rule.ladder().get(i);
            String label = title + ", step " + (i + 1) + ": ";
            count(all, step(rule, i, "times"), label + "times", step.times(), 10_000);
            add(all, step(rule, i, "points"), label + "points in all", step.points(), -Rule.MAX_CAP, Rule.MAX_CAP);
        }
        if (follows != null) {
            String unit = InWords.unit(follows.property());
            add(all, name(rule, "per"), title + ": how many " + unit + " for these points", follows.per(), 0.01, 1e9);
            add(all, name(rule, "most"), title + ": how often at once", follows.most(), 0.01, 10_000);
        }
        limit(all, name(rule, "day"), title + ": times a day", rule.maxPerDay(), Rule.MAX_PER_DAY, true);
        limit(all, name(rule, "cap"), title + ": points in all", rule.cap(), Rule.MAX_CAP, false);
        if (rule.within() != null) {
            add(all, name(rule, "within"), title + ": days it looks back", days(rule.within()), 0.041, 3650);
        }
        if (rule.halfLife() != null) {
            add(all, name(rule, "half"), title + ": days until worth half", days(rule.halfLife()), 0.041, 365);
        }
    }

    private static void add(
            Map<String, Entry> all, String name, String label, double value, double least, double most) {
        all.put(name, new Entry(name, label, value, least, most, false, false));
    }

    private static void count(Map<String, Entry> all, String name, String label, double value, double most) {
        all.put(name, new Entry(name, label, value, 1, most, true, false));
    }

    private static void limit(
            Map<String, Entry> all, String name, String label, double value, double most, boolean whole) {
        all.put(name, new Entry(name, label, value, 0, most, whole, true));
    }

    static String name(Rule rule, String what) {
        return "rule." + rule.name() + '.' + what;
    }

    static String step(Rule rule, int index, String what) {
        return name(rule, "step." + index + '.' + what);
    }

    /** The groups by the names of their fields. */
    static Map<String, Map.Entry<String, Double>> groups(ScoringModel model) {
        Map<String, Map.Entry<String, Double>> fields = new LinkedHashMap<>();
        new TreeMap<>(model.groups())
                .entrySet()
                .forEach(group -> fields.put(field(fields, "group.", group.getKey()), group));
        return fields;
    }

    /** The rules of fit by the names of their fields. */
    static Map<String, FitRule> fit(ScoringModel model) {
        Map<String, FitRule> fields = new LinkedHashMap<>();
        model.fit().forEach(rule -> fields.put(field(fields, "fit.", InWords.condition(rule.when())), rule));
        return fields;
    }

    private static String field(Map<String, ?> taken, String prefix, String text) {
        String name = prefix + Integer.toHexString(text.hashCode());
        return taken.containsKey(name) ? name + '.' + taken.size() : name;
    }

    static boolean isName(String parameter) {
        return NAME.matcher(parameter).matches();
    }

    static double days(Duration duration) {
        return Double.parseDouble(Show.number(duration.toMillis() / 86_400_000d));
    }
}
