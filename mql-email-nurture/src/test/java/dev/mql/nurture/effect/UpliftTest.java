package dev.mql.nurture.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mql.lead.LeadId;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpliftTest {
    private final List<Effect> log = new ArrayList<>();

    private void entered(String group, int times) {
        for (int i = 0; i < times; i++) {
            log.add(new Effect(
                    Effect.SERIES,
                    new LeadId(log.size(), 1),
                    1_000,
                    Map.of("what", "entered", "series", "cart", "group", group, "subject", "c")));
        }
    }

    private void ordered(String group, int times, double value, String currency) {
        for (int i = 0; i < times; i++) {
            log.add(new Effect(
                    Effect.SERIES,
                    new LeadId(log.size(), 1),
                    2_000,
                    Map.of(
                            "what",
                            "ordered",
                            "series",
                            "cart",
                            "group",
                            group,
                            "subject",
                            "c",
                            "value",
                            Double.toString(value),
                            "currency",
                            currency,
                            "credited",
                            group.equals("holdout") ? "false" : "true",
                            "entered",
                            "1000")));
        }
    }

    private Uplift uplift() {
        return Uplift.of(log, 0).get(0);
    }

    @Test
    void whatWouldHaveBeenBoughtAnywayIsNoEffect() {
        entered("a", 900);
        entered("holdout", 100);
        ordered("a", 90, 50, "EUR");
        ordered("holdout", 10, 50, "EUR");

        assertThat(uplift().credited()).isEqualTo(90);
        assertThat(uplift().creditedRevenue()).isEqualTo(4_500);
        assertThat(uplift().netRevenue().value()).isCloseTo(0, within(0.001));
        assertThat(uplift().netRevenue().clear()).isFalse();
        assertThat(uplift().tooEarly()).isFalse();
    }

    /** By hand: means 10 and 5, variances 400.44 and 226.13; error sqrt(400.44/900 + 226.13/200) = 1.2552; times 900. */
    @Test
    void netRevenueHasTheIntervalOfADifferenceOfMeans() {
        entered("a", 900);
        entered("holdout", 200);
        ordered("a", 180, 50, "EUR");
        ordered("holdout", 20, 50, "EUR");

        Estimate net = uplift().netRevenue();
        assertThat(net.value()).isCloseTo(4_500, within(0.01));
        assertThat(net.to() - net.value()).isCloseTo(1.959_964 * 900 * 1.2552, within(1.0));
        assertThat(net.clear()).isTrue();
    }

    @Test
    void fewRunsSayNothing() {
        entered("a", 450);
        entered("holdout", 49);
        ordered("a", 100, 50, "EUR");
        assertThat(uplift().tooEarly()).isTrue();
        entered("holdout", 1);
        assertThat(uplift().tooEarly()).isFalse();
    }

    @Test
    void amountsOfAnotherCurrencyAreOrdersWithoutAValue() {
        entered("a", 10);
        ordered("a", 3, 50, "EUR");
        ordered("a", 1, 9_000, "JPY");
        assertThat(uplift().currency()).isEqualTo("EUR");
        assertThat(uplift().mailed().ordered()).isEqualTo(4);
        assertThat(uplift().creditedRevenue()).isEqualTo(150);
    }

    @Test
    void wordingsDifferOnlyWhereChanceIsAPoorExplanation() {
        entered("a", 500);
        entered("b", 500);
        ordered("a", 50, 10, "EUR");
        ordered("b", 55, 10, "EUR");
        assertThat(uplift().wordings().clear()).isFalse();
        ordered("b", 45, 10, "EUR");
        assertThat(uplift().wordings().value()).isCloseTo(10, within(0.001));
        assertThat(uplift().wordings().clear()).isTrue();
    }

    /** In 95 of 100 shops the true effect lies within the interval. */
    @Test
    void intervalsHoldWhatTheyPromise() {
        Random random = new Random(7);
        int held = 0;
        for (int shop = 0; shop < 400; shop++) {
            log.clear();
            entered("a", 450);
            entered("holdout", 150);
            for (int i = 0; i < 450; i++) {
                ordered("a", random.nextDouble() < 0.14 ? 1 : 0, 20 + random.nextInt(80), "EUR");
            }
            for (int i = 0; i < 150; i++) {
                ordered("holdout", random.nextDouble() < 0.10 ? 1 : 0, 20 + random.nextInt(80), "EUR");
            }
            Estimate extra = uplift().extraOrders();
            held += extra.from() <= 450 * 0.04 && 450 * 0.04 <= extra.to() ? 1 : 0;
        }
        assertThat(held).isBetween(370, 396);
    }
}
