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
import dev.mql.scoring.Oracle;
import dev.mql.store.Effect;
import dev.mql.store.redis.RedisStorage;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Eight threads of two nodes change one lead at the same time, on a real Redis. */
class ManyAtOnceTest {
    private static final int THREADS = 8;
    private static final int EVENTS = 25;
    private static final List<String> TYPES =
            List.of("view_item", "search", "quote_request", "file_download", "feedback");

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Config config = Config.of(Map.of());
    private final Vault vault = new Vault("0123456789abcdef0123456789abcdef");

    private Leads node(RedisStorage storage) {
        Models models = new Models(storage.records(), clock, config);
        models.refresh();
        return new Leads(storage, new Decider(config, vault, models), vault, clock, config);
    }

    @Test
    void sumIsExactAndTheThresholdIsCrossedOnce() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                RedisStorage one = new RedisStorage(redis.url(), 16, Duration.ofDays(730), clock);
                RedisStorage two = new RedisStorage(redis.url(), 16, Duration.ofDays(730), clock)) {
            List<Leads> nodes = List.of(node(one), node(two));
            List<Event> all = new ArrayList<>();
            List<Callable<Integer>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Leads leads = nodes.get(thread % 2);
                List<Event> mine = new ArrayList<>();
                for (int i = 0; i < EVENTS; i++) {
                    mine.add(event(thread * EVENTS + i));
                }
                all.addAll(mine);
                work.add(() ->
                        mine.stream().mapToInt(e -> leads.apply(List.of(e))).sum());
            }
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                for (Future<Integer> done : threads.invokeAll(work)) {
                    assertThat(done.get()).isZero();
                }
            } finally {
                threads.shutdownNow();
            }
            Lead lead = nodes.get(0).byVisitor("v").orElseThrow();
            assertThat(lead.version()).isBetween(1L, (long) THREADS * EVENTS);
            assertThat(lead.activity().size()).isEqualTo(THREADS * EVENTS);
            assertThat(nodes.get(1).score(lead).value())
                    .isCloseTo(
                            new Oracle(new Models(one.records(), clock, config).current()).score(all, clock.millis()),
                            within(1e-9));
            assertThat(lead.stage()).isEqualTo(Stage.MQL);
            assertThat(nodes.get(0).effects(Effect.STAGE, 100)).singleElement().satisfies(e -> assertThat(e.fields())
                    .containsEntry("to", "mql"));
            assertThat(nodes.get(0).stageCounts()).containsExactly(Map.entry(Stage.MQL, 1L));
        }
    }

    private Event event(int number) {
        long at = clock.millis() - number * 1_000L;
        return Event.of(
                EventId.at(at),
                "v",
                TYPES.get(number % TYPES.size()),
                at,
                Source.BEACON,
                "/p/" + number % 7,
                Props.NONE);
    }
}
