package dev.mql.nurture.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.crash.Site.Shopper;
import dev.mql.testkit.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent after something was away for a day: what is of use now, at most one mail per cart, and nothing that is stale. */
class OutageTest {
    private static final int CARTS = 25;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String THREE_STEPS = "1h, 24h, 72h";

    @TempDir
    private Path dump;

    @Test
    void afterADayWithoutRedisOnlyTheStepOfTheHourIsSent() {
        try (Site site = new Site(THREE_STEPS)) {
            List<Shopper> shoppers = site.leaveCarts(CARTS);
            site.survivorWorks(true);
            site.redis.pause();
            site.pass(Duration.ofHours(26));
            site.redis.resume();

            Tally second = site.settledInTime(shoppers, 2);
            assertThat(second).isEqualTo(new Tally(CARTS, CARTS, 0, 0, CARTS, 0, 0));
            assertThat(shoppers).allSatisfy(shopper -> {
                assertThat(site.mailing(shopper, 1).orElseThrow())
                        .returns(State.SKIPPED, Mailing::state)
                        .returns("too_late", Mailing::reason);
                assertThat(site.mailing(shopper, 3).orElseThrow().state()).isEqualTo(State.PLANNED);
            });
        }
    }

    @Test
    void afterADayWithoutAMailServerOnlyTheStepOfTheHourIsSentAndNobodyHasToRestartAnything() {
        try (Site site = new Site(THREE_STEPS)) {
            List<Shopper> shoppers = site.leaveCarts(CARTS);
            site.door.close();
            site.survivorWorks(true);
            for (int hours = 1; hours <= 26; hours++) {
                site.pass(Duration.ofHours(1));
                int step = hours < 24 ? 1 : 2;
                await().atMost(SOON).until(() -> shoppers.stream().allMatch(shopper -> site.mailing(shopper, step)
                        .filter(OutageTest::refused)
                        .isPresent()));
            }
            site.door.reopen();
            site.pass(Duration.ofHours(2)); // more than the longest pause between two attempts

            Tally second = site.settledInTime(shoppers, 2);
            assertThat(second).isEqualTo(new Tally(CARTS, CARTS, 0, 0, CARTS, 0, 0));
            assertThat(shoppers)
                    .allSatisfy(shopper -> assertThat(site.over(shopper, 1)).isTrue());
        }
    }

    /** Without success, whether it is tried again or not; after some failures mails wait without trying. */
    private static boolean refused(Mailing mail) {
        return mail.state().over() || mail.state() == State.RETRY || "sending_rate".equals(mail.reason());
    }

    /** What came true after the snapshot is forgotten; what time has made worthless stays worthless. */
    @Test
    void nothingStaleIsSentFromAnOldSnapshot() throws IOException {
        try (Site site = new Site(THREE_STEPS, RedisOptions.standard().withDataDir(dump))) {
            List<Shopper> shoppers = site.leaveCarts(CARTS);
            Path old = site.snapshot(dump);
            site.survivorWorks(true);
            site.pass(Duration.ofHours(1));
            site.settled(shoppers, 1);
            assertThat(site.accepted()).isEqualTo(CARTS);

            site.survivorWorks(false);
            site.redis.kill();
            Files.copy(old, dump.resolve("dump.rdb"), StandardCopyOption.REPLACE_EXISTING);
            site.pass(Duration.ofHours(25));
            site.redis.restart();
            await().atMost(SOON).ignoreExceptions().until(() -> site.mailing(shoppers.get(0), 1)
                    .isEmpty());
            site.survivorWorks(true);

            Tally second = site.settledInTime(shoppers, 2);
            assertThat(second.sent()).isEqualTo(CARTS);
            assertThat(second.duplicates()).isZero();
            assertThat(site.accepted()).isEqualTo(2 * CARTS);
            assertThat(site.settled(shoppers, 1).notSent()).isEqualTo(CARTS);

            site.survivorWorks(false);
            site.redis.kill();
            Files.copy(old, dump.resolve("dump.rdb"), StandardCopyOption.REPLACE_EXISTING);
            site.pass(Duration.ofDays(5));
            site.redis.restart();
            await().atMost(SOON).ignoreExceptions().until(() -> site.mailing(shoppers.get(0), 1)
                    .isEmpty());
            site.survivorWorks(true);
            for (int step = 1; step <= 3; step++) {
                assertThat(site.settledInTime(shoppers, step).notSent()).isEqualTo(CARTS);
            }
            assertThat(site.accepted()).isEqualTo(2 * CARTS);
        }
    }

    @Test
    void storeThatGoesAndComesIsOneLineInTheLogEach() {
        try (Site site = new Site("1h", RedisOptions.standard().withConfig("appendonly yes", "appendfsync always"));
                ChildNode node = site.child()) {
            List<Shopper> shoppers = site.leaveCarts(CARTS);
            node.go();
            site.redis.kill();
            site.pass(Duration.ofHours(1));
            await().atMost(SOON).until(() -> site.mql().counters().value("store.away") >= 5);
            site.redis.restart();
            assertThat(site.settledInTime(shoppers, 1)).isEqualTo(new Tally(CARTS, CARTS, 0, 0, CARTS, 0, 0));

            List<String> lines = node.log().lines().toList();
            assertThat(lines)
                    .filteredOn(line -> line.contains("nothing is mailed until then"))
                    .hasSize(1);
            assertThat(lines)
                    .filteredOn(line -> line.contains("Leads are kept in"))
                    .hasSize(2);
            assertThat(lines).noneMatch(line -> line.contains("Exception") || line.contains("ERROR"));
        }
    }
}
