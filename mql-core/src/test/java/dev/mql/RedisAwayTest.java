package dev.mql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.testkit.RedisProcess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What happens to events while a real Redis is killed, hung, or not there yet. */
class RedisAwayTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Mql on(RedisProcess redis) {
        return Mql.builder()
                .config(Config.of(
                        Map.of("mql.redis.url", redis.url(), "mql.secret", "0123456789abcdef0123456789abcdef")))
                .build();
    }

    private static void visit(Mql mql, String visitor, int events) {
        long now = InstantSource.system().millis();
        for (int i = 0; i < events; i++) {
            assertThat(mql.sink()
                            .offer(Event.of(
                                    EventId.at(now), visitor, "view_item", now, Source.FILTER, "/p/" + i, Props.NONE)))
                    .isTrue();
        }
    }

    @Test
    void eventsWaitWhileRedisIsKilledAndAreCommittedOnceWhenItIsBack() {
        try (RedisProcess redis = RedisProcess.start();
                Mql mql = on(redis)) {
            visit(mql, "a", 5);
            assertThat(mql.awaitIdle(SOON)).isTrue();
            redis.kill();
            visit(mql, "b", 200);
            assertThat(mql.account().underway()).isEqualTo(200);
            redis.restart();
            assertThat(mql.awaitIdle(SOON)).isTrue();
            assertThat(mql.counters().value("events.committed")).isEqualTo(205);
            assertThat(mql.leads().byVisitor("b").orElseThrow().activity().size())
                    .isEqualTo(200);
        }
    }

    @Test
    void hungRedisNeverHoldsUpWhoHandsEventsOver() {
        try (RedisProcess redis = RedisProcess.start();
                Mql mql = on(redis)) {
            visit(mql, "a", 1);
            assertThat(mql.awaitIdle(SOON)).isTrue();
            redis.pause();
            long before = System.nanoTime();
            visit(mql, "b", 1_000);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before))
                    .isLessThan(1_000);
            redis.resume();
            assertThat(mql.awaitIdle(SOON)).isTrue();
            assertThat(mql.counters().value("events.committed") + mql.counters().value("events.duplicate"))
                    .isEqualTo(1_001);
            assertThat(mql.leads().byVisitor("b").orElseThrow().activity().size())
                    .isEqualTo(1_000);
        }
    }

    @Test
    void shopThatStartsBeforeItsRedisCatchesUpByItself() {
        try (RedisProcess redis = RedisProcess.start()) {
            redis.kill();
            try (Mql mql = on(redis)) {
                visit(mql, "early", 3);
                redis.restart();
                assertThat(mql.awaitIdle(SOON)).isTrue();
                Awaitility.await()
                        .atMost(SOON)
                        .until(() -> mql.models().current().version() == 1);
                assertThat(mql.leads().byVisitor("early")).isPresent();
            }
        }
    }

    @Test
    void queueThatIsFullDropsAndCounts() {
        try (RedisProcess redis = RedisProcess.start();
                Mql mql = Mql.builder()
                        .config(Config.of(Map.of(
                                "mql.redis.url",
                                redis.url(),
                                "mql.secret",
                                "0123456789abcdef0123456789abcdef",
                                "mql.queue.size",
                                "256")))
                        .build()) {
            redis.kill();
            visit(mql, "first", 1);
            Awaitility.await() // the committing thread holds it, and takes nothing more while Redis is away
                    .during(Duration.ofMillis(300))
                    .atMost(SOON)
                    .until(() -> mql.account().underway() == 1);
            long now = InstantSource.system().millis();
            for (int i = 0; i < 2_000; i++) {
                mql.track(Event.of(EventId.at(now), "v" + i, "search", now, Source.FILTER, null, Props.NONE));
            }
            assertThat(mql.counters().value("events.dropped.queue_full")).isEqualTo(2_000 - 256);
            redis.restart();
            assertThat(mql.awaitIdle(SOON)).isTrue();
            assertThat(mql.counters().value("events.committed"))
                    .isEqualTo(1 + 2_000 - mql.counters().value("events.dropped"));
        }
    }
}
