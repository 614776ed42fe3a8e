package dev.mql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import dev.mql.metrics.Counters;
import dev.mql.scoring.Condition;
import dev.mql.scoring.Grades;
import dev.mql.scoring.LedgerLine;
import dev.mql.scoring.Oracle;
import dev.mql.scoring.Rule;
import dev.mql.scoring.Score;
import dev.mql.scoring.ScoringModel;
import dev.mql.scoring.Step;
import dev.mql.store.Effect;
import dev.mql.store.MemoryStorage;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random models and histories: what comes out is what the plain recomputation from the raw events says, whatever the way there. */
class HistoryPropertiesTest {
    private static final Instant START = Instant.parse("2026-11-15T10:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final List<String> TYPES =
            List.of("page_view", "view_item", "search", "add_to_cart", "quote_request", "engaged_time", "unsubscribe");
    private static final int HISTORIES = 15;
    private static final Config CONFIG = Config.of(Map.of());
    private static final Vault VAULT = new Vault("0123456789abcdef0123456789abcdef");

    /** One shop with a clock of its own, and no threads. */
    private static final class World {
        final TickingClock clock = new TickingClock(START);
        final MemoryStorage storage = new MemoryStorage(clock);
        final Models models = new Models(storage, clock, CONFIG);
        final Leads leads;
        final DueWorker due;

        World(ScoringModel model) {
            models.refresh();
            models.publish(model, 1, "test", "random");
            leads = new Leads(storage, new Decider(CONFIG, VAULT, models), VAULT, clock, CONFIG);
            due = new DueWorker(storage, leads, clock, new Counters());
        }

        Lead lead() {
            return leads.byVisitor("v").orElseThrow();
        }
    }

    private static ScoringModel model(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (String type : TYPES) {
            Rule rule = Rule.each(type, type.equals("unsubscribe") ? -10 : 1 + random.nextInt(20));
            if (type.equals("engaged_time")) {
                rule = rule.points(1).follows("seconds", 60, 30).cap(20);
            }
            if (random.nextInt(3) == 0) {
                rule = rule.maxPerDay(1 + random.nextInt(3));
            }
            if (random.nextInt(3) == 0) {
                rule = rule.cap(5 + random.nextInt(40));
            }
            if (random.nextInt(3) == 0) {
                rule = rule.group("looks");
            }
            if (random.nextInt(4) == 0) {
                rule = rule.within(Duration.ofDays(1 + random.nextInt(6)));
            }
            if (random.nextInt(4) == 0) {
                rule = rule.halfLife(Duration.ofHours(12 + random.nextInt(400)));
            }
            if (random.nextInt(5) == 0) {
                rule = rule.repeats(Rule.Repeats.values()[random.nextInt(3)]);
            }
            if (type.equals("search") && random.nextBoolean()) {
                rule = rule.ladder(new Step(1, 2), new Step(3, 5), new Step(5, 9));
            }
            rules.add(rule);
        }
        rules.add(Rule.each("add_to_cart", 8).name("dear_cart").when(Condition.atLeast("value", 50)));
        rules.add(Rule.each("view_item", 4).name("tea_lover").when(Condition.in("category", "tea", "pots")));
        double in = 30 + random.nextInt(40);
        return new ScoringModel(
                0,
                Duration.ofHours(48 + random.nextInt(600)),
                new ScoringModel.Threshold(in, in * (0.4 + random.nextDouble() / 2), 1 + random.nextInt(3)),
                random.nextBoolean() ? 0 : in + 20,
                rules,
                Map.of("looks", 10.0 + random.nextInt(30)),
                List.of(),
                Grades.usual(in),
                List.of(),
                false,
                "",
                "",
                0);
    }

    /** At most one event a second. */
    private static List<Event> events(Random random) {
        List<Integer> seconds = new ArrayList<>();
        for (int i = 0; i < 5 + random.nextInt(50); i++) {
            int second = random.nextInt((int) WEEK.toSeconds() - 1);
            if (!seconds.contains(second)) {
                seconds.add(second);
            }
        }
        seconds.sort(Comparator.naturalOrder());
        List<Event> events = new ArrayList<>();
        for (int second : seconds) {
            long at = START.toEpochMilli() + second * 1_000L;
            String type = TYPES.get(random.nextInt(TYPES.size()));
            Map<String, Object> props = new HashMap<>();
            props.put("value", random.nextInt(100));
            props.put("category", List.of("tea", "pots", "books").get(random.nextInt(3)));
            if (type.equals("engaged_time")) {
                props.put("seconds", random.nextInt(400));
            }
            events.add(new Event(
                    new EventId(random.nextLong(), random.nextLong()),
                    "v",
                    type,
                    at,
                    Source.BEACON,
                    random.nextInt(4) == 0 ? null : "/p/" + random.nextInt(5),
                    Props.of(props),
                    null,
                    null));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void scoreLedgerAndStageDoNotDependOnHowEventsArrive(long seed) {
        Random random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            ScoringModel model = model(random);
            List<Event> events = events(random);
            World live = new World(model);
            World late = new World(model);
            World again = new World(model);
            for (Event event : events) {
                live.clock.set(Instant.ofEpochMilli(event.at()));
                live.due.run();
                live.leads.apply(List.of(event));
            }
            Instant end = START.plus(WEEK);
            live.clock.set(end);
            live.due.run();
            late.clock.set(end);
            late.leads.apply(shuffled(events, random, 1));
            again.clock.set(end);
            for (Event event : shuffled(events, random, 2)) {
                again.leads.apply(List.of(event));
            }

            Score score = live.leads.score(live.lead());
            assertThat(score.value())
                    .as("seed %d, history %d", seed, history)
                    .isCloseTo(new Oracle(model).score(events, end.toEpochMilli()), within(1e-9));
            assertThat(score.lines().stream().mapToDouble(LedgerLine::left).sum())
                    .isCloseTo(score.value(), within(1e-9));
            for (World other : List.of(late, again)) {
                assertThat(other.leads.score(other.lead())).isEqualTo(score);
                assertThat(other.lead().activity()).isEqualTo(live.lead().activity());
                assertThat(other.lead().stage())
                        .as("stage, seed %d, history %d", seed, history)
                        .isEqualTo(live.lead().stage());
            }
        }
    }

    private static List<Event> shuffled(List<Event> events, Random random, int times) {
        List<Event> all = new ArrayList<>(events);
        for (int i = 1; i < times; i++) {
            all.addAll(events);
        }
        Collections.shuffle(all, random);
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void joinedHistoriesScoreAsIfTheyHadBeenOne(long seed) {
        Random random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            ScoringModel model = model(random);
            List<Event> events = events(random);
            World world = new World(model);
            world.clock.set(START.plus(WEEK));
            List<Event> devices = new ArrayList<>();
            for (Event event : events) {
                devices.add(on(event, random.nextBoolean() ? "phone" : "laptop"));
            }
            world.leads.apply(devices);
            long now = world.clock.millis();
            for (String device : List.of("phone", "laptop")) {
                world.leads.apply(
                        List.of(Event.of(EventId.at(now), device, "login", now, Source.FILTER, null, Props.NONE)
                                .withEmail("one@acme.example")));
            }
            Lead lead = world.leads.byAddress("one@acme.example").orElseThrow();
            assertThat(world.leads.byVisitor("phone").orElseThrow().id()).isEqualTo(lead.id());
            assertThat(world.leads.score(lead).value())
                    .as("seed %d, history %d", seed, history)
                    .isCloseTo(new Oracle(model).score(events, now), within(1e-9));
        }
    }

    private static Event on(Event event, String visitor) {
        return new Event(
                event.id(), visitor, event.type(), event.at(), event.source(), event.url(), event.props(), null, null);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void silentMqlFallsOutAtTheInstantThatWasFoundAndOnlyThen(long seed) {
        Random random = new Random(seed);
        int mqls = 0;
        for (int history = 0; history < 2 * HISTORIES; history++) {
            ScoringModel model = model(random);
            World world = new World(model);
            world.clock.set(START.plus(WEEK));
            world.leads.apply(events(random));
            if (world.lead().stage() != Stage.MQL) {
                continue;
            }
            mqls++;
            long falls = world.models.scorer().fallsAt(world.lead(), world.clock.millis());
            world.clock.set(Instant.ofEpochMilli(falls - 1));
            world.due.run();
            assertThat(world.lead().stage()).isEqualTo(Stage.MQL);
            world.clock.set(Instant.ofEpochMilli(falls));
            world.due.run();
            assertThat(world.lead().stage()).isEqualTo(Stage.VISITOR);
            assertThat(world.leads.effects(Effect.STAGE, 50).stream()
                            .filter(e -> "mql".equals(e.fields().get("to"))))
                    .hasSize(1);
        }
        assertThat(mqls).isPositive();
    }
}
