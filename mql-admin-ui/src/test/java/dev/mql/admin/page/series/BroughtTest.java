package dev.mql.admin.page.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.config.Config;
import dev.mql.nurture.effect.Arm;
import dev.mql.nurture.effect.Uplift;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Usual;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BroughtTest {
    private static final Series CART =
            Usual.of(Config.of(Map.of())).series("cart").orElseThrow();

    private static Brought brought(Series series, Arm first, Arm second, Arm holdout) {
        Arm mailed = new Arm(
                first.entered() + second.entered(),
                first.ordered() + second.ordered(),
                first.revenue() + second.revenue(),
                first.squares() + second.squares());
        return Brought.of(
                series,
                new Uplift("cart", "EUR", mailed, holdout, first, second, mailed.ordered(), mailed.revenue()),
                7);
    }

    private static Arm arm(long entered, long ordered) {
        return new Arm(entered, ordered, ordered * 50.0, ordered * 2_500.0);
    }

    @Test
    void nothingIsSaidBeforeThereIsEnoughToSay() {
        assertThat(Brought.of(CART, null, 0).net()).isEqualTo("Nobody yet");
        assertThat(brought(CART, arm(300, 30), Arm.EMPTY, arm(34, 2)).net())
                .isEqualTo("Too early to say: 34 of 50 without mail so far.");
        assertThat(brought(CART, arm(40, 30), Arm.EMPTY, arm(50, 2)).net())
                .isEqualTo("Too early to say: 40 of 50 with mail so far.");
        assertThat(brought(CART, arm(100, 9), Arm.EMPTY, arm(100, 3)).net())
                .isEqualTo("Too early to say: 12 of 20 orders so far.");
        assertThat(brought(CART.withHoldout(0), arm(100, 30), Arm.EMPTY, Arm.EMPTY)
                        .net())
                .isEqualTo("Can not be said: everybody gets mail.");
    }

    @Test
    void whatCameOnTopStandsBesideWhatIsCredited() {
        Brought clear = brought(CART, arm(1_000, 200), Arm.EMPTY, arm(1_000, 100));
        assertThat(clear.revenue()).isEqualTo("€10,000");
        assertThat(clear.net()).isEqualTo("€5,000");
        assertThat(clear.range()).matches("€3,[0-9]{3} to €6,[0-9]{3}");
        assertThat(clear.early()).isFalse();
        Brought chance = brought(CART, arm(100, 20), Arm.EMPTY, arm(100, 21));
        assertThat(chance.net()).isEqualTo("−€50");
        assertThat(chance.range()).startsWith("−€").endsWith(": may be chance");
    }

    @Test
    void wordingsAreComparedOnlyWhereThereAreTwo() {
        Series two = new Series(
                CART.id(),
                CART.name(),
                CART.occasion(),
                CART.mode(),
                0,
                CART.entry(),
                CART.steps(),
                CART.coolDown(),
                10,
                true,
                CART.credit(),
                null);
        assertThat(brought(CART, arm(100, 20), arm(100, 20), Arm.EMPTY).wordings())
                .isEmpty();
        assertThat(brought(two, arm(100, 20), arm(20, 2), Arm.EMPTY).wordings())
                .startsWith("Too early to say which wording");
        assertThat(brought(two, arm(1_000, 100), arm(1_000, 200), Arm.EMPTY).wordings())
                .startsWith("The second wording is better: of a hundred, 10.0 more order by it");
        assertThat(brought(two, arm(100, 20), arm(100, 21), Arm.EMPTY).wordings())
                .startsWith("No difference");
    }
}
