package dev.mql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TickingClockTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final TickingClock clock = new TickingClock(START);

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.millis()).isEqualTo(START.toEpochMilli());
    }

    @Test
    void moves() {
        assertThat(clock.advance(Duration.ofMinutes(5))).isEqualTo(START.plusSeconds(300));
        assertThat(clock.advance(Duration.ofHours(-1))).isEqualTo(START.minusSeconds(3300));
        clock.set(START);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void losesNoTickOfManyThreads() {
        IntStream.range(0, 10_000).parallel().forEach(i -> clock.advance(Duration.ofMillis(1)));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(10));
    }
}
