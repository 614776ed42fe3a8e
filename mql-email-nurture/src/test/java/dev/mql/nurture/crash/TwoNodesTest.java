package dev.mql.nurture.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.nurture.crash.Site.Shopper;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes in processes of their own that send at the same time, and what happens when one of them dies or stands still. */
class TwoNodesTest {
    private static final int KILLS = Integer.getInteger("mql.kills", 2);
    private static final int CARTS = 90;

    @Test
    void nodesThatWakeUpInTheSameSecondSendOneMailEach() {
        try (Site site = new Site("1h");
                ChildNode one = site.child();
                ChildNode two = site.child()) {
            List<Shopper> shoppers = site.leaveCarts(CARTS);
            site.pass(Duration.ofHours(1));
            one.go();
            two.go();
            site.survivorWorks(true);

            assertThat(site.settled(shoppers, 1)).isEqualTo(new Tally(CARTS, CARTS, 0, 0, CARTS, 0, 0));
        }
    }

    @Test
    void nodeMayBeKilledAtAnyMomentWhileOthersSend() {
        Random random = new Random(7);
        Tally all = Tally.NONE;
        try (Site site = new Site("1h")) {
            for (int i = 0; i < KILLS; i++) {
                List<Shopper> shoppers = site.leaveCarts(CARTS);
                try (ChildNode victim = site.child()) {
                    AtomicInteger commands = new AtomicInteger(1 + random.nextInt(2 * CARTS));
                    Talk.Script killing = (stage, recipient) -> {
                        if (commands.decrementAndGet() == 0) {
                            victim.kill();
                        }
                        return null;
                    };
                    site.pass(Duration.ofHours(1));
                    victim.go();
                    victim.door.script(killing);
                    site.door.script(killing);
                    site.survivorWorks(true);
                    victim.awaitEnd();
                    site.pass(Site.LEASE);
                    Tally tally = site.settled(shoppers, 1);
                    site.survivorWorks(false);

                    all = all.plus(tally);
                    assertThat(tally.duplicates()).isZero();
                    assertThat(tally.skipped()).isZero();
                    assertThat(tally.notSent()).isZero();
                    assertThat(tally.uncertain()).isLessThanOrEqualTo(Node.SENDING_THREADS);
                }
            }
        }
        System.out.printf(
                "any moment: %d kills, %d mails, %d sent, %d uncertain, %d accepted, %d duplicates, %d skipped%n",
                KILLS, all.mails(), all.sent(), all.uncertain(), all.accepted(), all.duplicates(), all.skipped());
    }

    /** As by a long garbage collection: it wakes up long after others have taken over, and does not know. */
    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "CONTENT", "DOT"})
    void nodeThatStandsStillBeyondItsLeaseSendsNothingTwice(String where) throws Exception {
        Talk.Stage still = Talk.Stage.valueOf(where);
        try (Site site = new Site("1h");
                ChildNode sleeper = site.child()) {
            List<Shopper> shoppers = site.leaveCarts(5);
            CountDownLatch asleep = new CountDownLatch(1);
            CountDownLatch awake = new CountDownLatch(1);
            sleeper.door.script((stage, recipient) -> {
                if (asleep.getCount() > 0 && stage == still) {
                    sleeper.pause();
                    asleep.countDown();
                } else if (asleep.getCount() == 0) {
                    awake.countDown();
                }
                return null;
            });
            site.pass(Duration.ofHours(1));
            sleeper.go();
            assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();
            site.pass(Site.LEASE);
            site.survivorWorks(true);
            site.settled(shoppers, 1);
            sleeper.resume();

            // It is held back by the last look and takes its mail back, or brings to an end what it had begun.
            boolean begun = still == Talk.Stage.CONTENT || still == Talk.Stage.DOT;
            if (begun) {
                await().atMost(Duration.ofSeconds(30)).until(() -> site.accepted() == 5);
            } else {
                assertThat(awake.await(30, TimeUnit.SECONDS)).isTrue();
            }
            sleeper.terminate();
            sleeper.awaitEnd();
            assertThat(site.tally(shoppers, 1))
                    .isEqualTo(begun ? new Tally(5, 4, 1, 0, 5, 0, 0) : new Tally(5, 5, 0, 0, 5, 0, 0));
        }
    }
}
