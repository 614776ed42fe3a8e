package dev.mql.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Activity;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Touch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random models and histories: the scorer says what the plain recomputation from the raw events says. */
class ScorerPropertiesTest {
    private static final long START = Anchor.NOW - 20 * Anchor.DAY;
    private static final List<String> TYPES =
            List.of("page_view", "search", "add_to_cart", "engaged_time", "unsubscribe");
    private static final int HISTORIES = 20;

    private static Rule rule(String type, Random random) {
        Rule rule = Rule.each(type, type.equals("unsubscribe") ? -10 : 1 + random.nextInt(20));
        if (type.equals("engaged_time")) {
            rule = rule.points(1).follows("seconds", 60, 30);
        } else if (random.nextInt(4) == 0) {
            rule = rule.ladder(new Step(1, 2), new Step(3, 5), new Step(7, 30));
        }
        if (random.nextInt(2) == 0) {
            rule = rule.cap(5 + random.nextInt(60));
        }
        if (random.nextInt(2) == 0) {
            rule = rule.group("looks");
        }
        if (random.nextInt(3) == 0) {
            rule = rule.within(Duration.ofDays(1 + random.nextInt(20)));
        }
        if (random.nextInt(3) == 0) {
            rule = rule.halfLife(Duration.ofHours(12 + random.nextInt(400)));
        }
        return rule.maxPerDay(random.nextInt(3) == 0 && rule.follows() == null ? 1 + random.nextInt(4) : 0);
    }

    private static ScoringModel model(List<Rule> rules, Random random) {
        ScoringModel shared = Anchor.model(Rule.each("login", 1))
                .withCaps(
                        random.nextBoolean() ? 0 : 60 + random.nextInt(100),
                        Map.of("looks", 10.0 + random.nextInt(50)));
        return shared.with(Duration.ofHours(48 + random.nextInt(600)), shared.threshold(), rules);
    }

    private static List<Rule> rules(Random random) {
        List<Rule> rules = new ArrayList<>();
        TYPES.forEach(type -> rules.add(rule(type, random)));
        return rules;
    }

    private static Event event(String type, long at, String url, Random random) {
        Map<String, Object> props = Map.of(
                "seconds", type.equals("engaged_time") ? random.nextInt(1_700) : 0,
                "value", random.nextInt(100),
                "category", List.of("tea", "pots", "books").get(random.nextInt(3)));
        EventId id = new EventId(random.nextLong(), random.nextLong());
        return new Event(id, "v", type, at, Source.BEACON, url, Props.of(props), null, null);
    }

    private static Lead lead(List<Event> events) {
        Activity activity = Activity.NONE;
        for (Event event : events) {
            activity = activity.with(
                    new Touch(event.type(), event.at(), 1 + event.id().hashCode(), event.object(), event.props()));
        }
        return Lead.fresh(new LeadId(1, 1)).withActivity(activity);
    }

    private static void check(ScoringModel model, List<Event> events, Lead lead, String what) {
        for (long now : new long[] {Anchor.NOW, Anchor.NOW + 3 * Anchor.DAY + 7}) {
            Score score = new Scorer(model).score(lead, now);
            assertThat(score.value()).as(what).isCloseTo(new Oracle(model).score(events, now), within(1e-9));
            assertThat(score.lines().stream().mapToDouble(LedgerLine::left).sum())
                    .as(what)
                    .isCloseTo(score.value(), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scoreIsThatOfThePlainRecomputation(long seed) {
        Random random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            List<Rule> rules = rules(random);
            rules.replaceAll(r -> random.nextInt(4) == 0 ? r.repeats(Rule.Repeats.values()[random.nextInt(3)]) : r);
            rules.replaceAll(r -> r.follows() != null && random.nextBoolean() ? r.maxPerDay(3) : r);
            rules.add(Rule.each("add_to_cart", 8).name("dear_cart").when(Condition.atLeast("value", 50)));
            rules.add(Rule.each("page_view", 4).name("tea_lover").when(Condition.in("category", "tea", "pots")));
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 10 + random.nextInt(80); i++) {
                long at = START + i * 19_000_000L + random.nextInt(18_000_000);
                String url = random.nextInt(4) == 0 ? null : "/p/" + random.nextInt(5);
                events.add(event(TYPES.get(random.nextInt(TYPES.size())), at, url, random));
            }
            check(model(rules, random), events, lead(events), "seed " + seed + ", history " + history);
        }
    }

    /** Counts by day know when on a day the last such event was; so all of a type are at one time of the day here. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void historyThatIsTooLongToBeKeptScoresTheSameWhereItsDaysSayAllThatRulesAsk(long seed) {
        Random random = new Random(seed);
        for (int history = 0; history < 3; history++) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                int type = random.nextInt(TYPES.size());
                long day = Math.floorDiv(START, Anchor.DAY) + i / 40;
                String url = "/p/" + (type == 3 ? i : random.nextInt(6));
                events.add(event(TYPES.get(type), day * Anchor.DAY + type * Anchor.HOUR, url, random));
            }
            Lead lead = lead(events);
            assertThat(lead.activity().folded()).isNotEmpty();
            ScoringModel model = model(rules(random), random);
            String what = "seed " + seed + ", history " + history;
            check(model, events, lead, what);
            List<Event> shuffled = new ArrayList<>(events);
            for (int i = 0; i + 30 <= shuffled.size(); i += 30) {
                Collections.shuffle(shuffled.subList(i, i + 30), random);
            }
            shuffled.addAll(events.subList(500, 600));
            assertThat(lead(shuffled).activity()).as(what).isEqualTo(lead.activity());
        }
    }
}
