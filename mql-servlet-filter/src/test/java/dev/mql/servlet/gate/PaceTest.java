package dev.mql.servlet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.Refusal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long MINUTE = 60_000;

    private final SplittableRandom random = new SplittableRandom(11);
    private final long visitor = random.nextLong();

    @Test
    void morePagesAMinuteThanAnybodyReadsAreAMachines() {
        Pace pace = new Pace(60, 0);
        long path = random.nextLong();
        for (int i = 0; i < 60; i++) {
            assertThat(pace.view(visitor, false, path, NOW + i * 900)).isNull();
            assertThat(pace.view(visitor, true, path, NOW + i * 900))
                    .as("the beacon sees the same page")
                    .isNull();
        }

        assertThat(pace.view(visitor, false, path, NOW + 59_000))
                .isEqualTo(new Pace.Machine(Refusal.TOO_FAST, NOW, true));
        assertThat(pace.view(visitor, true, path, NOW + 59_000))
                .isEqualTo(new Pace.Machine(Refusal.TOO_FAST, NOW, false));
        assertThat(pace.known(visitor, NOW + 59 * MINUTE)).isNotNull();
        assertThat(pace.known(random.nextLong(), NOW + MINUTE)).isNull();
        assertThat(pace.known(visitor, NOW + 62 * MINUTE)).as("an hour later").isNull();
        assertThat(pace.view(visitor, false, path, NOW + 62 * MINUTE)).isNull();
    }

    @Test
    void whoReadsLongIsAPerson() {
        Pace pace = new Pace(60, 300);
        for (int i = 0; i < 500; i++) {
            assertThat(pace.view(visitor, false, random.nextLong(), NOW + i * 15_000L))
                    .isNull();
        }
    }

    @Test
    void moreDifferentPagesAnHourThanAnybodyReadsAreAMachines() {
        Pace pace = new Pace(0, 300);
        int found = 0;
        while (pace.view(visitor, false, random.nextLong(), NOW + found * 9_000L) == null) {
            found++;
        }

        assertThat(found).as("counted to within a tenth").isBetween(270, 330);
        for (int i = 0; i < 5_000; i++) {
            assertThat(pace.view(1, false, i % 100 * 0x9E3779B97F4A7C15L, NOW))
                    .as("the same pages")
                    .isNull();
        }
    }

    @Test
    void crowdTakesNoRoomAndTheLastSeenAreStillKnown() {
        Pace pace = new Pace(60, 300);
        long[] last = new long[1_000];
        for (int i = 0; i < 200_000; i++) {
            long one = random.nextLong();
            last[i % last.length] = one;
            pace.view(one, false, 5, NOW + i);
        }
        int fast = 0;
        for (long one : last) {
            for (int i = 0; i < 60; i++) {
                fast += pace.view(one, false, 5, NOW + 200_000) == null ? 0 : 1;
            }
        }

        assertThat(fast).as("of whom each had one view before").isGreaterThan(950);
    }
}
