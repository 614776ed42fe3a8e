package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.Purchase;
import dev.mql.event.Shopper;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Mailing.State;
import dev.mql.store.Effect;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which orders a series is given credit for, and which never. */
class CreditTest {
    @Test
    void orderAfterASentMailIsCreditedOnceToTheSeries() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.clock.advance(Duration.ofHours(2));
            order(story, "A-17", null);
            order(story, "A-17", null);
            order(story, "A-18", null);

            Enrolment run = story.lead().enrolments().get(0);
            assertThat(run.credited()).isTrue();
            assertThat(run.value()).isEqualTo(78.7);
            assertThat(story.mql.leads().effects(Effect.SERIES, 10))
                    .extracting(effect -> effect.fields().get("what"))
                    .containsExactlyInAnyOrder("entered", "ordered");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff", "phone", "api", "renewal"})
    void ordersThatNoShopperMadeStopTheMailsAndEarnNothing(String origin) {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.clock.advance(Duration.ofHours(2));
            order(story, "A-17", origin);

            assertThat(story.lead().enrolments().get(0).orderedAt()).isZero();
            story.awaitState(2, State.SKIPPED, "purchased");
        }
    }

    @Test
    void orderLongAfterTheSeriesIsNotPutDownToIt() {
        try (Story story = new Story()) {
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.clock.advance(Duration.ofDays(8));
            order(story, "A-17", null);
            assertThat(story.lead().enrolments().get(0).orderedAt()).isZero();
        }
    }

    static void order(Story story, String number, String origin) {
        Purchase purchase =
                Purchase.of(number).worth(new BigDecimal("78.70"), "EUR").by(Shopper.address(Story.ADDRESS));
        assertThat(story.mql.purchase(origin == null ? purchase : purchase.from(origin)))
                .isTrue();
        assertThat(story.mql.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
}
