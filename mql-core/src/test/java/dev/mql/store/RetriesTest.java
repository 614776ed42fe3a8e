package dev.mql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RetriesTest {
    @Test
    void givesUpAfterFiftyLostRacesAndSaysWhatCouldNotBeChanged() {
        Retries retries = new Retries("lead 7");
        long start = System.nanoTime();
        for (int i = 1; i < 50; i++) {
            retries.lost();
        }
        assertThat(System.nanoTime() - start).isGreaterThan(50_000_000L);
        assertThatThrownBy(retries::lost)
                .isInstanceOf(StoreException.class)
                .hasMessage("lead 7 could not be changed: too many others change it at once");
    }
}
