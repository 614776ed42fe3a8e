package dev.mql.scoring;

import dev.mql.event.Props;
import dev.mql.lead.Activity;
import dev.mql.lead.Correction;
import dev.mql.lead.Lead;
import dev.mql.lead.Touch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What time and further events will make of a score. Immutable. */
final class Forecast {
    private static final long HORIZON = 3_653L * 86_400_000L;
    private static final long HOUR = 3_600_000L;
    private static final int MAX_TIMES = 5;
    private static final int MAX_WAYS = 3;
    /** Points that a place in the ranking may be off. */
    private static final double TOLERANCE = 1;

    private final Scorer scorer;

    Forecast(Scorer scorer) {
        this.scorer = scorer;
    }

    long fallsAt(Lead lead, long now) {
        long falls = fallsSomeTime(lead, now);
        return falls - now > HORIZON ? Lead.NEVER : falls;
    }

    private long fallsSomeTime(Lead lead, long now) {
        Score score = scorer.score(lead, now);
        double out = scorer.model().out();
        if (score.value() < out) {
            return now;
        }
        if (fadesAlike(lead, now)) {
            return now
                    + untilHalved(score.value() / out, scorer.model().halfLife().toMillis());
        }
        // Points that were taken away fade too, so a score may rise by itself: then it is looked at step by step.
        // Otherwise it only falls, and one look at the end of each stretch is enough.
        boolean falls = score.lines().stream().allMatch(line -> line.left() >= 0);
        NavigableSet<Long> breaks = breaks(lead, now);
        long at = now;
        while (at - now < HORIZON) {
            long next = at + (falls ? untilHalved(value(lead, at) / out, longest()) : Math.max(HOUR, shortest() / 8));
            Long broken = breaks.higher(at);
            if (broken != null && broken < next) {
                next = broken;
            }
            if (value(lead, next) < out) {
                return firstUnder(lead, at, next, out);
            }
            at = next;
        }
        return Lead.NEVER;
    }

    /** The time after which so many times something is less than once something. */
    private static long untilHalved(double times, long halfLife) {
        return (long) Math.floor(Math.log(times) / Math.log(2) * halfLife) + 1;
    }

    /** The first millisecond under the threshold, in a stretch at whose beginning the lead is over it and at whose end it is not. */
    private long firstUnder(Lead lead, long over, long under, double out) {
        long low = over;
        long high = under;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (value(lead, middle) < out) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private double value(Lead lead, long now) {
        return scorer.score(lead, now).value();
    }

    /** Whether all points halve together, so that logarithms say when. */
    private boolean fadesAlike(Lead lead, long now) {
        if (lead.corrections().stream().anyMatch(c -> c.until() > now)) {
            return false;
        }
        if (!lead.activity().touches().isEmpty()
                && lead.activity().touches().get(0).at() > now) {
            return false;
        }
        for (CompiledModel.Compiled rule : scorer.compiled().rules()) {
            boolean other = rule.within() != 0 || rule.rule().halfLife() != null;
            if (other && lead.activity().did(rule.rule().event())) {
                return false;
            }
        }
        return true;
    }

    private long longest() {
        long longest = scorer.model().halfLife().toMillis();
        for (CompiledModel.Compiled rule : scorer.compiled().rules()) {
            longest = Math.max(longest, (long) rule.halfLife());
        }
        return longest;
    }

    private long shortest() {
        long shortest = scorer.model().halfLife().toMillis();
        for (CompiledModel.Compiled rule : scorer.compiled().rules()) {
            shortest = Math.min(shortest, (long) rule.halfLife());
        }
        return shortest;
    }

    /** The instants at which a score jumps. */
    private NavigableSet<Long> breaks(Lead lead, long now) {
        NavigableSet<Long> breaks = new TreeSet<>();
        for (Correction correction : lead.corrections()) {
            if (correction.until() > now) {
                breaks.add(correction.until());
            }
        }
        for (CompiledModel.Compiled rule : scorer.compiled().rules()) {
            if (rule.within() != 0) {
                lead.activity().touches().stream()
                        .filter(t -> t.type().equals(rule.rule().event()))
                        .map(t -> t.at() + rule.within() + 1)
                        .filter(end -> end > now)
                        .forEach(breaks::add);
            }
        }
        return breaks;
    }

    long rankAgainAt(Lead lead, Score score, long now) {
        boolean mayRise = score.lines().stream().anyMatch(line -> line.left() < 0);
        if (score.value() < TOLERANCE && !mayRise || fadesAlike(lead, now)) {
            return Lead.NEVER;
        }
        NavigableSet<Long> breaks = breaks(lead, now);
        long horizon = breaks.isEmpty() ? now + HORIZON : breaks.first();
        double rank = scorer.rank(score.value(), now);
        long step = Math.max(HOUR, shortest() / 8);
        for (long at = now + step; at < horizon; at += step, step *= 2) {
            double shown = scorer.scoreOf(rank, at);
            double real = Math.max(0, value(lead, at));
            if (Math.abs(shown - real) > TOLERANCE) {
                return at;
            }
            if (!mayRise && shown < TOLERANCE && real < TOLERANCE) {
                return breaks.isEmpty() ? Lead.NEVER : breaks.first();
            }
        }
        return breaks.isEmpty() ? Lead.NEVER : breaks.first();
    }

    List<Way> ways(Lead lead, long now) {
        List<Way> ways = new ArrayList<>();
        if (scorer.score(lead, now).qualifies(scorer.model())) {
            return ways;
        }
        for (Rule rule : scorer.model().rules()) {
            int times = rule.gives() ? timesNeeded(lead, rule, now) : 0;
            if (times > 0) {
                ways.add(new Way(rule.name(), rule.event(), times));
            }
        }
        ways.sort(Comparator.comparingInt(Way::times).thenComparing(w -> cost(w)));
        return List.copyOf(ways.subList(0, Math.min(MAX_WAYS, ways.size())));
    }

    /** Of ways that take as many times, those first that are worth least: they are asked least of the lead. */
    private double cost(Way way) {
        Rule rule = scorer.model().named(way.rule());
        return rule == null ? 0 : rule.points();
    }

    private int timesNeeded(Lead lead, Rule rule, long now) {
        Props props = props(rule);
        if (props == null) {
            return 0;
        }
        Activity activity = lead.activity();
        for (int times = 1; times <= MAX_TIMES; times++) {
            activity = activity.with(new Touch(rule.event(), now, Long.MAX_VALUE - times, "\u0000" + times, props));
            if (scorer.score(lead.withActivity(activity), now).qualifies(scorer.model())) {
                return times;
            }
        }
        return 0;
    }

    /** Properties with which a rule counts; {@code null} where none can be made up. */
    private static @Nullable Props props(Rule rule) {
        Map<String, Object> all = new HashMap<>();
        for (Condition condition : rule.when()) {
            if (condition.like() != null || !condition.notIn().isEmpty()) {
                return null;
            }
            Double bound = condition.atLeast() == null ? condition.atMost() : condition.atLeast();
            all.put(condition.property(), bound == null ? condition.in().get(0) : bound);
        }
        Follows follows = rule.follows();
        if (follows != null) {
            all.putIfAbsent(follows.property(), follows.per());
        }
        return Props.of(all);
    }
}
