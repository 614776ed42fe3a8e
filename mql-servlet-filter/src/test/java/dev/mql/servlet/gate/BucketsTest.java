package dev.mql.servlet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void minutesWorthMayComeAtOnceAndThenOneByOne() {
        Buckets buckets = new Buckets(64, 60);

        assertThat(IntStream.range(0, 60)
                        .mapToLong(i -> buckets.take(7, 1, NOW))
                        .sum())
                .isZero();
        assertThat(buckets.take(7, 1, NOW)).isEqualTo(1_000);
        assertThat(buckets.take(7, 5, NOW)).isEqualTo(5_000);
        assertThat(buckets.take(7, 1, NOW + 999)).isEqualTo(1);
        assertThat(buckets.take(7, 1, NOW + 1_000)).isZero();
        assertThat(buckets.take(7, 1, NOW + 1_000)).isEqualTo(1_000);
        assertThat(buckets.take(7, 60, NOW + 61_000)).isZero();
    }

    @Test
    void moreThanAMinutesWorthIsTakenByWhoHasRested() {
        Buckets buckets = new Buckets(64, 10);

        assertThat(buckets.take(7, 100, NOW)).isZero();
        assertThat(buckets.take(7, 1, NOW)).isEqualTo(6_000);
        assertThat(buckets.take(7, 100, NOW + 60_000)).isZero();
    }

    @Test
    void nobodyIsHeldBackByOneOther() {
        Buckets buckets = new Buckets(1 << 16, 10);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            buckets.take(random.nextLong(), 10, NOW);
        }

        long held = IntStream.range(0, 10_000)
                .filter(i -> buckets.take(random.nextLong(), 1, NOW) > 0)
                .count();

        assertThat(held).isLessThan(5);
    }

    @Test
    void clockThatIsPutBackLocksNobodyOut() {
        Buckets buckets = new Buckets(64, 60);
        buckets.take(7, 60, NOW + 86_400_000);

        assertThat(buckets.take(7, 1, NOW)).isZero();
    }

    @Test
    void zeroIsNoLimitAndManyAtOnceTakeNoMoreThanThereIs() throws InterruptedException {
        assertThat(new Buckets(64, 0).take(7, 1_000_000, NOW)).isZero();
        Buckets buckets = new Buckets(64, 1_000);
        AtomicInteger taken = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    if (buckets.take(7, 1, NOW) == 0) {
                        taken.incrementAndGet();
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // Those who look at the same instant may each find the last one.
        assertThat(taken.get()).isBetween(1_000, 1_000 + threads.length);
    }
}
