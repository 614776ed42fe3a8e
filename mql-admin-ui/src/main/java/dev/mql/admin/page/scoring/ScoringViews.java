package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.scoring.Follows;
import dev.mql.scoring.Grades;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a scoring model into sentences with numbers that can be changed. Pure. */
final class ScoringViews {
    private final ScoringModel model;
    private final Typed typed;
    private final Map<String, Numbers.Entry> numbers;
    private final List<String> events;

    ScoringViews(ScoringModel model, List<String> events, Typed typed) {
        this.model = model;
        this.typed = typed;
        this.events = events;
        this.numbers = Numbers.of(model, events);
    }

    List<ScoringView.Group> groups() {
        List<ScoringView.Sentence> counts = new ArrayList<>();
        List<ScoringView.Sentence> against = new ArrayList<>();
        List<ScoringView.Sentence> nothing = new ArrayList<>();
        boolean nothingTyped = true;
        for (Rule rule : Numbers.rules(model, events)) {
            if (rule.gives()) {
                counts.add(sentence(rule));
            } else if (rule.points() < 0 || !rule.ladder().isEmpty()) {
                against.add(sentence(rule));
            } else {
                nothing.add(sentence(rule));
                nothingTyped &= untouched(rule);
            }
        }
        List<ScoringView.Group> groups = new ArrayList<>();
        groups.add(new ScoringView.Group(
                "When a lead is an MQL",
                "Both must hold: enough points, from enough kinds of signal.",
                false,
                threshold()));
        groups.add(new ScoringView.Group(
                "What counts",
                "Nothing, or 0, in the place of a limit means that there is none. The same thing (a product, a page, a mail)"
                        + " counts once a day, unless the rule says otherwise.",
                false,
                counts));
        if (!against.isEmpty()) {
            groups.add(new ScoringView.Group("What counts against", "Points that are taken away.", false, against));
        }
        if (!nothing.isEmpty()) {
            groups.add(new ScoringView.Group(
                    "Worth nothing so far", "Give points to any of these and it counts.", nothingTyped, nothing));
        }
        if (!model.groups().isEmpty()) {
            groups.add(new ScoringView.Group(
                    "Rules that share a limit", "The newest points of all rules of a group count.", false, shared()));
        }
        return groups;
    }

    private boolean untouched(Rule rule) {
        return typed.texts().entrySet().stream()
                .filter(e -> e.getKey().startsWith("rule." + rule.name() + '.'))
                .allMatch(e -> e.getValue().isEmpty() || e.getValue().equals("0"));
    }

    private List<ScoringView.Sentence> threshold() {
        return List.of(
                said(
                        text("A lead becomes an MQL at"),
                        field("in"),
                        text("points from"),
                        field("signals"),
                        text("or more kinds of signal.")),
                said(text("It stops being one under"), field("out"), text("points.")),
                said(text("Points are worth half after"), field("half-life"), text("days.")),
                said(text("All rules together give at most"), field("cap"), text("points.")));
    }

    private List<ScoringView.Sentence> shared() {
        List<ScoringView.Sentence> all = new ArrayList<>();
        Numbers.groups(model).forEach((name, capped) -> {
            String group = capped.getKey();
            String rules = model.rules().stream()
                    .filter(rule -> rule.group().equals(group))
                    .map(InWords::title)
                    .collect(Collectors.joining(", "));
            all.add(new ScoringView.Sentence(
                    "“" + InWords.spaced(group) + "”",
                    rules.isEmpty() ? "no rule so far" : rules,
                    List.of(text("at most"), field(name), text("points in all.")),
                    List.of()));
        });
        return all;
    }

    private static ScoringView.Sentence said(ScoringView.Part... parts) {
        return new ScoringView.Sentence("", "", List.of(parts), List.of());
    }

    private ScoringView.Sentence sentence(Rule rule) {
        List<ScoringView.Part> parts = new ArrayList<>();
        Follows follows = rule.follows();
        for (int i = 0; i < rule.ladder().size(); i++) {
            parts.add(text(i == 0 ? "from" : "points, from"));
            parts.add(field(Numbers.step(rule, i, "times")));
            parts.add(text(i == 0 ? "times on" : "on"));
            parts.add(field(Numbers.step(rule, i, "points")));
        }
        if (rule.ladder().isEmpty()) {
            parts.add(field(Numbers.name(rule, "points")));
        }
        if (follows != null) {
            parts.add(text("for each"));
            parts.add(field(Numbers.name(rule, "per")));
            parts.add(text(InWords.unit(follows.property()) + ", up to"));
            parts.add(field(Numbers.name(rule, "most")));
            parts.add(text("times at once; at most"));
        } else {
            parts.add(text("points, at most"));
        }
        parts.add(field(Numbers.name(rule, "day")));
        parts.add(text("a day,"));
        parts.add(field(Numbers.name(rule, "cap")));
        parts.add(text("in all."));
        String when = rule.when().isEmpty() ? "" : "when " + InWords.all(rule.when());
        String name = rule.name().equals(rule.event()) ? "" : InWords.spaced(rule.name());
        return new ScoringView.Sentence(
                Words.does(rule.event()),
                name.isEmpty() || when.isEmpty() ? name + when : name + ": " + when,
                parts,
                more(rule));
    }

    private List<ScoringView.Part> more(Rule rule) {
        List<ScoringView.Part> parts = new ArrayList<>();
        if (rule.within() != null) {
            parts.add(text("Only in the last"));
            parts.add(field(Numbers.name(rule, "within")));
            parts.add(text("days."));
        }
        if (rule.halfLife() != null) {
            parts.add(text("Worth half after"));
            parts.add(field(Numbers.name(rule, "half")));
            parts.add(text("days."));
        }
        if (rule.repeats() == Rule.Repeats.ONCE) {
            parts.add(text("The same thing counts only once."));
        } else if (rule.repeats() == Rule.Repeats.ALWAYS && rule.follows() == null) {
            parts.add(text("The same thing counts each time."));
        } else if (rule.repeats() == Rule.Repeats.DAILY && rule.follows() != null) {
            parts.add(text("The same thing counts once a day."));
        }
        if (!rule.group().isEmpty()) {
            parts.add(text("Shares the limit of “" + InWords.spaced(rule.group()) + "”."));
        }
        return parts;
    }

    List<ScoringView.FitRow> fit() {
        List<ScoringView.FitRow> rows = new ArrayList<>();
        Numbers.fit(model).forEach((name, rule) -> {
            String attribute = InWords.property(rule.attribute());
            String what = InWords.condition(rule.when()).substring(attribute.length() + 1);
            boolean first = rows.stream().noneMatch(row -> row.attribute().equals(attribute));
            rows.add(new ScoringView.FitRow(attribute, first, what, number(name)));
        });
        return rows;
    }

    ScoringView.Matrix matrix() {
        List<ScoringView.Row> rows = new ArrayList<>();
        for (String letter : List.of("A", "B", "C")) {
            rows.add(new ScoringView.Row(
                    letter,
                    letter.equals("C") ? null : number("grade." + letter),
                    Grades.CELLS.stream()
                            .filter(cell -> cell.startsWith(letter))
                            .map(cell -> tick(
                                    Typed.cell(cell),
                                    cell,
                                    model.grades().high().contains(cell)))
                            .toList()));
        }
        return new ScoringView.Matrix(number("grade.1"), number("grade.2"), rows);
    }

    ScoringView.Tick reset() {
        return tick(Typed.RESET, "A lead starts at nothing after each purchase.", model.resetOnPurchase());
    }

    List<ScoringView.Out> out() {
        return model.disqualifiers().stream()
                .map(d -> new ScoringView.Out(d.name(), InWords.disqualifier(d)))
                .toList();
    }

    private ScoringView.Tick tick(String name, String label, boolean published) {
        return new ScoringView.Tick(name, label, typed.ticked(name, published), published);
    }

    private static ScoringView.Part text(String text) {
        return new ScoringView.Part(text, null);
    }

    private ScoringView.Part field(String name) {
        return new ScoringView.Part(null, number(name));
    }

    private ScoringView.Field number(String name) {
        Numbers.Entry number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no number " + name);
        }
        @Nullable String text = typed.texts().get(name);
        return new ScoringView.Field(
                name,
                number.label() + (number.limit() ? "; nothing means no limit" : ""),
                text == null ? number.shown() : text,
                Show.number(number.value()),
                Show.number(number.least()),
                Show.number(number.most()),
                number.whole() ? "1" : "any",
                number.limit() ? InWords.NO_LIMIT : "",
                typed.errors().get(name));
    }
}
