package dev.mql.nurture.sent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.mql.metrics.Counters;
import dev.mql.store.redis.RedisStorage;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When marketing mail stops by itself, on two nodes over one Redis. */
class BrakesTest {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:30:00Z"));
    private final RedisProcess redis = RedisProcess.start();
    private final Counters counters = new Counters();
    private final RedisStorage storage = storage();
    private final RedisStorage otherStorage = storage();
    private final Brakes brakes = new Brakes(storage.records(), clock, counters);
    private final Brakes other = new Brakes(otherStorage.records(), clock, counters);

    private RedisStorage storage() {
        return new RedisStorage(redis.url(), 16, Duration.ofDays(730), clock);
    }

    @AfterEach
    void stop() {
        storage.close();
        otherStorage.close();
        redis.close();
    }

    private static void times(int times, Runnable what) {
        for (int i = 0; i < times; i++) {
            what.run();
        }
    }

    @Test
    void threeInAThousandComplaintsStopAllNodesWithinASecond() {
        brakes.sent(600);
        other.sent(400);
        assertThat(other.stopped()).isNull();
        times(2, brakes::complained);
        assertThat(brakes.stopped()).isNull();
        brakes.complained();

        assertThat(brakes.stopped()).isEqualTo("stopped_by_complaints");
        clock.advance(Duration.ofMillis(999));
        assertThat(other.stopped()).as("not asked again yet").isNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(other.stopped()).isEqualTo("stopped_by_complaints");
        assertThat(counters.value("brake.stopped")).isEqualTo(1);
    }

    @Test
    void fewComplaintsAmongManyMailsStopNothing() {
        brakes.sent(1_001);
        times(3, brakes::complained);
        assertThat(brakes.stopped()).isNull();
        other.complained();
        assertThat(other.stopped()).isEqualTo("stopped_by_complaints");
    }

    @Test
    void twoComplaintsAreTooFewHoweverLittleWasSent() {
        times(2, brakes::complained);
        assertThat(brakes.stopped()).isNull();
        brakes.complained();
        assertThat(brakes.stopped()).isNotNull();
    }

    @Test
    void fiveInAHundredBouncesStop() {
        brakes.sent(400);
        times(19, brakes::bounced);
        assertThat(brakes.stopped()).isNull();
        brakes.bounced();
        assertThat(brakes.stopped()).isEqualTo("stopped_by_bounces");
    }

    @Test
    void whatIsADayOldCountsNoMore() {
        times(2, brakes::complained);
        clock.advance(Duration.ofHours(23));
        brakes.sent(100);
        assertThat(brakes.status().complaints()).isEqualTo(2);
        clock.advance(Duration.ofHours(1));
        brakes.complained();
        assertThat(brakes.stopped()).isNull();
        assertThat(brakes.status().complaints()).isEqualTo(1);
    }

    @Test
    void stopStaysUntilSomebodyResumesAndCountsAnewFromThere() {
        times(3, brakes::complained);
        clock.advance(Duration.ofDays(40));
        assertThat(other.stopped()).isEqualTo("stopped_by_complaints");

        assertThat(other.resume("grace\nhopper")).isTrue();
        assertThat(other.resume("grace")).isFalse();
        assertThat(other.stopped()).isNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(brakes.stopped()).isNull();
        assertThat(brakes.status().resumedBy()).isEqualTo("grace hopper");
        brakes.complained();
        assertThat(brakes.stopped()).isNull();
        times(2, other::complained);
        assertThat(other.stopped()).isEqualTo("stopped_by_complaints");
        assertThat(counters.value("brake.stopped")).isEqualTo(2);
    }

    @Test
    void hundredMailsCostOneWrite() {
        brakes.sent(1);
        long writes = version();
        times(99, () -> brakes.sent(1));
        assertThat(version()).isEqualTo(writes);
        brakes.sent(1);
        assertThat(version()).isEqualTo(writes + 1);
        brakes.sent(1);
        clock.advance(Duration.ofSeconds(3));
        brakes.sent(1);
        assertThat(version()).isEqualTo(writes + 2);
        assertThat(brakes.status().sent()).isEqualTo(103);
    }

    private long version() {
        var stored = storage.records().get("brake", "marketing");
        return stored == null ? 0 : stored.version();
    }

    @Test
    void nothingIsLostWhereTwoNodesCountAtOnce() throws Exception {
        brakes.sent(1_000_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            Brakes mine = i % 2 == 0 ? brakes : other;
            threads.execute(() -> {
                try {
                    go.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                times(25, mine::bounced);
            });
        }
        go.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        brakes.flush();
        other.flush();
        assertThat(brakes.status().bounces()).isEqualTo(200);
        assertThat(brakes.stopped()).isNull();
    }

    @Test
    void whatCanNotBeWrittenWaitsAndNothingIsThrown() {
        brakes.sent(1);
        redis.kill();
        assertThatCode(() -> times(3, brakes::complained)).doesNotThrowAnyException();
        redis.restart();
        assertThat(counters.value("brake.write.failed")).isEqualTo(3);
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> brakes.status().complaints() == 3);
        assertThat(brakes.stopped()).isEqualTo("stopped_by_complaints");
    }

    @Test
    void refusalsForPolicyRaiseAnAlarmOnceAndStopNothing() {
        brakes.sent(500);
        times(4, brakes::refused);
        assertThat(brakes.status().alarm()).isFalse();
        times(20, other::refused);
        assertThat(brakes.status().alarm()).isTrue();
        assertThat(brakes.stopped()).isNull();
        assertThat(counters.value("brake.alarm")).isEqualTo(1);
        clock.advance(Duration.ofHours(25));
        brakes.sent(1);
        assertThat(brakes.status().alarm()).isFalse();
    }

    @Test
    void damagedRecordKeepsTheStopAtLeast() {
        storage.records().put("brake", "marketing", 0, "stopped_by_bounces what 1 2\n3", null);
        assertThat(brakes.stopped()).isEqualTo("stopped_by_bounces");
        otherStorage.records().delete("brake", "marketing");
        otherStorage.records().put("brake", "marketing", 0, "", null);
        assertThat(other.stopped()).isNull();
    }

    @Test
    void clockThatIsBehindForgetsNoHour() {
        clock.set(Instant.parse("2026-11-22T11:00:00Z"));
        brakes.complained();
        clock.set(Instant.parse("2026-11-22T10:59:59Z"));
        times(2, other::complained);
        assertThat(other.stopped()).isEqualTo("stopped_by_complaints");
    }
}
