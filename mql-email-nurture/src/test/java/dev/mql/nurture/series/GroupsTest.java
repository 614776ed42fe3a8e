package dev.mql.nurture.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.config.Config;
import dev.mql.lead.Enrolment.Group;
import dev.mql.lead.LeadId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static Series series(String id, int holdout, boolean two) {
        Series cart = Usual.of(Config.of(Map.of())).series("cart").orElseThrow();
        return new Series(
                id,
                "x",
                cart.occasion(),
                Series.Mode.ON,
                0,
                cart.entry(),
                cart.steps(),
                Duration.ZERO,
                holdout,
                two,
                Duration.ofDays(7),
                null);
    }

    private static LeadId lead(int i) {
        return LeadId.ofVisitor("visitor-" + i);
    }

    @Test
    void sharesAreWhatTheyAreSetTo() {
        Map<Group, Integer> counts = new EnumMap<>(Group.class);
        for (int i = 0; i < 20_000; i++) {
            counts.merge(Groups.of(lead(i), series("cart", 10, true)), 1, Integer::sum);
        }
        assertThat(counts.get(Group.HOLDOUT)).isBetween(1_850, 2_150);
        assertThat(counts.get(Group.A)).isBetween(8_700, 9_300);
        assertThat(counts.get(Group.B)).isBetween(8_700, 9_300);
    }

    @Test
    void whoGetsNothingStaysInThatGroupWhenItGrows() {
        for (int i = 0; i < 2_000; i++) {
            if (Groups.of(lead(i), series("cart", 10, false)) == Group.HOLDOUT) {
                assertThat(Groups.of(lead(i), series("cart", 30, true))).isEqualTo(Group.HOLDOUT);
            }
        }
    }

    @Test
    void anotherSeriesDrawsAnew() {
        int both = 0;
        for (int i = 0; i < 20_000; i++) {
            both += Groups.of(lead(i), series("cart", 50, false)) == Group.HOLDOUT
                            && Groups.of(lead(i), series("browse", 50, false)) == Group.HOLDOUT
                    ? 1
                    : 0;
        }
        assertThat(both).isBetween(4_700, 5_300);
    }
}
