package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.scoring.Disqualifier;
import dev.mql.scoring.FitRule;
import dev.mql.scoring.Follows;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a scoring model says, in words: each of its parts, and what it is in each respect. */
final class Aspects {
    private static final String USUAL = "usual";
    private static final Map<String, String> RULE_AS_USUAL = rule(Rule.each(USUAL, 0));

    private final Map<String, Map<String, String>> parts = new LinkedHashMap<>();

    private Aspects() {}

    static Map<String, Map<String, String>> of(ScoringModel model) {
        Aspects all = new Aspects();
        all.one("Points to become an MQL", Show.number(model.in()));
        all.one("Points under which an MQL falls out", Show.number(model.out()));
        all.one("Kinds of signal an MQL needs", Integer.toString(model.minSignals()));
        all.one("Points are worth half after", InWords.days(model.halfLife(), ""));
        all.one("Points of all rules together", InWords.limit(model.cap()));
        all.one("Starts at nothing after a purchase", model.resetOnPurchase() ? "yes" : "no");
        for (Rule rule : model.rules()) {
            all.parts.put(InWords.title(rule), rule(rule));
        }
        new TreeMap<>(model.groups())
                .forEach((name, cap) -> all.one("Group “" + InWords.spaced(name) + "”: points", Show.number(cap)));
        for (FitRule rule : model.fit()) {
            all.one("Fit, " + InWords.condition(rule.when()), Show.number(rule.points()));
        }
        all.one("Fit of an A", Show.number(model.grades().fitA()));
        all.one("Fit of a B", Show.number(model.grades().fitB()));
        all.one("Points of a 1", Show.number(model.grades().engagement1()));
        all.one("Points of a 2", Show.number(model.grades().engagement2()));
        all.one("Cells of high quality", cells(model));
        for (Disqualifier disqualifier : model.disqualifiers()) {
            all.one("Out of the game as “" + disqualifier.name() + "”", InWords.disqualifier(disqualifier));
        }
        return all.parts;
    }

    private static String cells(ScoringModel model) {
        return model.grades().high().isEmpty()
                ? "none"
                : String.join(", ", model.grades().high().stream().sorted().toList());
    }

    /** A part that is one value; the same name again gets a number, so that nothing is hidden. */
    private void one(String name, String value) {
        String title = name;
        for (int i = 2; parts.containsKey(title); i++) {
            title = name + " (" + i + ')';
        }
        parts.put(title, Map.of("", value));
    }

    private static Map<String, String> rule(Rule rule) {
        Map<String, String> aspects = new LinkedHashMap<>();
        if (rule.ladder().isEmpty()) {
            aspects.put("points", Show.number(rule.points()));
        } else {
            aspects.put("points", InWords.ladder(rule.ladder()));
        }
        Follows follows = rule.follows();
        aspects.put(
                "for each",
                follows == null ? "time" : Show.number(follows.per()) + ' ' + InWords.unit(follows.property()));
        aspects.put("most times at once", follows == null ? "1" : Show.number(follows.most()));
        aspects.put("when", rule.when().isEmpty() ? "always" : InWords.all(rule.when()));
        aspects.put("the same thing counts", InWords.repeats(rule.repeats()));
        aspects.put("times a day", InWords.limit(rule.maxPerDay()));
        aspects.put("points in all", InWords.limit(rule.cap()));
        aspects.put("group", rule.group().isEmpty() ? "none" : InWords.spaced(rule.group()));
        aspects.put("looks back", InWords.days(rule.within(), "without end"));
        aspects.put("worth half after", InWords.days(rule.halfLife(), "as long as all"));
        return aspects;
    }

    /** Whether a rule says nothing of its own in this respect. */
    static boolean usual(String aspect, String value) {
        return value.isEmpty() || value.equals(RULE_AS_USUAL.get(aspect)) && !aspect.equals("points");
    }
}
