package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of the notices of one lead, by itself. */
class QueueTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final Random dice = new Random(7);
    private final List<Notice> taken = new ArrayList<>();

    private static Notice notice(String channel, long sequence, long due) {
        return new Notice(
                channel,
                sequence,
                Notice.STAGE,
                "lead",
                "mql",
                "threshold",
                64,
                "B1",
                3,
                Notice.State.WAITING,
                0,
                due,
                NOW + Queue.LIFE,
                NOW,
                "");
    }

    private List<Notice> claim(List<Notice> all, long now) {
        return Queue.claim(all, now, channel -> 0, taken);
    }

    private List<Notice> settle(List<Notice> all, Notice mine, Answer answer, long now) {
        return Queue.settle(all, mine, answer, now, dice);
    }

    @Test
    void firstOfEachChannelIsTakenAndTheOthersWaitBehindIt() {
        List<Notice> all =
                List.of(notice("webhook:0", 9, NOW), notice("webhook:0", 7, NOW), notice("webhook:1", 8, NOW));
        List<Notice> claimed = claim(all, NOW);

        assertThat(taken).extracting(Notice::sequence).containsExactlyInAnyOrder(7L, 8L);
        assertThat(claimed).allSatisfy(n -> assertThat(n.due()).isEqualTo(NOW + Queue.LEASE));
        assertThat(Queue.due(claimed, NOW + Queue.LEASE - 1)).isFalse();
    }

    @Test
    void nextIsDueAtOnceWhenTheFirstIsDelivered() {
        List<Notice> claimed = claim(List.of(notice("webhook:0", 7, NOW), notice("webhook:0", 9, NOW)), NOW);
        List<Notice> after = settle(claimed, taken.get(0), Answer.delivered(), NOW + 50);

        assertThat(after).singleElement().satisfies(n -> {
            assertThat(n.sequence()).isEqualTo(9);
            assertThat(n.due()).isEqualTo(NOW + 50);
        });
    }

    @Test
    void oneThatArisesBehindAFailingOneDoesNotOvertakeIt() {
        List<Notice> claimed = claim(List.of(notice("webhook:0", 7, NOW)), NOW);
        List<Notice> failed = new ArrayList<>(settle(claimed, taken.get(0), Answer.failed("http_500", 0), NOW));
        failed.add(notice("webhook:0", 8, NOW));
        List<Notice> after = claim(failed, NOW);

        assertThat(taken).isEmpty();
        assertThat(after.get(1).due()).isEqualTo(after.get(0).due());
    }

    @Test
    void pausesGrowFromAMinuteToSixHoursAndAreSpreadAtRandom() {
        for (int attempts = 0; attempts < 14; attempts++) {
            long bound = Math.min(6 * HOUR, MINUTE << (attempts + 1));
            long longest = 0;
            for (int i = 0; i < 200; i++) {
                Notice mine = notice("webhook:0", 7, NOW + Queue.LEASE);
                for (int before = 0; before < attempts; before++) {
                    mine = mine.failed("http_500", NOW + Queue.LEASE);
                }
                Notice after = settle(List.of(mine), mine, Answer.failed("http_500", 0), NOW)
                        .get(0);
                assertThat(after.attempts()).isEqualTo(attempts + 1);
                assertThat(after.due() - NOW).isBetween(MINUTE, bound);
                longest = Math.max(longest, after.due() - NOW);
            }
            assertThat(longest).isGreaterThan(MINUTE + (bound - MINUTE) / 2);
        }
    }

    @Test
    void receiverMayAskForALongerPauseButNotForEver() {
        Notice mine = notice("webhook:0", 7, NOW + Queue.LEASE);
        assertThat(settle(List.of(mine), mine, Answer.failed("http_429", NOW + HOUR), NOW)
                        .get(0)
                        .due())
                .isEqualTo(NOW + HOUR);
        assertThat(settle(List.of(mine), mine, Answer.failed("http_429", Long.MAX_VALUE), NOW)
                        .get(0)
                        .due())
                .isEqualTo(NOW + 6 * HOUR);
        assertThat(settle(List.of(mine), mine, Answer.failed("http_429", 1), NOW)
                        .get(0)
                        .due())
                .isGreaterThanOrEqualTo(NOW + MINUTE);
    }

    @Test
    void lastAttemptIsAtTheDeadlineAndAfterItTheNoticeIsDead() {
        long late = NOW + Queue.LIFE - 30_000;
        Notice mine = notice("webhook:0", 7, late + Queue.LEASE);
        Notice waiting =
                settle(List.of(mine), mine, Answer.failed("http_500", 0), late).get(0);
        assertThat(waiting.due()).isEqualTo(NOW + Queue.LIFE);

        List<Notice> claimed = claim(List.of(waiting), waiting.due());
        Notice dead = settle(claimed, taken.get(0), Answer.failed("http_500", 0), waiting.due())
                .get(0);
        assertThat(dead.state()).isEqualTo(Notice.State.DEAD);
        assertThat(dead.error()).isEqualTo("http_500");
    }

    @Test
    void pausedChannelCostsNoAttemptAndEndsAtTheDeadlineToo() {
        Notice waiting = notice("webhook:0", 7, NOW);
        Notice later =
                Queue.claim(List.of(waiting), NOW, c -> NOW + HOUR, taken).get(0);
        assertThat(taken).isEmpty();
        assertThat(later.attempts()).isZero();
        assertThat(later.due()).isEqualTo(NOW + HOUR);

        Notice end = Queue.claim(List.of(later), later.deadline(), c -> Long.MAX_VALUE, taken)
                .get(0);
        assertThat(end.state()).isEqualTo(Notice.State.DEAD);
        assertThat(end.error()).isEqualTo("never_reached");
    }

    @Test
    void noticeThatWasTriedInVainEndsWithWhatItFailedOfThoughItsChannelIsPausedThen() {
        Notice tried = notice("webhook:0", 7, NOW).failed("http_500", NOW + HOUR);
        Notice end = Queue.claim(List.of(tried), tried.deadline(), c -> Long.MAX_VALUE, taken)
                .get(0);
        assertThat(end.state()).isEqualTo(Notice.State.DEAD);
        assertThat(end.error()).isEqualTo("http_500");
    }

    @Test
    void attemptThatLostItsLeaseSettlesNothing() {
        List<Notice> first = claim(List.of(notice("webhook:0", 7, NOW)), NOW);
        Notice lost = taken.get(0);
        List<Notice> second = claim(first, NOW + Queue.LEASE);

        assertThat(taken).hasSize(1);
        assertThat(settle(second, lost, Answer.delivered(), NOW + Queue.LEASE + 1))
                .isSameAs(second);
        assertThat(settle(second, taken.get(0), Answer.delivered(), NOW + Queue.LEASE + 1))
                .isEmpty();
    }

    @Test
    void outcomeThatStaysUnknownAfterAHandOverIsNotToldAgain() {
        List<Notice> claimed = claim(List.of(notice("mail:0", 7, NOW), notice("mail:0", 8, NOW)), NOW);
        List<Notice> handed = Queue.handOver(claimed, taken.get(0));
        assertThat(handed).isNotNull();
        assertThat(Queue.handOver(handed, taken.get(0))).isNull();

        List<Notice> after = claim(handed, NOW + Queue.LEASE);
        assertThat(after.get(0).state()).isEqualTo(Notice.State.DEAD);
        assertThat(after.get(0).error()).isEqualTo(Queue.OUTCOME_UNKNOWN);
        assertThat(after.get(1).due()).isEqualTo(NOW + Queue.LEASE);
    }

    @Test
    void deadDoNotHoldUpTheLivingAndOnlyTheLatestEightStay() {
        List<Notice> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(notice("webhook:0", i, NOW).dead("http_410"));
        }
        all.add(notice("webhook:0", 20, NOW));
        List<Notice> after = claim(all, NOW);

        assertThat(taken).extracting(Notice::sequence).containsExactly(20L);
        assertThat(after).hasSize(Queue.MAX_DEAD + 1);
        assertThat(after.get(0).sequence()).isEqualTo(4);
    }

    @Test
    void lifeIsThreeDays() {
        assertThat(Queue.LIFE).isEqualTo(Duration.ofHours(72).toMillis());
    }

    @Test
    void twoThatWereJoinedWithTheSameVersionAreToldOneAfterTheOther() {
        Notice first = notice("webhook:0", 1, NOW);
        Notice second = new Notice(
                "webhook:0",
                1,
                Notice.STAGE,
                "visitor",
                "lead",
                "events",
                5,
                "",
                3,
                Notice.State.WAITING,
                0,
                NOW,
                NOW + Queue.LIFE,
                NOW + 5,
                "");
        List<Notice> claimed = claim(List.of(second, first), NOW);
        assertThat(taken).containsExactly(claimed.get(1));
        assertThat(Queue.due(claimed, NOW + Queue.LEASE - 1)).isFalse();

        List<Notice> after = settle(claimed, taken.get(0), Answer.delivered(), NOW + 10);
        assertThat(after).singleElement().satisfies(n -> {
            assertThat(n.to()).isEqualTo("lead");
            assertThat(n.due()).isEqualTo(NOW + 10);
        });
    }

    @Test
    void deadStandInFrontWhereAFullLeadLetsGoFirst() {
        List<Notice> claimed = claim(List.of(notice("webhook:1", 5, NOW), notice("webhook:0", 7, NOW)), NOW);
        Notice mine = taken.stream().filter(n -> n.sequence() == 7).findFirst().orElseThrow();
        assertThat(settle(claimed, mine, Answer.ended("http_410"), NOW))
                .extracting(Notice::sequence)
                .containsExactly(7L, 5L);
    }
}
