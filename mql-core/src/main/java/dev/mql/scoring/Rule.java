package dev.mql.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of event is worth. Immutable; the methods with the names of parts give a copy with that part.
 *
 * @param name unique in its model, {@code [a-z][a-z0-9_]{0,39}}; the event type, where a type has one rule only
 * @param event event type
 * @param points for each time (or for each unit of {@link #follows}), -100 to 100; with a ladder its steps hold
 * @param when the rule counts only events of which all of this holds
 * @param follows what the points grow with; {@code null} = the same points each time
 * @param repeats what the same thing is worth again
 * @param maxPerDay how many times a day (UTC) count, the newest; 0 = all
 * @param cap points that the rule can give in all, newest first; 0 = no cap
 * @param group name of a group of the model whose cap it shares; empty = none
 * @param ladder points by how often; empty = {@code points} each time
 * @param within how far back it looks; {@code null} = as far as history goes
 * @param halfLife after which its points are worth half; {@code null} = that of the model
 */
public record Rule(
        String name,
        String event,
        double points,
        List<Condition> when,
        @Nullable Follows follows,
        Repeats repeats,
        int maxPerDay,
        double cap,
        String group,
        List<Step> ladder,
        @Nullable Duration within,
        @Nullable Duration halfLife) {

    public static final double MAX_POINTS = 100;
    public static final int MAX_PER_DAY = 1_000;
    public static final double MAX_CAP = 1_000;
    public static final int MAX_STEPS = 20;
    public static final int MAX_CONDITIONS = 8;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /** What the same object (item, mail, page; for {@link #ONCE} also "no object") is worth when it comes again. */
    public enum Repeats {
        /** Counts once a day (UTC), at its latest time. */
        DAILY,
        /** Counts once, at its latest time. */
        ONCE,
        /** Counts each time. */
        ALWAYS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Rule {
        when = List.copyOf(when);
        ladder = List.copyOf(ladder);
        InvalidModelException.unless(
                NAME.matcher(name).matches(),
                "rule",
                "must have a name of small letters, digits and underscores, at most 40");
        InvalidModelException.unless(NAME.matcher(event).matches(), name + ".event", "must name an event type");
        InvalidModelException.unless(
                Double.isFinite(points) && Math.abs(points) <= MAX_POINTS,
                name + ".points",
                "must be a number from -100 to 100");
        InvalidModelException.unless(when.size() <= MAX_CONDITIONS, name + ".when", "must have at most 8 conditions");
        InvalidModelException.unless(
                maxPerDay >= 0 && maxPerDay <= MAX_PER_DAY, name + ".maxPerDay", "must be from 0 (no limit) to 1000");
        InvalidModelException.unless(
                Double.isFinite(cap) && cap >= 0 && cap <= MAX_CAP, name + ".cap", "must be from 0 (no cap) to 1000");
        InvalidModelException.unless(
                group.isEmpty() || NAME.matcher(group).matches(), name + ".group", "must name a group");
        InvalidModelException.unless(ladder.size() <= MAX_STEPS, name + ".ladder", "must have at most 20 steps");
        for (int i = 0; i < ladder.size(); i++) {
            Step step = ladder.get(i);
            InvalidModelException.unless(
                    Double.isFinite(step.points()) && Math.abs(step.points()) <= MAX_CAP,
                    name + ".ladder",
                    "must have points from -1000 to 1000");
            InvalidModelException.unless(
                    step.times() >= 1 && step.times() <= 10_000, name + ".ladder", "must have times from 1 to 10000");
            InvalidModelException.unless(
                    i == 0
                            || step.times() > ladder.get(i - 1).times()
                                    && Math.abs(step.points())
                                            > Math.abs(ladder.get(i - 1).points())
                                    && step.points() * ladder.get(i - 1).points() >= 0,
                    name + ".ladder",
                    "must rise: each step more times, and more points than the one before");
        }
        InvalidModelException.unless(
                ladder.isEmpty() || follows == null,
                name + ".ladder",
                "can not be beside follows: points are given by how often or by how much");
        InvalidModelException.unless(
                within == null
                        || within.compareTo(Duration.ofHours(1)) >= 0 && within.compareTo(Duration.ofDays(3650)) <= 0,
                name + ".within",
                "must be from 1 hour to 3650 days");
        InvalidModelException.unless(
                halfLife == null || ScoringModel.isHalfLife(halfLife),
                name + ".halfLife",
                "must be from 1 hour to 365 days");
    }

    /** A rule that gives its points for each different thing on each day. */
    public static Rule each(String event, double points) {
        return new Rule(event, event, points, List.of(), null, Repeats.DAILY, 0, 0, "", List.of(), null, null);
    }

    public static Rule daily(String event, double points, int maxPerDay) {
        return each(event, points).maxPerDay(maxPerDay);
    }

    public Rule name(String newName) {
        return new Rule(
                newName, event, points, when, follows, repeats, maxPerDay, cap, group, ladder, within, halfLife);
    }

    public Rule points(double newPoints) {
        return new Rule(
                name, event, newPoints, when, follows, repeats, maxPerDay, cap, group, ladder, within, halfLife);
    }

    public Rule when(Condition... conditions) {
        return new Rule(
                name,
                event,
                points,
                List.of(conditions),
                follows,
                repeats,
                maxPerDay,
                cap,
                group,
                ladder,
                within,
                halfLife);
    }

    /** Points for each so much of a property; each event counts, since each measures something of its own. */
    public Rule follows(String property, double per, double most) {
        return new Rule(
                name,
                event,
                points,
                when,
                new Follows(property, per, most),
                Repeats.ALWAYS,
                maxPerDay,
                cap,
                group,
                ladder,
                within,
                halfLife);
    }

    public Rule repeats(Repeats newRepeats) {
        return new Rule(
                name, event, points, when, follows, newRepeats, maxPerDay, cap, group, ladder, within, halfLife);
    }

    public Rule maxPerDay(int most) {
        return new Rule(name, event, points, when, follows, repeats, most, cap, group, ladder, within, halfLife);
    }

    public Rule cap(double newCap) {
        return new Rule(
                name, event, points, when, follows, repeats, maxPerDay, newCap, group, ladder, within, halfLife);
    }

    public Rule group(String newGroup) {
        return new Rule(
                name, event, points, when, follows, repeats, maxPerDay, cap, newGroup, ladder, within, halfLife);
    }

    public Rule ladder(Step... steps) {
        return new Rule(
                name, event, points, when, follows, repeats, maxPerDay, cap, group, List.of(steps), within, halfLife);
    }

    public Rule within(@Nullable Duration window) {
        return new Rule(name, event, points, when, follows, repeats, maxPerDay, cap, group, ladder, window, halfLife);
    }

    public Rule halfLife(@Nullable Duration newHalfLife) {
        return new Rule(
                name, event, points, when, follows, repeats, maxPerDay, cap, group, ladder, within, newHalfLife);
    }

    /** Whether it can give points, rather than take them. */
    public boolean gives() {
        return ladder.isEmpty() ? points > 0 : ladder.get(ladder.size() - 1).points() > 0;
    }
}
