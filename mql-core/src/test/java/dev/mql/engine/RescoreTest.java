package dev.mql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.lead.Touch;
import dev.mql.metrics.Counters;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import dev.mql.store.Change;
import dev.mql.store.Effect;
import dev.mql.store.LeadIndex;
import dev.mql.store.redis.RedisStorage;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a published model does to leads that nobody hears of, on a real Redis. Several nodes share nothing but that. */
class RescoreTest {
    private static final int LEADS = 3_000;
    private static final BooleanSupplier CALM = () -> false;

    private final TickingClock clock =
            new TickingClock(InstantSource.system().instant().minus(Duration.ofMinutes(5)));
    private final Config config = Config.of(Map.of());
    private final Vault vault = new Vault("0123456789abcdef0123456789abcdef");
    private final RedisProcess redis = RedisProcess.start();
    private final RedisStorage storage = new RedisStorage(redis.url(), 16, Duration.ofDays(730), clock);

    /** What one node has to itself. */
    private final class Node {
        final Models models = new Models(storage.records(), clock, config);
        final Decider decider = new Decider(config, vault, models);
        final Counters counters = new Counters();
        final AtomicInteger decided = new AtomicInteger();
        final Rescore rescore;

        Node(BooleanSupplier busy) {
            models.refresh();
            decider.add((lead, now) -> {
                decided.incrementAndGet();
                return lead;
            });
            rescore = new Rescore(storage, decider, models, clock, counters, busy);
        }

        void publish(double in, double out, Duration halfLife) {
            ScoringModel now = models.current();
            assertThat(models.publish(draft(now, in, out, halfLife), now.version(), "Ada", "a test"))
                    .isPresent();
        }
    }

    private static ScoringModel draft(ScoringModel model, double in, double out, Duration halfLife) {
        return model.with(halfLife, new ScoringModel.Threshold(in, out, 2), model.rules());
    }

    @BeforeEach
    void leadsOfThreeKinds() {
        Node node = new Node(CALM);
        node.rescore.run();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            String visitor = "v" + i;
            events.add(event(visitor, "search"));
            if (i % 3 > 0) {
                events.add(event(visitor, "quote_request"));
            }
            if (i % 3 > 1) {
                events.add(event(visitor, "demo_request"));
                events.add(event(visitor, "view_pricing"));
            }
        }
        new Leads(storage, node.decider, vault, clock, config).apply(events);
        assertThat(storage.index().stageCounts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(Stage.VISITOR, 2_000L, Stage.MQL, 1_000L));
    }

    @AfterEach
    void stop() {
        storage.close();
        redis.close();
    }

    private Event event(String visitor, String type) {
        long at = clock.millis() - 60_000;
        return Event.of(EventId.at(at), visitor, type, at, Source.FILTER, "/" + type, Props.NONE);
    }

    private Map<LeadId, Lead> stored() {
        Map<LeadId, Lead> all = new HashMap<>();
        String cursor = null;
        do {
            var part = storage.leads().scan(cursor, 1_000);
            part.leads().forEach(lead -> all.put(lead.id(), lead));
            cursor = part.next();
        } while (cursor != null);
        return all;
    }

    /** Everybody is where a calculation from the stored history puts them. */
    private void everythingFollows(ScoringModel model, Map<Stage, Long> stages) {
        Scorer scorer = new Scorer(model);
        Map<LeadId, Lead> leads = stored();
        assertThat(leads).hasSize(LEADS);
        long now = clock.millis();
        List<LeadIndex.Ranked> ranked = storage.index().ranked(null, LEADS + 1);
        assertThat(ranked).hasSize(LEADS);
        Map<Stage, Long> counted = new HashMap<>();
        for (LeadIndex.Ranked place : ranked) {
            Lead lead = leads.get(place.id());
            double score = scorer.score(lead, now).value();
            assertThat(place.rank()).isCloseTo(scorer.rank(score, now), within(1e-6));
            counted.merge(lead.stage(), 1L, Long::sum);
        }
        assertThat(counted).isEqualTo(stages);
        assertThat(storage.index().stageCounts()).isEqualTo(stages);
    }

    @Test
    void silentLeadsGetTheirNewPlaceAndStageWithoutAnyEvent() {
        Node node = new Node(CALM);
        node.publish(20, 10, Duration.ofDays(28));
        assertThat(node.rescore.progress()).isEqualTo(new Rescore.Progress(2, 0, 0, 0, 0));
        node.rescore.run();
        everythingFollows(node.models.current(), Map.of(Stage.VISITOR, 1_000L, Stage.MQL, 2_000L));
        Rescore.Progress progress = node.rescore.progress();
        assertThat(progress.finished()).isTrue();
        assertThat(progress.modelVersion()).isEqualTo(2);
        assertThat(progress.done()).isEqualTo(LEADS);
        assertThat(progress.total()).isEqualTo(LEADS);
        assertThat(storage.index().effects(Effect.STAGE, 10_000)).hasSize(2_000);
        assertThat(node.counters.value("rescore.leads")).isEqualTo(LEADS);

        node.publish(900, 800, Duration.ofDays(7));
        node.rescore.run();
        everythingFollows(node.models.current(), Map.of(Stage.VISITOR, 3_000L));
        int decided = node.decided.get();
        node.rescore.run();
        assertThat(node.decided).hasValue(decided);
    }

    @Test
    void leadWhoseRankAloneChangesIsNotWrittenAnew() {
        Node node = new Node(CALM);
        LeadId id = LeadId.ofVisitor("v0");
        Lead before = storage.leads().load(List.of(id)).get(0);
        node.publish(20, 10, Duration.ofDays(28));
        node.rescore.run();
        assertThat(storage.leads().load(List.of(id))).containsExactly(before);
    }

    @Test
    void nodeThatIsClosedInTheMiddleHandsOverAndNobodyIsLost() {
        AtomicInteger parts = new AtomicInteger();
        Node[] closing = new Node[1];
        Node first = new Node(() -> {
            if (parts.incrementAndGet() == 2) {
                closing[0].rescore.stop();
            }
            return false;
        });
        closing[0] = first;
        first.publish(20, 10, Duration.ofDays(28));
        first.rescore.run();
        Rescore.Progress halfway = first.rescore.progress();
        assertThat(halfway.finished()).isFalse();
        assertThat(halfway.done()).isBetween(500L, LEADS - 500L);
        assertThat(halfway.total()).isEqualTo(LEADS);

        Node second = new Node(CALM);
        second.rescore.run();
        everythingFollows(second.models.current(), Map.of(Stage.VISITOR, 1_000L, Stage.MQL, 2_000L));
        assertThat(second.rescore.progress().finished()).isTrue();
        assertThat(second.decided.get()).isEqualTo(LEADS - (int) halfway.done());
        assertThat(storage.index().effects(Effect.STAGE, 10_000)).hasSize(2_000);
    }

    @Test
    void nodeThatIsKilledInTheMiddleIsReplacedAfterItsLease() {
        AtomicInteger parts = new AtomicInteger();
        Node first = new Node(() -> {
            if (parts.incrementAndGet() == 3) {
                throw new IllegalStateException("the power is gone");
            }
            return false;
        });
        first.publish(20, 10, Duration.ofDays(28));
        assertThatThrownBy(first.rescore::run).hasMessage("the power is gone");

        Node second = new Node(CALM);
        clock.advance(Duration.ofSeconds(29));
        second.rescore.run();
        assertThat(second.decided).hasValue(0);
        clock.advance(Duration.ofSeconds(1));
        second.rescore.run();
        everythingFollows(second.models.current(), Map.of(Stage.VISITOR, 1_000L, Stage.MQL, 2_000L));
        assertThat(storage.index().effects(Effect.STAGE, 10_000)).hasSize(2_000);
    }

    @Test
    void twoNodesAtOnceDoItOnce() throws Exception {
        new Node(CALM).publish(20, 10, Duration.ofDays(28));
        List<Node> nodes = List.of(new Node(CALM), new Node(CALM), new Node(CALM));
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        List<Callable<Object>> runs = new ArrayList<>();
        nodes.forEach(node -> runs.add(Executors.callable(node.rescore::run)));
        threads.invokeAll(runs).forEach(run -> assertThat(run).succeedsWithin(Duration.ofSeconds(30)));
        threads.shutdown();
        assertThat(nodes.stream().mapToInt(node -> node.decided.get()).sum()).isEqualTo(LEADS);
        everythingFollows(nodes.get(0).models.current(), Map.of(Stage.VISITOR, 1_000L, Stage.MQL, 2_000L));
    }

    @Test
    void newerModelReplacesTheWorkOnAnOlderOne() {
        AtomicInteger parts = new AtomicInteger();
        Node other = new Node(CALM);
        Node[] me = new Node[1];
        Node node = new Node(() -> {
            if (parts.incrementAndGet() == 2) {
                other.models.refresh();
                other.publish(900, 800, Duration.ofDays(7));
                me[0].models.refresh();
            }
            return false;
        });
        me[0] = node;
        node.publish(20, 10, Duration.ofDays(28));
        node.rescore.run();
        assertThat(node.rescore.progress()).isEqualTo(new Rescore.Progress(3, 0, 0, 0, 0));
        node.rescore.run();
        everythingFollows(node.models.current(), Map.of(Stage.VISITOR, 3_000L));
    }

    @Test
    void leadThatSomebodyElseChangesMeanwhileIsDecidedAgainAsItIsThen() {
        Node node = new Node(CALM);
        LeadId onlyRank = LeadId.ofVisitor("v0");
        LeadId stage = LeadId.ofVisitor("v1");
        Map<LeadId, Boolean> changed = new HashMap<>();
        node.decider.add((lead, now) -> {
            if ((lead.id().equals(onlyRank) || lead.id().equals(stage))
                    && changed.putIfAbsent(lead.id(), true) == null) {
                Lead newer = lead.withActivity(
                        lead.activity().with(new Touch("demo_request", now - 60_000, 7, null, Props.NONE)));
                storage.leads().commit(List.of(new Change(lead, newer, -1, now + 10_000_000_000L, List.of())));
            }
            return lead;
        });
        node.publish(20, 10, Duration.ofDays(28));
        node.rescore.run();
        assertThat(changed).hasSize(2);
        everythingFollows(node.models.current(), Map.of(Stage.VISITOR, 999L, Stage.MQL, 2_001L));
    }

    @Test
    void leadThatCanNotBeDecidedKeepsNobodyElseWaiting() {
        Node node = new Node(CALM);
        node.decider.add((lead, now) -> {
            if (lead.id().equals(LeadId.ofVisitor("v1"))) {
                throw new IllegalStateException("a planner of the shop is broken");
            }
            return lead;
        });
        node.publish(20, 10, Duration.ofDays(28));
        node.rescore.run();
        assertThat(node.rescore.progress().finished()).isTrue();
        assertThat(node.counters.value("rescore.failed")).isEqualTo(1);
        assertThat(storage.index().stageCounts()).isEqualTo(Map.of(Stage.VISITOR, 1_001L, Stage.MQL, 1_999L));
    }
}
