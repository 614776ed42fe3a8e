package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreakerTest {
    private final Breaker breaker = new Breaker();

    private void fail(int times, long now) {
        for (int i = 0; i < times; i++) {
            breaker.failed(now);
        }
    }

    @Test
    void fiveFailuresInARowPauseForAMinute() {
        fail(4, 1_000);
        assertThat(breaker.enter(1_000)).isTrue();
        assertThat(breaker.failed(1_000)).isTrue();
        assertThat(breaker.readyAt()).isEqualTo(61_000);
        assertThat(breaker.enter(60_999)).isFalse();
        assertThat(breaker.enter(61_000)).isTrue();
    }

    @Test
    void successInBetweenStartsTheCountAnew() {
        fail(4, 0);
        assertThat(breaker.succeeded()).isFalse();
        fail(4, 0);
        assertThat(breaker.enter(0)).isTrue();
    }

    @Test
    void afterThePauseOneIsTriedAndTheOthersWaitForIt() {
        fail(5, 0);
        assertThat(breaker.enter(60_000)).isTrue();
        assertThat(breaker.enter(60_000)).isFalse();
        assertThat(breaker.readyAt()).isEqualTo(70_000);
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.enter(60_001)).isTrue();
        assertThat(breaker.enter(60_001)).isTrue();
    }

    @Test
    void pausesGrowToTenMinutes() {
        fail(5, 0);
        long now = 0;
        for (long pause : new long[] {60, 120, 240, 480, 600, 600}) {
            assertThat(breaker.readyAt()).isEqualTo(now + pause * 1_000);
            now = breaker.readyAt();
            assertThat(breaker.enter(now)).isTrue();
            assertThat(breaker.failed(now)).isFalse();
        }
    }
}
