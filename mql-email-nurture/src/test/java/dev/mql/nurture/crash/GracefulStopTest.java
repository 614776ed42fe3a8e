package dev.mql.nurture.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.nurture.crash.Site.Shopper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node that is asked to end while it sends (point K9): it is gone within ten seconds, and what was under way is known or uncertain. */
class GracefulStopTest {
    private static final int CARTS = 10;

    /** Lets a node get to the third mail's end, asks the node to stop there, and then lets the server answer or not. */
    private static Tally stopped(Site site, boolean serverAnswers) throws InterruptedException {
        List<Shopper> shoppers = site.leaveCarts(CARTS);
        CountDownLatch inFlight = new CountDownLatch(3);
        CountDownLatch answer = new CountDownLatch(1);
        try (ChildNode node = site.child()) {
            node.door.script((stage, recipient) -> {
                if (stage == Talk.Stage.DOT) {
                    inFlight.countDown();
                    if (inFlight.getCount() == 0) {
                        awaited(answer);
                    }
                }
                return null;
            });
            site.pass(Duration.ofHours(1));
            node.go();
            assertThat(inFlight.await(30, TimeUnit.SECONDS)).isTrue();
            node.terminate();
            if (serverAnswers) {
                answer.countDown();
            }
            node.awaitEnd(10);
            answer.countDown();
            site.pass(Site.LEASE);
            site.survivorWorks(true);
            return site.settled(shoppers, 1);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void mailThatIsUnderWayIsFinished() throws Exception {
        try (Site site = new Site("1h")) {
            assertThat(stopped(site, true)).isEqualTo(new Tally(CARTS, CARTS, 0, 0, CARTS, 0, 0));
        }
    }

    @Test
    void mailThatTheServerDoesNotAnswerIsUncertainAndHoldsNobodyUp() throws Exception {
        try (Site site = new Site("1h")) {
            assertThat(stopped(site, false)).isEqualTo(new Tally(CARTS, CARTS - 1, 1, 0, CARTS, 0, 0));
        }
    }
}
