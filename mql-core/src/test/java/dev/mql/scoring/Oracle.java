package dev.mql.scoring;

import dev.mql.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The score by the book, from raw events: slow, plain, and written apart from the scorer. Rules are taken one by one; only then are the
 * limits that rules share applied, newest points first.
 */
public final class Oracle {
    private static final long DAY = 86_400_000L;

    private final ScoringModel model;

    public Oracle(ScoringModel model) {
        this.model = model;
    }

    /** Points of one event by one rule, before they fade. */
    private record Given(Rule rule, Event event, double points) {}

    private static long second(Event event) {
        return event.at() - Math.floorMod(event.at(), 1_000L);
    }

    private static final Comparator<Event> NEWEST = Comparator.comparingLong(Oracle::second)
            .reversed()
            .thenComparing(Event::type)
            .thenComparing(e -> e.object() == null ? "" : e.object());

    public double score(List<Event> happened, long now) {
        List<Event> events = new ArrayList<>();
        Set<Object> ids = new HashSet<>();
        happened.stream().filter(e -> ids.add(e.id())).forEach(events::add);
        events.sort(NEWEST);
        Map<Rule, List<Given>> byRule = new HashMap<>();
        for (Rule rule : model.rules()) {
            byRule.put(rule, points(rule, events, now));
        }
        List<Given> all = new ArrayList<>();
        for (Event event : events) {
            for (Rule rule : model.rules()) {
                byRule.get(rule).stream().filter(g -> g.event() == event).forEach(all::add);
            }
        }
        Map<String, Double> groups = new HashMap<>(model.groups());
        Map<Rule, Double> rules = new HashMap<>();
        double total = model.cap() == 0 ? Double.MAX_VALUE : model.cap();
        double sum = 0;
        for (Given given : all) {
            Rule rule = given.rule();
            double room = rules.getOrDefault(rule, rule.cap() == 0 ? Double.MAX_VALUE : rule.cap());
            double counted = Math.signum(given.points()) * Math.min(Math.abs(given.points()), room);
            if (counted > 0) {
                double shared = rule.group().isEmpty() ? Double.MAX_VALUE : groups.get(rule.group());
                counted = Math.min(counted, Math.min(shared, total));
                total -= counted;
                if (!rule.group().isEmpty()) {
                    groups.put(rule.group(), shared - counted);
                }
            }
            rules.put(rule, room - Math.abs(counted));
            long halfLife = (rule.halfLife() == null ? model.halfLife() : rule.halfLife()).toMillis();
            sum += counted * Math.pow(0.5, Math.max(0, now - second(given.event())) / (double) halfLife);
        }
        return sum;
    }

    private static List<Given> points(Rule rule, List<Event> newestFirst, long now) {
        List<Event> counted = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<Long, Integer> onDay = new HashMap<>();
        for (Event event : newestFirst) {
            long at = second(event);
            boolean meant = event.type().equals(rule.event())
                    && rule.when().stream().allMatch(c -> holds(c, event))
                    && (rule.within() == null || now - at <= rule.within().toMillis());
            if (!meant) {
                continue;
            }
            String object = event.object();
            boolean again =
                    switch (rule.repeats()) {
                        case ALWAYS -> false;
                        case ONCE -> !seen.add(String.valueOf(object));
                        case DAILY -> object != null && !seen.add(object + " on " + Math.floorDiv(at, DAY));
                    };
            if (again) {
                continue;
            }
            int today = onDay.merge(Math.floorDiv(at, DAY), 1, Integer::sum);
            if (rule.maxPerDay() == 0 || today <= rule.maxPerDay()) {
                counted.add(event);
            }
        }
        List<Given> given = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            int place = counted.size() - i;
            given.add(new Given(rule, counted.get(i), worth(rule, counted.get(i), place)));
        }
        return given;
    }

    private static double worth(Rule rule, Event event, int place) {
        if (!rule.ladder().isEmpty()) {
            return climbed(rule, place) - climbed(rule, place - 1);
        }
        if (rule.follows() == null) {
            return rule.points();
        }
        Double amount = event.props().number(rule.follows().property());
        double units = (amount == null ? 0 : amount) / rule.follows().per();
        return rule.points() * Math.max(0, Math.min(rule.follows().most(), units));
    }

    private static double climbed(Rule rule, int times) {
        return rule.ladder().stream()
                .filter(step -> step.times() <= times)
                .mapToDouble(Step::points)
                .reduce(0, (a, b) -> b);
    }

    private static boolean holds(Condition condition, Event event) {
        Double number = event.props().number(condition.property());
        String text = event.props().text(condition.property());
        if (condition.atLeast() != null && (number == null || number < condition.atLeast())) {
            return false;
        }
        return condition.in().isEmpty() || text != null && condition.in().contains(text);
    }
}
