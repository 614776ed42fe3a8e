package dev.mql.scoring;

import dev.mql.event.EventType;
import dev.mql.lead.Activity;
import dev.mql.lead.Consent;
import dev.mql.lead.Correction;
import dev.mql.lead.Fact;
import dev.mql.lead.Lead;
import dev.mql.lead.Touch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run over a lead's history, newest first, so that limits cut what is oldest. Not thread-safe; one for each score. */
final class Tally {
    private static final double LN2 = Math.log(2);

    private final CompiledModel model;
    private final long now;
    private final List<LedgerLine> lines = new ArrayList<>(64);
    private final Map<String, LedgerLine> older = new LinkedHashMap<>();
    private final double[] room;
    private final double[] groupRoom;
    private double totalRoom;
    private final long[] day;
    private final int[] onDay;
    private final int[] rung;
    private final boolean[] signal;
    private double sum;

    Tally(CompiledModel model, long now) {
        this.model = model;
        this.now = now;
        int rules = model.rules().length;
        this.room = new double[rules];
        this.day = new long[rules];
        this.onDay = new int[rules];
        this.rung = new int[rules];
        this.signal = new boolean[model.types()];
        this.groupRoom = model.groupCaps().clone();
    }

    Score of(Lead lead) {
        long from = model.from(lead);
        if (model.hasLadders()) {
            walk(lead.activity(), from, true);
        }
        walk(lead.activity(), from, false);
        for (Correction correction : lead.corrections()) {
            if (correction.at() <= now) {
                double points = correction.holds(now) ? correction.points() : 0;
                sum += points;
                add(new LedgerLine(
                        correction.at(),
                        LedgerLine.CORRECTION,
                        LedgerLine.CORRECTION,
                        model.version(),
                        1,
                        correction.points(),
                        0,
                        points,
                        correction.reason()));
            }
        }
        for (Consent consent : lead.consents()) {
            if (!consent.granted()) {
                add(new LedgerLine(
                        consent.at(),
                        LedgerLine.CONSENT,
                        EventType.CONSENT_WITHDRAWN,
                        model.version(),
                        consent.removed(),
                        0,
                        0,
                        0,
                        consent.purpose().word()));
            }
        }
        lines.sort((a, b) -> Long.compare(b.at(), a.at()));
        lines.addAll(older.values());
        int signals = 0;
        for (boolean one : signal) {
            signals += one ? 1 : 0;
        }
        return new Score(sum, signals, lines);
    }

    private void rewind() {
        Arrays.fill(day, Long.MIN_VALUE);
        for (int i = 0; i < room.length; i++) {
            double cap = model.rules()[i].rule().cap();
            room[i] = cap == 0 ? Double.POSITIVE_INFINITY : cap;
        }
        totalRoom = model.cap() == 0 ? Double.POSITIVE_INFINITY : model.cap();
    }

    /** @param counting whether to find only how many times each ladder was climbed */
    private void walk(Activity activity, long from, boolean counting) {
        rewind();
        List<Touch> touches = activity.touches();
        Counted counted = new Counted(touches);
        for (int i = 0; i < touches.size(); i++) {
            Touch touch = touches.get(i);
            if (touch.at() <= from) {
                return;
            }
            for (CompiledModel.Compiled rule : model.rulesOf(touch.type())) {
                if (counting && rule.rule().ladder().isEmpty()) {
                    continue;
                }
                if (rule.when().test(touch) && counted.first(rule, i) && within(rule, touch.at())) {
                    count(rule, touch.at(), 1, amount(rule, touch), counting);
                }
            }
        }
        for (Fact fact : activity.folded()) {
            if (fact.last() <= from) {
                continue;
            }
            for (CompiledModel.Compiled rule : model.rulesOf(fact.type())) {
                if (known(rule.rule())
                        && within(rule, fact.last())
                        && !(counting && rule.rule().ladder().isEmpty())) {
                    count(rule, fact.last(), fact.count(), fact.amount(), counting);
                }
            }
        }
    }

    /** Whether a day's count still knows what the rule asks: neither properties, nor which objects there were. */
    private static boolean known(Rule rule) {
        return rule.when().isEmpty()
                && rule.repeats() != Rule.Repeats.ONCE
                && (rule.follows() == null || Fact.measures(rule.follows().property()));
    }

    private boolean within(CompiledModel.Compiled rule, long at) {
        return rule.within() == 0 || now - at <= rule.within();
    }

    private static double amount(CompiledModel.Compiled rule, Touch touch) {
        Follows follows = rule.rule().follows();
        Double amount = follows == null ? null : touch.number(follows.property());
        return amount == null ? 0 : amount;
    }

    private void count(CompiledModel.Compiled compiled, long at, int count, double amount, boolean counting) {
        Rule rule = compiled.rule();
        int r = compiled.place();
        int allowed = allowedOn(rule, r, Math.floorDiv(at, Fact.DAY), count);
        if (counting) {
            rung[r] += allowed;
            return;
        }
        double given;
        double counted;
        Follows follows = rule.follows();
        if (follows != null) {
            given = rule.points() * follows.times(amount, count);
            counted = count == 0 ? 0 : given * allowed / count;
        } else if (!rule.ladder().isEmpty()) {
            given = onLadder(rule.ladder(), rung[r]) - onLadder(rule.ladder(), rung[r] - allowed);
            rung[r] -= allowed;
            counted = given;
        } else {
            given = rule.points() * count;
            counted = rule.points() * allowed;
        }
        counted = limited(compiled, counted);
        double left = counted * decay(at, compiled.halfLife());
        if (counted > 0) {
            signal[compiled.type()] = true;
        }
        sum += left;
        add(new LedgerLine(at, rule.name(), rule.event(), model.version(), count, given, given - counted, left, ""));
    }

    private int allowedOn(Rule rule, int r, long thatDay, int count) {
        if (rule.maxPerDay() == 0) {
            return count;
        }
        if (day[r] != thatDay) {
            day[r] = thatDay;
            onDay[r] = 0;
        }
        int allowed = Math.min(count, rule.maxPerDay() - onDay[r]);
        onDay[r] += allowed;
        return allowed;
    }

    private static double onLadder(List<Step> ladder, int times) {
        double points = 0;
        for (Step step : ladder) {
            if (step.times() <= times) {
                points = step.points();
            }
        }
        return points;
    }

    /** The limits of rule, group and model, in this order; those of groups and of the model bound only what is given. */
    private double limited(CompiledModel.Compiled rule, double points) {
        double counted = Math.copySign(Math.min(Math.abs(points), room[rule.place()]), points);
        if (counted > 0) {
            counted = Math.min(counted, totalRoom);
            if (rule.group() >= 0) {
                counted = Math.min(counted, groupRoom[rule.group()]);
                groupRoom[rule.group()] -= counted;
            }
            totalRoom -= counted;
        }
        room[rule.place()] -= Math.abs(counted);
        return counted;
    }

    private double decay(long at, double halfLife) {
        long age = now - at;
        return age <= 0 ? 1 : Math.exp(-LN2 * age / halfLife);
    }

    private void add(LedgerLine line) {
        if (lines.size() < Score.MAX_LINES || line.rule().equals(LedgerLine.CORRECTION)) {
            lines.add(line);
        } else {
            older.merge(line.rule(), line, LedgerLine::plus);
        }
    }
}
