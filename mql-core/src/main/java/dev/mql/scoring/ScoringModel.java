package dev.mql.scoring;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How leads are scored: one immutable, versioned document that marketing and sales agree on.
 *
 * @param version 1 for the first published model, one more with each; 0 for a draft
 * @param halfLife after which points are worth half, where a rule says nothing else
 * @param threshold when a lead is an MQL
 * @param cap points that all rules together can give, newest first; 0 = no cap
 * @param rules by different names, at most {@value #MAX_RULES}
 * @param groups names of groups of rules and the points that each can give in all, newest first
 * @param fit what attributes are worth; empty = no fit score
 * @param grades the matrix of fit and engagement
 * @param disqualifiers what takes a lead out of the game, at most {@value #MAX_DISQUALIFIERS}
 * @param resetOnPurchase whether a lead starts at nothing after each purchase
 * @param author who published it
 * @param note why
 * @param publishedAt milliseconds since 1970 UTC; 0 for a draft
 */
public record ScoringModel(
        int version,
        Duration halfLife,
        Threshold threshold,
        double cap,
        List<Rule> rules,
        Map<String, Double> groups,
        List<FitRule> fit,
        Grades grades,
        List<Disqualifier> disqualifiers,
        boolean resetOnPurchase,
        String author,
        String note,
        long publishedAt) {

    public static final int MAX_RULES = 100;
    public static final int MAX_DISQUALIFIERS = 50;
    private static final double MAX_SCORE = 10_000;

    /**
     * When a lead is an MQL.
     *
     * @param in score at which it becomes one
     * @param out score under which it stops being one; not above {@code in}, so that nobody flickers
     * @param minSignals how many different types of events must have given points
     */
    public record Threshold(double in, double out, int minSignals) {
        public Threshold {
            InvalidModelException.unless(
                    Double.isFinite(in) && in > 0 && in <= MAX_SCORE,
                    "threshold.in",
                    "must be over 0 and at most 10000");
            InvalidModelException.unless(
                    Double.isFinite(out) && out > 0 && out <= in,
                    "threshold.out",
                    "must be over 0 and not above threshold.in, else an MQL would fall out at once");
            InvalidModelException.unless(
                    minSignals >= 1 && minSignals <= 20, "threshold.minSignals", "must be from 1 to 20");
        }
    }

    public ScoringModel {
        rules = List.copyOf(rules);
        groups = Map.copyOf(groups);
        fit = List.copyOf(fit);
        disqualifiers = List.copyOf(disqualifiers);
        InvalidModelException.unless(isHalfLife(halfLife), "halfLife", "must be from 1 hour to 365 days");
        InvalidModelException.unless(
                Double.isFinite(cap) && (cap == 0 || cap >= threshold.in() && cap <= MAX_SCORE),
                "cap",
                "must be 0 (no cap), or from threshold.in, else nobody could become an MQL, to 10000");
        InvalidModelException.unless(
                !rules.isEmpty() && rules.size() <= MAX_RULES, "rules", "must be 1 to " + MAX_RULES + " rules");
        InvalidModelException.unless(
                groups.size() <= MAX_RULES
                        && groups.keySet().stream().allMatch(name -> name.matches("[a-z][a-z0-9_]{0,39}")),
                "groups",
                "must have names of small letters, digits and underscores, at most 40; and be at most 100");
        InvalidModelException.unless(
                groups.values().stream().allMatch(c -> Double.isFinite(c) && c > 0 && c <= MAX_SCORE),
                "groups",
                "must have caps over 0, at most 10000");
        InvalidModelException.unless(
                fit.size() <= MAX_RULES && disqualifiers.size() <= MAX_DISQUALIFIERS,
                "fit",
                "must be at most 100 rules, and at most 50 disqualifiers");
        InvalidModelException.unless(
                author.length() <= 100 && note.length() <= 500, "note", "must have at most 500 characters");
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            InvalidModelException.unless(
                    names.add(rule.name()), rule.name(), "stands twice; each rule has a name of its own");
            InvalidModelException.unless(
                    rule.group().isEmpty() || groups.containsKey(rule.group()),
                    rule.name() + ".group",
                    "must name one of the groups");
        }
        for (FitRule rule : fit) {
            InvalidModelException.unless(
                    fit.stream().anyMatch(r -> r.attribute().equals(rule.attribute()) && r.points() > 0),
                    "fit." + rule.attribute(),
                    "must have a value that gives points, else nothing could be reached");
        }
    }

    /** A model of rules, a threshold and a half-life, and nothing else. */
    public static ScoringModel of(Duration halfLife, Threshold threshold, List<Rule> rules) {
        return new ScoringModel(
                0,
                halfLife,
                threshold,
                0,
                rules,
                Map.of(),
                List.of(),
                Grades.usual(threshold.in()),
                List.of(),
                false,
                "",
                "",
                0);
    }

    static boolean isHalfLife(Duration time) {
        return time.compareTo(Duration.ofHours(1)) >= 0 && time.compareTo(Duration.ofDays(365)) <= 0;
    }

    public double in() {
        return threshold.in();
    }

    public double out() {
        return threshold.out();
    }

    public int minSignals() {
        return threshold.minSignals();
    }

    /** The same model as a published version. */
    public ScoringModel published(int newVersion, String newAuthor, String newNote, long at) {
        Draft draft = new Draft(this);
        draft.version = newVersion;
        draft.author = newAuthor;
        draft.note = newNote;
        draft.publishedAt = at;
        return draft.model();
    }

    /** The same model with other times, threshold and rules: what marketers change most. */
    public ScoringModel with(Duration newHalfLife, Threshold newThreshold, List<Rule> newRules) {
        Draft draft = new Draft(this);
        draft.halfLife = newHalfLife;
        draft.threshold = newThreshold;
        draft.rules = newRules;
        return draft.model();
    }

    public ScoringModel withFit(List<FitRule> newFit, Grades newGrades) {
        Draft draft = new Draft(this);
        draft.fit = newFit;
        draft.grades = newGrades;
        return draft.model();
    }

    public ScoringModel withCaps(double total, Map<String, Double> newGroups) {
        Draft draft = new Draft(this);
        draft.cap = total;
        draft.groups = newGroups;
        return draft.model();
    }

    public ScoringModel withDisqualifiers(List<Disqualifier> all) {
        Draft draft = new Draft(this);
        draft.disqualifiers = all;
        return draft.model();
    }

    public ScoringModel resetOnPurchase(boolean reset) {
        Draft draft = new Draft(this);
        draft.resetOnPurchase = reset;
        return draft.model();
    }

    /** The first rule for an event type; {@code null} if it is worth nothing. */
    public @Nullable Rule rule(String event) {
        return rules.stream().filter(r -> r.event().equals(event)).findFirst().orElse(null);
    }

    /** The rule of this name; {@code null} if there is none. */
    public @Nullable Rule named(String name) {
        return rules.stream().filter(r -> r.name().equals(name)).findFirst().orElse(null);
    }

    /** The properties that rules and disqualifiers ask of events, by event type: what has to be remembered of them. */
    public Map<String, Set<String>> asks() {
        Map<String, Set<String>> asks = new TreeMap<>();
        for (Rule rule : rules) {
            rule.when().forEach(c -> asks(asks, rule.event(), c.property()));
            if (rule.follows() != null) {
                asks(asks, rule.event(), rule.follows().property());
            }
        }
        for (Disqualifier disqualifier : disqualifiers) {
            if (!disqualifier.event().isEmpty()) {
                disqualifier.when().forEach(c -> asks(asks, disqualifier.event(), c.property()));
            }
        }
        return asks;
    }

    private static void asks(Map<String, Set<String>> asks, String event, String property) {
        asks.computeIfAbsent(event, e -> new HashSet<>()).add(property);
    }

    /** A copy in which single parts are exchanged. */
    private static final class Draft {
        private int version;
        private Duration halfLife;
        private Threshold threshold;
        private double cap;
        private List<Rule> rules;
        private Map<String, Double> groups;
        private List<FitRule> fit;
        private Grades grades;
        private List<Disqualifier> disqualifiers;
        private boolean resetOnPurchase;
        private String author;
        private String note;
        private long publishedAt;

        Draft(ScoringModel model) {
            version = model.version;
            halfLife = model.halfLife;
            threshold = model.threshold;
            cap = model.cap;
            rules = model.rules;
            groups = model.groups;
            fit = model.fit;
            grades = model.grades;
            disqualifiers = model.disqualifiers;
            resetOnPurchase = model.resetOnPurchase;
            author = model.author;
            note = model.note;
            publishedAt = model.publishedAt;
        }

        ScoringModel model() {
            return new ScoringModel(
                    version,
                    halfLife,
                    threshold,
                    cap,
                    rules,
                    groups,
                    fit,
                    grades,
                    disqualifiers,
                    resetOnPurchase,
                    author,
                    note,
                    publishedAt);
        }
    }
}
