package dev.mql.nurture.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.nurture.crash.Site.Shopper;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nodes are killed at each point of sending, and another one goes on. The mail server's own log says who got what. Each point is done
 * as often as {@code -Dmql.kills} says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashPointTest {
    private static final int KILLS = Integer.getInteger("mql.kills", 2);
    private static final int CARTS = 4;

    private final Random random = new Random(20261128);
    private Site site;
    /** The next victim starts while the present one works. */
    private ChildNode next;

    private int kills;
    private Tally all = Tally.NONE;

    @BeforeAll
    void open() {
        site = new Site("1h");
        next = site.child();
    }

    @AfterAll
    void tell() {
        System.out.printf(
                "crash points: %d kills, %d mails, %d sent, %d uncertain, %d accepted, %d duplicates, %d skipped%n",
                kills, all.mails(), all.sent(), all.uncertain(), all.accepted(), all.duplicates(), all.skipped());
        next.close();
        site.close();
    }

    private ChildNode victim() {
        ChildNode ready = next;
        next = site.child();
        return ready;
    }

    /** Another node does what is left, once the leases of the dead one are over. */
    private Tally afterwards(List<Shopper> shoppers) {
        site.pass(Site.LEASE);
        site.survivorWorks(true);
        Tally tally = site.settled(shoppers, 1);
        site.survivorWorks(false);
        kills++;
        all = all.plus(tally);
        return tally;
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void nodeThatIsKilledLeavesNobodyOutAndNothingIsSentTwice(Point point) {
        for (int i = 0; i < KILLS; i++) {
            List<Shopper> shoppers = site.leaveCarts(CARTS);
            try (ChildNode victim = victim()) {
                site.pass(Duration.ofHours(1));
                victim.goUntil(point, point == Point.FETCHED ? 1 : 1 + random.nextInt(CARTS));
                victim.awaitEnd();
                Tally tally = afterwards(shoppers);

                assertThat(tally.duplicates()).isZero();
                assertThat(tally.skipped()).isZero();
                assertThat(tally.notSent()).isZero();
                // One that has just heard the yes of the server may be about to say so, while the next is on the line.
                int threads = Node.SENDING_THREADS;
                assertThat(tally.uncertain())
                        .isBetween(point.leavesUncertain ? 1 : 0, point.leavesUncertain ? threads : threads - 1);
                assertThat(tally.accepted()).isBetween(CARTS - tally.uncertain(), CARTS);
            }
        }
    }
}
