package dev.mql.admin.page.scoring;

import dev.mql.scoring.FitRule;
import dev.mql.scoring.Follows;
import dev.mql.scoring.Grades;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import dev.mql.scoring.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a draft of a model and of what was typed. What the form does not show stays as it is. Pure. */
final class Drafts {
    private Drafts() {}

    /**
     * The model with the given numbers and ticks in the place of its own.
     *
     * @throws dev.mql.scoring.InvalidModelException if they contradict each other
     */
    static ScoringModel of(ScoringModel base, List<String> events, Typed typed) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : Numbers.rules(base, events)) {
            Rule changed = rule(rule, typed);
            if (base.named(rule.name()) != null || changed.points() != 0) {
                rules.add(changed);
            }
        }
        Map<String, Double> groups = new LinkedHashMap<>();
        Numbers.groups(base)
                .forEach((field, group) -> groups.put(group.getKey(), typed.value(field, group.getValue())));
        List<FitRule> fit = new ArrayList<>();
        Numbers.fit(base)
                .forEach((field, rule) -> fit.add(new FitRule(rule.when(), typed.value(field, rule.points()))));
        ScoringModel.Threshold threshold =
                new ScoringModel.Threshold(typed.value("in", base.in()), typed.value("out", base.out()), (int)
                        typed.value("signals", base.minSignals()));
        return new ScoringModel(
                0,
                time(typed, "half-life", base.halfLife()),
                threshold,
                typed.value("cap", base.cap()),
                rules,
                groups,
                fit,
                grades(base.grades(), typed),
                base.disqualifiers(),
                typed.ticked(Typed.RESET, base.resetOnPurchase()),
                "",
                "",
                0);
    }

    private static Rule rule(Rule rule, Typed typed) {
        Follows follows = rule.follows();
        List<Step> ladder = new ArrayList<>();
        for (int i = 0; i < rule.ladder().size(); i++) {
            Step step = rule.ladder().get(i);
            ladder.add(new Step(
                    (int) typed.value(Numbers.step(rule, i, "times"), step.times()),
                    typed.value(Numbers.step(rule, i, "points"), step.points())));
        }
        return new Rule(
                rule.name(),
                rule.event(),
                typed.value(Numbers.name(rule, "points"), rule.points()),
                rule.when(),
                follows == null
                        ? null
                        : new Follows(
                                follows.property(),
                                typed.value(Numbers.name(rule, "per"), follows.per()),
                                typed.value(Numbers.name(rule, "most"), follows.most())),
                rule.repeats(),
                (int) typed.value(Numbers.name(rule, "day"), rule.maxPerDay()),
                typed.value(Numbers.name(rule, "cap"), rule.cap()),
                rule.group(),
                ladder,
                optional(typed, Numbers.name(rule, "within"), rule.within()),
                optional(typed, Numbers.name(rule, "half"), rule.halfLife()));
    }

    private static Grades grades(Grades base, Typed typed) {
        List<String> high = Grades.CELLS.stream()
                .filter(cell -> typed.ticked(Typed.cell(cell), base.high().contains(cell)))
                .toList();
        return new Grades(
                typed.value("grade.A", base.fitA()),
                typed.value("grade.B", base.fitB()),
                typed.value("grade.1", base.engagement1()),
                typed.value("grade.2", base.engagement2()),
                Set.copyOf(high).equals(Set.copyOf(base.high())) ? base.high() : high);
    }

    private static @Nullable Duration optional(Typed typed, String name, @Nullable Duration time) {
        return time == null ? null : time(typed, name, time);
    }

    /** A time that nobody changed stays exact, also where its days are not. */
    private static Duration time(Typed typed, String name, Duration time) {
        double days = typed.value(name, Numbers.days(time));
        return days == Numbers.days(time) ? time : Duration.ofSeconds(Math.round(days * 86_400));
    }
}
