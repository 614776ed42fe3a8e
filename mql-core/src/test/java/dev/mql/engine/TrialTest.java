package dev.mql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.LeadId;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final long SINCE = 1_000;
    private final List<Effect> stages = new ArrayList<>();
    private final List<Effect> shadows = new ArrayList<>();
    private final List<Effect> orders = new ArrayList<>();

    private static LeadId lead(String name) {
        return LeadId.ofVisitor(name);
    }

    private void stage(String lead, long at, String to) {
        stages.add(0, new Effect(Effect.STAGE, lead(lead), at, Map.of("to", to)));
    }

    private void shadow(String lead, long at, int challenger, String to) {
        shadows.add(
                0,
                new Effect(
                        Effect.SHADOW, lead(lead), at, Map.of("challenger", Integer.toString(challenger), "to", to)));
    }

    private void order(String lead, long at) {
        orders.add(0, new Effect(Effect.ORDER, lead(lead), at, Map.of("text", "ordered")));
    }

    private Trial trial() {
        return Trial.of(2, SINCE, stages, shadows, orders, true);
    }

    @Test
    void eachLeadCountsOncePerSideHoweverOftenItCrosses() {
        stage("a", 1_100, "mql");
        stage("a", 1_200, "lead");
        stage("a", 1_300, "mql");
        shadow("a", 1_150, 2, "in");
        shadow("a", 1_160, 2, "out");
        shadow("a", 1_170, 2, "in");
        shadow("b", 1_180, 2, "in");
        Trial trial = trial();
        assertThat(trial.published().mqls()).isEqualTo(1);
        assertThat(trial.challenger().mqls()).isEqualTo(2);
        assertThat(trial.both()).isEqualTo(1);
    }

    @Test
    void whoWasQualifiedBeforeTheTrialCountsOnNeitherSide() {
        stage("a", 900, "mql");
        stage("b", 800, "mql");
        stage("b", 900, "lead");
        stage("a", 1_100, "mql");
        shadow("a", 1_100, 2, "in");
        stage("b", 1_100, "mql");
        shadow("b", 1_100, 2, "in");
        assertThat(trial().published().mqls()).isEqualTo(1);
        assertThat(trial().challenger().mqls()).isEqualTo(1);
    }

    @Test
    void onlyOrdersAfterTheCrossingCount() {
        stage("a", 1_100, "mql");
        order("a", 1_050);
        order("a", 1_500);
        stage("b", 1_100, "mql");
        order("b", 1_100);
        shadow("c", 1_100, 2, "in");
        order("c", 1_101);
        order("nobody", 1_200);
        assertThat(trial().published()).isEqualTo(new Trial.Side(2, 1));
        assertThat(trial().challenger()).isEqualTo(new Trial.Side(1, 1));
        assertThat(trial().published().percent()).isEqualTo(50);
    }

    @Test
    void whatAnEarlierChallengerDidIsNotThisOnes() {
        shadow("a", 1_100, 1, "in");
        assertThat(trial().challenger().mqls()).isZero();
    }

    @Test
    void underThirtyOnOneSideItIsTooEarlyToSay() {
        for (int i = 0; i < 30; i++) {
            stage("a" + i, 1_100, "mql");
            shadow("a" + i, 1_100, 2, i < 29 ? "in" : "out");
        }
        assertThat(trial().tooEarly()).isTrue();
        shadow("a29", 1_200, 2, "in");
        assertThat(trial().tooEarly()).isFalse();
        assertThat(trial().both()).isEqualTo(30);
    }
}
