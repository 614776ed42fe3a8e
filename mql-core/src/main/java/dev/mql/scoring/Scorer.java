package dev.mql.scoring;

import dev.mql.event.Values;
import dev.mql.lead.Activity;
import dev.mql.lead.Lead;
import dev.mql.lead.Profile;
import dev.mql.lead.Touch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is known of a lead into a score. Pure: the same lead, model and instant give the same score, whatever the order in which
 * its events came. Immutable, safe for any number of threads.
 *
 * <p>Points of an event fade with the half-life of its rule: {@code left = (given - cut) * 2^(-age / halfLife)}. Limits cut what was
 * given, newest first, before it fades.
 */
public final class Scorer {
    /** Scores below this are noise of the decay; leads under it have no place in the ranking. */
    static final double LEAST = 0.05;

    private static final double LN2 = Math.log(2);

    private final ScoringModel model;
    private final CompiledModel compiled;
    private final Forecast forecast;
    private final Map<String, Set<String>> asks;
    private final List<Predicate<Values>> fitTests;
    private final List<Predicate<Values>> outTests;
    private final double halfLife;

    public Scorer(ScoringModel model) {
        this.model = model;
        this.compiled = new CompiledModel(model);
        this.forecast = new Forecast(this);
        this.asks = model.asks();
        this.fitTests = model.fit().stream().map(rule -> rule.when().test()).toList();
        this.outTests =
                model.disqualifiers().stream().map(d -> Condition.all(d.when())).toList();
        this.halfLife = model.halfLife().toMillis();
    }

    public ScoringModel model() {
        return model;
    }

    /** The properties of an event of this type that have to be remembered. */
    public Set<String> asks(String event) {
        return asks.getOrDefault(event, Set.of());
    }

    /** @param now milliseconds since 1970 UTC; events after it count as if they happened now */
    public Score score(Lead lead, long now) {
        return new Tally(compiled, now).of(lead);
    }

    /** How well a lead fits; {@code null} where nothing is known of it that the model asks for. */
    public @Nullable Fit fit(Lead lead) {
        Map<String, Fit.Line> byAttribute = new LinkedHashMap<>();
        Set<String> held = new HashSet<>();
        Values values = attributes(lead);
        for (int i = 0; i < fitTests.size(); i++) {
            FitRule rule = model.fit().get(i);
            Fit.Line line = byAttribute.get(rule.attribute());
            boolean known = values.text(rule.attribute()) != null;
            boolean holds = known && fitTests.get(i).test(values);
            double most = Math.max(line == null ? 0 : line.most(), rule.points());
            double points = line == null ? 0 : line.points();
            if (holds && (held.add(rule.attribute()) || rule.points() > points)) {
                points = rule.points();
            }
            byAttribute.put(rule.attribute(), new Fit.Line(rule.attribute(), known, points, most));
        }
        List<Fit.Line> lines = new ArrayList<>(byAttribute.values());
        lines.sort(Comparator.comparing((Fit.Line line) -> !line.known()));
        double got = 0;
        double reachable = 0;
        double all = 0;
        for (Fit.Line line : lines) {
            got += line.points();
            reachable += line.known() ? line.most() : 0;
            all += line.most();
        }
        return reachable == 0
                ? null
                : new Fit(Math.max(0, Math.min(100, 100 * got / reachable)), got, reachable / all, lines);
    }

    /** The cell of the matrix, A1 to C3. */
    public String grade(Lead lead, double score) {
        return model.grades().cell(score, fit(lead));
    }

    /** Why a lead is out of the game by the rules of the model; {@code null} if it is not. */
    public @Nullable String disqualified(Lead lead) {
        for (int i = 0; i < outTests.size(); i++) {
            Disqualifier rule = model.disqualifiers().get(i);
            Predicate<Values> test = outTests.get(i);
            boolean out = rule.event().isEmpty()
                    ? test.test(attributes(lead))
                    : any(lead.activity().touches(), rule.event(), test);
            if (out) {
                return rule.name();
            }
        }
        return null;
    }

    private static boolean any(List<Touch> touches, String type, Predicate<Values> test) {
        for (int i = 0; i < touches.size(); i++) {
            Touch touch = touches.get(i);
            if (touch.type().equals(type) && test.test(touch)) {
                return true;
            }
        }
        return false;
    }

    private static Values attributes(Lead lead) {
        String domain = lead.person().company();
        if (domain == null) {
            return lead.profile();
        }
        return new Values() {
            @Override
            public @Nullable String text(String name) {
                return name.equals(Profile.MAIL_DOMAIN)
                        ? domain
                        : lead.profile().text(name);
            }

            @Override
            public @Nullable Double number(String name) {
                return lead.profile().number(name);
            }
        };
    }

    /**
     * Whether a lead is qualified, with hysteresis: it became so when its score reached the upper threshold with enough signals, and has
     * not been under the lower one since. Between the two thresholds the past decides, event by event, so that the order in which
     * events arrived does not.
     *
     * @param before whether it was qualified at {@code since}
     * @param since what happened up to this instant is decided already; 0 = nothing is
     */
    public boolean qualified(Lead lead, Score score, boolean before, long since, long now) {
        if (score.value() < model.out()) {
            return false;
        }
        if (score.qualifies(model)) {
            return true;
        }
        boolean qualified = before;
        long first = since - Math.floorMod(since, 1_000L); // touches know whole seconds only
        List<Touch> touches = lead.activity().touches();
        for (int i = touches.size() - 1; i >= 0; i--) {
            long at = Math.min(now, touches.get(i).at());
            if (at < first) {
                continue;
            }
            if (i > 0 && touches.get(i - 1).at() == touches.get(i).at()) {
                continue; // what happens in one second is seen together
            }
            if (qualified && score(earlier(lead, touches.get(i).at()), at).value() < model.out()) {
                qualified = false;
            }
            Score then = score(until(lead, i), at);
            qualified = then.value() >= model.out() && (qualified || then.qualifies(model));
        }
        return qualified;
    }

    /** The lead as it was before this second. */
    private static Lead earlier(Lead lead, long at) {
        int newer = 0;
        for (Touch touch : lead.activity().touches()) {
            newer += touch.at() >= at ? 1 : 0;
        }
        return until(lead, newer);
    }

    /** The lead as it was before its newest events. */
    private static Lead until(Lead lead, int newer) {
        List<Touch> touches = lead.activity().touches();
        return lead.withActivity(new Activity(
                touches.subList(newer, touches.size()),
                lead.activity().folded(),
                lead.activity().from()));
    }

    /**
     * The instant at which a lead that stays silent falls under the lower threshold.
     *
     * @return milliseconds since 1970 UTC; {@code now} if it is under it already, {@link Lead#NEVER} if that is more than ten years away
     */
    public long fallsAt(Lead lead, long now) {
        return forecast.fallsAt(lead, now);
    }

    /** The shortest ways to the threshold, at most three; none for a lead that is over it, or that no single thing can lift. */
    public List<Way> ways(Lead lead, long now) {
        return forecast.ways(lead, now);
    }

    /**
     * When the place in the ranking should be looked at again, because not all points of a lead fade alike.
     *
     * @return milliseconds since 1970 UTC; {@link Lead#NEVER} where the place stays right by itself
     */
    public long rankAgainAt(Lead lead, Score score, long now) {
        return forecast.rankAgainAt(lead, score, now);
    }

    CompiledModel compiled() {
        return compiled;
    }

    /**
     * The place of a score among all leads, in a form that stays right as time passes: the binary logarithm of the score as it would
     * be at a common instant (forward decay; Cormode et al. 2009), to a millionth: computed at another instant it is the same place,
     * not one beside it, so that whoever reads page by page meets nobody twice. Not finite for a score that is worth nothing.
     */
    public double rank(double score, long now) {
        return score < LEAST
                ? Double.NEGATIVE_INFINITY
                : Math.rint((Math.log(score) / LN2 + now / halfLife) * 1e6) / 1e6;
    }

    /** The score now of a lead with this rank. */
    public double scoreOf(double rank, long now) {
        return Math.exp(LN2 * (rank - now / halfLife));
    }
}
