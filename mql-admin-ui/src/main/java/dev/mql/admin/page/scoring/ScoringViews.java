package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            if (rule.points() > 0) {
                counts.add(sentence(rule));
            } else if (rule.points() < 0) {
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
                "How many times a day something counts, and how many points it gives in all; 0 means no limit.",
                false,
                counts));
        if (!against.isEmpty()) {
            groups.add(new ScoringView.Group("What counts against", "Points that are taken away.", false, against));
        }
        if (!nothing.isEmpty()) {
            groups.add(new ScoringView.Group(
                    "Worth nothing so far", "Give points to any of these and it counts.", nothingTyped, nothing));
        }
        return groups;
    }

    private boolean untouched(Rule rule) {
        return typed.texts().entrySet().stream()
                .filter(e -> e.getKey().startsWith("rule." + rule.name() + '.'))
                .allMatch(e -> e.getValue().equals("0"));
    }

    private List<ScoringView.Sentence> threshold() {
        return List.of(
                new ScoringView.Sentence(List.of(
                        text("A lead becomes an MQL at"),
                        field("in"),
                        text("points from"),
                        field("signals"),
                        text("or more kinds of signal."))),
                new ScoringView.Sentence(List.of(text("It stops being one under"), field("out"), text("points."))),
                new ScoringView.Sentence(
                        List.of(text("All points are worth half after"), field("half-life"), text("days."))));
    }

    private ScoringView.Sentence sentence(Rule rule) {
        String does = Words.does(rule.event());
        List<ScoringView.Part> parts = new ArrayList<>();
        parts.add(text(does));
        parts.add(field(Numbers.name(rule, "points")));
        if (rule.follows() != null) {
            parts.add(text("points every"));
            parts.add(field(Numbers.name(rule, "per")));
            parts.add(text("seconds,"));
        } else {
            parts.add(text("points, at most"));
            parts.add(field(Numbers.name(rule, "day")));
            parts.add(text("a day,"));
        }
        parts.add(field(Numbers.name(rule, "cap")));
        parts.add(text("in all."));
        return new ScoringView.Sentence(parts);
    }

    private static ScoringView.Part text(String text) {
        return new ScoringView.Part(text, null);
    }

    private ScoringView.Part field(String name) {
        Numbers.Entry number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no number " + name);
        }
        String published = Show.number(number.value());
        @Nullable String text = typed.texts().get(name);
        return new ScoringView.Part(
                null,
                new ScoringView.Field(
                        name,
                        number.label(),
                        text == null ? published : text,
                        published,
                        Show.number(number.least()),
                        Show.number(number.most()),
                        number.whole() ? "1" : "any",
                        typed.errors().get(name)));
    }

    /** Newest first, each with what it changed against the one before. */
    static List<ScoringView.Version> history(List<ScoringModel> newestFirst, Show show) {
        List<ScoringView.Version> history = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            ScoringModel version = newestFirst.get(i);
            List<String> changes =
                    i + 1 < newestFirst.size() ? Changes.between(newestFirst.get(i + 1), version) : List.of();
            history.add(new ScoringView.Version(
                    "Version " + version.version(),
                    show.when(version.publishedAt()),
                    version.author(),
                    version.note(),
                    changes));
        }
        return history;
    }
}
