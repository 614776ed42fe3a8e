package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Mailing.State;
import dev.mql.lead.Stage;
import dev.mql.nurture.series.Series.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What else than a left cart a series may be about. */
class OccasionsTest {
    private static void switchOn(Story story, String series) {
        story.change(series, one -> one.to(Mode.ON, story.clock.millis()));
        story.clock.advance(Duration.ofMillis(1));
    }

    @Test
    void welcomeGoesToWhoHasJustConfirmed() {
        try (Story story = new Story()) {
            switchOn(story, "welcome");
            story.event(Story.VISITOR, "page_view", null);
            story.mql.leads().confirm(story.lead().id(), Story.ADDRESS);
            story.pass(Duration.ofMinutes(10));
            assertThat(mail(story, Kind.WELCOME).state()).isIn(State.SENT, State.CLAIMED, State.HANDED);
        }
    }

    @Test
    void silentCustomerIsCalledBackAfterAQuarter() {
        try (Story story = new Story()) {
            switchOn(story, "win_back");
            story.event(Story.VISITOR, "page_view", null);
            story.mql.leads().confirm(story.lead().id(), Story.ADDRESS);
            CreditTest.order(story, "A-17", null);
            assertThat(story.lead().stage()).isEqualTo(Stage.CUSTOMER);
            story.pass(Duration.ofDays(89));
            assertThat(story.lead().mails()).noneMatch(m -> m.kind() == Kind.WIN_BACK);
            story.pass(Duration.ofDays(1));
            assertThat(mail(story, Kind.WIN_BACK).state()).isNotEqualTo(State.SKIPPED);
        }
    }

    @Test
    void whoWasAskedNothingMoreIsAskedWhyAtTheEnd() {
        try (Story story = new Story()) {
            switchOn(story, "question");
            story.qualifiedLeadWithCart();
            story.cartIsLeft();
            story.awaitState(1, State.SENT, null);
            story.pass(Duration.ofHours(23));
            story.awaitState(2, State.SENT, null);
            story.pass(Duration.ofHours(48));
            story.awaitState(3, State.SENT, null);
            assertThat(story.lead().mails()).noneMatch(m -> m.kind() == Kind.QUESTION);
            story.pass(Duration.ofHours(72));
            assertThat(mail(story, Kind.QUESTION).state()).isNotEqualTo(State.SKIPPED);
        }
    }

    private static Mailing mail(Story story, Kind kind) {
        return story.lead().mails().stream()
                .filter(m -> m.kind() == kind && m.step() == 1)
                .findFirst()
                .orElseThrow();
    }
}
