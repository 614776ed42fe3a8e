package dev.mql.admin.page.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.LeadId;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private static Effect said(String verdict, long at) {
        return new Effect(
                Effect.HANDOFF,
                LeadId.ofVisitor("v"),
                at,
                Map.of("verdict", verdict, "reason", "budget", "waited", "60000", "model", "2"));
    }

    private static Outcomes of(int accepted, int rejected) {
        List<Effect> all = new ArrayList<>(Collections.nCopies(accepted, said("accepted", 10)));
        all.addAll(Collections.nCopies(rejected, said("rejected", 10)));
        return Outcomes.of(all, 5);
    }

    @Test
    void theDefinitionIsInQuestionFromTenVerdictsOfWhichMoreThanTwoInFiveSayNo() {
        assertThat(of(5, 4).definitionIsWrong()).as("nine are too few").isFalse();
        assertThat(of(6, 4).definitionIsWrong()).as("two in five").isFalse();
        assertThat(of(5, 5).definitionIsWrong()).isTrue();
        assertThat(of(0, 0).definitionIsWrong()).isFalse();
    }

    @Test
    void onlyAnswersToTheQuestionWhetherItIsAnMqlCountAndOnlyNewOnes() {
        Outcomes outcomes =
                Outcomes.of(List.of(said("won", 10), said("recycled", 10), said("none", 10), said("accepted", 4)), 5);
        assertThat(outcomes.all()).isZero();
        assertThat(outcomes.waited()).isZero();
    }

    @Test
    void whatAnOlderVersionWroteWithoutFieldsCountsAsUnknown() {
        Effect bare = new Effect(Effect.HANDOFF, LeadId.ofVisitor("v"), 10, Map.of("verdict", "rejected"));
        assertThat(Outcomes.of(List.of(bare), 5).versions()).containsExactly(new Outcomes.Version(0, 0, 1));
    }
}
