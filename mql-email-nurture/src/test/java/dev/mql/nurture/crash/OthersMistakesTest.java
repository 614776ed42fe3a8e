package dev.mql.nurture.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.crash.Site.Shopper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mistakes that other programs that send mail have made, and this one must not. */
class OthersMistakesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CARTS = 12;

    @Test
    void oneBadRecipientAmongManyChangesNothingForOthers() {
        try (Site site = new Site("1h")) {
            List<Shopper> shoppers = site.leaveCarts(CARTS);
            Shopper unknown = shoppers.get(3);
            Shopper busy = shoppers.get(7);
            site.door.script((stage, recipient) -> stage != Talk.Stage.RCPT
                    ? null
                    : recipient.equals(unknown.address())
                            ? "550 5.1.1 nobody of that name"
                            : recipient.equals(busy.address()) ? "450 4.2.1 come back later" : null);
            site.survivorWorks(true);
            site.pass(Duration.ofHours(1));

            List<Shopper> others = shoppers.stream()
                    .filter(shopper -> shopper != unknown && shopper != busy)
                    .toList();
            assertThat(site.settled(others, 1)).isEqualTo(new Tally(CARTS - 2, CARTS - 2, 0, 0, CARTS - 2, 0, 0));
            awaitState(site, unknown, State.DEAD, "smtp_550_5.1.1");
            awaitState(site, busy, State.RETRY, "smtp_450_4.2.1");

            site.door.script((stage, recipient) -> null);
            site.pass(Duration.ofMinutes(1));
            assertThat(site.settled(shoppers, 1)).isEqualTo(new Tally(CARTS, CARTS - 1, 0, 1, CARTS - 1, 0, 0));
        }
    }

    /** Silence is no yes: before the content it is tried again after minutes, not months; after it nobody can know. */
    @ParameterizedTest
    @EnumSource(
            value = Talk.Stage.class,
            names = {"EHLO", "MAIL", "RCPT", "DATA", "CONTENT", "DOT"})
    void serverThatHangsUpHasNotSaidYes(Talk.Stage stage) {
        try (Site site = new Site("1h")) {
            List<Shopper> one = site.leaveCarts(1);
            AtomicBoolean first = new AtomicBoolean(true);
            site.door.script(
                    (now, recipient) -> now == stage && first.compareAndSet(true, false) ? Talk.Script.HANG_UP : null);
            site.survivorWorks(true);
            site.pass(Duration.ofHours(1));
            if (stage == Talk.Stage.CONTENT || stage == Talk.Stage.DOT) {
                int taken = stage == Talk.Stage.DOT ? 1 : 0;
                assertThat(site.settled(one, 1)).isEqualTo(new Tally(1, 0, 1, 0, taken, 0, 0));
            } else {
                Mailing waiting = awaitState(site, one.get(0), State.RETRY, null);
                assertThat(waiting.due() - site.clock.millis())
                        .isEqualTo(Duration.ofMinutes(1).toMillis());
                site.pass(Duration.ofMinutes(1));
                assertThat(site.settled(one, 1)).isEqualTo(new Tally(1, 1, 0, 0, 1, 0, 0));
            }
        }
    }

    /** @param reason {@code null} for any */
    private static Mailing awaitState(Site site, Shopper shopper, State state, @Nullable String reason) {
        return await().atMost(SOON)
                .until(
                        () -> site.mailing(shopper, 1).orElse(null),
                        mail -> mail != null
                                && mail.state() == state
                                && (reason == null || reason.equals(mail.reason())));
    }
}
