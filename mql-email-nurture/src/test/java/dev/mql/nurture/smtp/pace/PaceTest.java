package dev.mql.nurture.smtp.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.Outcome.Kind;
import dev.mql.nurture.smtp.Outcome.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long NOW = Instant.parse("2026-11-28T10:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final WarmUp NONE = new WarmUp(LocalDate.EPOCH, List.of());
    private static final Outcome SLOW_DOWN = new Outcome(Kind.TEMPORARY, Scope.DOMAIN, "smtp_421_4.7.0");
    private static final Outcome UNREACHABLE = new Outcome(Kind.TEMPORARY, Scope.INSTALLATION, "smtp_unreachable");
    private static final Outcome NOBODY = new Outcome(Kind.PERMANENT, Scope.RECEIVER, "smtp_550_5.1.1");

    private final Map<String, Integer> taken = new HashMap<>();

    private int take(String day, int wanted, int quota) {
        int used = taken.getOrDefault(day, 0);
        int granted = Math.max(0, Math.min(wanted, quota - used));
        taken.put(day, used + granted);
        return granted;
    }

    private Pace pace(int perMinute, int domainPerMinute, int atOnce, WarmUp warmUp) {
        return new Pace(new Pace.Limits(perMinute, domainPerMinute, atOnce, warmUp), this::take);
    }

    private static boolean goes(Pace pace, String domain, long now) {
        return pace.reserve(domain, now) == now;
    }

    private static void sends(Pace pace, String domain, long now) {
        assertThat(pace.reserve(domain, now)).isEqualTo(now);
        pace.answered(domain, Outcome.SENT, now);
    }

    @Test
    void withoutLimitsEveryMailGoesAtOnce() {
        Pace pace = pace(0, 0, 2, NONE);
        for (int i = 0; i < 10_000; i++) {
            sends(pace, "example.org", NOW);
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void soManyMailsAreUnderWayToOneDomainAndOthersDoNotMind() {
        Pace pace = pace(0, 0, 2, NONE);
        assertThat(goes(pace, "slow.example", NOW)).isTrue();
        assertThat(goes(pace, "SLOW.example", NOW)).isTrue();
        long first = pace.reserve("slow.example", NOW);
        long second = pace.reserve("slow.example", NOW);
        assertThat(first).isGreaterThan(NOW).isLessThanOrEqualTo(NOW + 1_000);
        assertThat(second).isGreaterThan(first);
        assertThat(goes(pace, "example.org", NOW)).isTrue();

        pace.answered("slow.example", NOBODY, NOW);
        assertThat(goes(pace, "slow.example", NOW)).isTrue();
    }

    @Test
    void placeOfAMailOfWhichNothingIsHeardIsFreeAgainAfterFiveMinutes() {
        Pace pace = pace(0, 0, 1, NONE);
        assertThat(goes(pace, "example.org", NOW)).isTrue();
        assertThat(goes(pace, "example.org", NOW + 5 * MINUTE - 1)).isFalse();
        assertThat(goes(pace, "example.org", NOW + 5 * MINUTE)).isTrue();
    }

    @Test
    void domainThatWantsNoMailIsLeftAloneForTwiceAsLongEachTime() {
        Pace pace = pace(0, 0, 5, NONE);
        long now = NOW;
        for (long pause : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(goes(pace, "full.example", now)).isTrue();
            pace.answered("full.example", SLOW_DOWN, now);
            assertThat(pace.reserve("full.example", now)).isGreaterThanOrEqualTo(now + pause * MINUTE);
            assertThat(goes(pace, "full.example", now + pause * MINUTE - 1)).isFalse();
            sends(pace, "example.org", now);
            now += pause * MINUTE;
        }
        sends(pace, "full.example", now);
        assertThat(goes(pace, "full.example", now)).isTrue();
        pace.answered("full.example", SLOW_DOWN, now);
        assertThat(goes(pace, "full.example", now + MINUTE)).isTrue();
    }

    @Test
    void refusalsOfMailsThatWereUnderWayTogetherCountOnce() {
        Pace pace = pace(0, 0, 3, NONE);
        for (int i = 0; i < 3; i++) {
            assertThat(goes(pace, "full.example", NOW)).isTrue();
        }
        for (int i = 0; i < 3; i++) {
            pace.answered("full.example", SLOW_DOWN, NOW);
        }
        assertThat(goes(pace, "full.example", NOW + MINUTE)).isTrue();
    }

    @Test
    void mailsThatWaitForADomainComeBackOneByOne() {
        Pace pace = pace(0, 0, 5, NONE);
        assertThat(goes(pace, "full.example", NOW)).isTrue();
        pace.answered("full.example", SLOW_DOWN, NOW);
        List<Long> told = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            told.add(pace.reserve("full.example", NOW));
        }
        assertThat(told).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void badReceiverMakesNobodyWait() {
        Pace pace = pace(0, 0, 2, NONE);
        for (int i = 0; i < 100; i++) {
            assertThat(goes(pace, "example.org", NOW)).isTrue();
            pace.answered("example.org", NOBODY, NOW);
        }
    }

    @Test
    void troubleOfTheInstallationMakesAllWaitFromTheThirdTimeInARowOn() {
        Pace pace = pace(0, 0, 5, NONE);
        for (int i = 0; i < 2; i++) {
            assertThat(goes(pace, "example.org", NOW)).isTrue();
            pace.answered("example.org", UNREACHABLE, NOW);
        }
        sends(pace, "example.org", NOW);
        for (int i = 0; i < 3; i++) {
            assertThat(goes(pace, "example.org", NOW)).isTrue();
            pace.answered("example.org", UNREACHABLE, NOW);
        }
        assertThat(goes(pace, "elsewhere.example", NOW)).isFalse();
        assertThat(goes(pace, "elsewhere.example", NOW + 10_000)).isTrue();
        pace.answered("elsewhere.example", UNREACHABLE, NOW + 10_000);
        assertThat(goes(pace, "example.org", NOW + 20_000)).isFalse();
        sends(pace, "example.org", NOW + 30_000);
        assertThat(goes(pace, "example.org", NOW + 30_000)).isTrue();
    }

    /** Every mail asks, is told a time, and asks again then; that is how they are used. */
    private static List<Long> run(Pace pace, List<String> domains, Duration atMost) {
        record Waiting(long at, String domain) {}
        PriorityQueue<Waiting> queue = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
        domains.forEach(domain -> queue.add(new Waiting(NOW, domain)));
        List<Long> sent = new ArrayList<>();
        int asked = 0;
        while (!queue.isEmpty() && queue.peek().at() <= NOW + atMost.toMillis()) {
            Waiting next = queue.poll();
            long at = pace.reserve(next.domain(), next.at());
            asked++;
            if (at == next.at()) {
                pace.answered(next.domain(), Outcome.SENT, at);
                sent.add(at);
            } else {
                assertThat(at).isGreaterThan(next.at());
                queue.add(new Waiting(at, next.domain()));
            }
        }
        assertThat(asked).as("times somebody asked").isLessThanOrEqualTo(3 * domains.size());
        return sent;
    }

    private static long most(List<Long> sent, long window) {
        long most = 0;
        int from = 0;
        for (int to = 0; to < sent.size(); to++) {
            while (sent.get(to) - sent.get(from) >= window) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    @Test
    void tenThousandMailsThatWakeAtOnceLeaveAtTheRateAndNoneIsLeftBehind() {
        List<String> domains = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            domains.add("d" + i % 50 + ".example");
        }
        List<Long> sent = run(pace(600, 0, 2, NONE), domains, Duration.ofHours(1));

        assertThat(sent).hasSize(10_000);
        assertThat(most(sent, MINUTE)).isLessThanOrEqualTo(610);
        assertThat(most(sent, 1_000)).isLessThanOrEqualTo(20);
        assertThat(sent.get(sent.size() - 1) - NOW).isBetween(16 * MINUTE, 18 * MINUTE);
    }

    @Test
    void eachDomainHasARateOfItsOwn() {
        List<String> domains = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            domains.add("big.example");
        }
        for (int i = 0; i < 50; i++) {
            domains.add("small.example");
        }
        List<Long> sent = run(pace(0, 60, 2, NONE), domains, Duration.ofHours(1));

        assertThat(sent).hasSize(350);
        assertThat(most(sent, MINUTE)).isLessThanOrEqualTo(122);
        assertThat(sent.get(sent.size() - 1) - NOW).isBetween(4 * MINUTE, 6 * MINUTE);
    }

    @Test
    void newSenderSendsNoMoreThanItsPlanOnEachDay() {
        WarmUp plan = new WarmUp(LocalDate.parse("2026-11-28"), List.of(50, 100, 200));
        List<String> domains = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            domains.add("d" + i % 7 + ".example");
        }
        List<Long> sent = run(pace(0, 0, 5, plan), domains, Duration.ofDays(10));

        Map<Long, Integer> days = new HashMap<>();
        sent.forEach(at -> days.merge(Math.floorDiv(at, DAY) - Math.floorDiv(NOW, DAY), 1, Integer::sum));
        assertThat(days).isEqualTo(Map.of(0L, 50, 1L, 100, 2L, 200, 3L, 250));
    }

    @Test
    void planHoldsOverAllNodes() {
        WarmUp plan = new WarmUp(LocalDate.parse("2026-11-28"), List.of(100));
        int sent = 0;
        for (Pace node : List.of(pace(0, 0, 5, plan), pace(0, 0, 5, plan), pace(0, 0, 5, plan))) {
            for (int i = 0; i < 60; i++) {
                if (goes(node, "example.org", NOW)) {
                    node.answered("example.org", Outcome.SENT, NOW);
                    sent++;
                }
            }
        }
        assertThat(sent).isEqualTo(100);
    }

    @Test
    void beforeTheFirstDayTheFirstNumberHoldsAndAfterTheLastNone() {
        WarmUp plan = new WarmUp(LocalDate.parse("2026-11-30"), List.of(2, 4));
        long today = WarmUp.day(NOW);
        assertThat(List.of(plan.quota(today), plan.quota(today + 2), plan.quota(today + 3), plan.quota(today + 4)))
                .containsExactly(2, 2, 4, WarmUp.NO_LIMIT);
    }

    @Test
    void mailThatIsHeldBackAtLastLeavesItsPlaceToAnother() {
        Pace pace = pace(60, 60, 1, new WarmUp(LocalDate.parse("2026-11-28"), List.of(1)));
        assertThat(goes(pace, "example.org", NOW)).isTrue();
        pace.answered("example.org", Outcome.STOPPED, NOW);
        assertThat(goes(pace, "example.org", NOW)).isTrue();
        pace.notSent("example.org", NOW);
        sends(pace, "example.org", NOW);
        assertThat(goes(pace, "example.org", NOW + 2_000)).isFalse();
    }

    @Test
    void storeThatIsAwayLetsNoMailGoAndTakesNothing() {
        boolean[] away = {true};
        WarmUp plan = new WarmUp(LocalDate.parse("2026-11-28"), List.of(100));
        Pace pace = new Pace(new Pace.Limits(60, 0, 1, plan), (day, wanted, quota) -> {
            if (away[0]) {
                throw new IllegalStateException("away");
            }
            return wanted;
        });
        assertThatThrownBy(() -> pace.reserve("example.org", NOW)).hasMessage("away");
        away[0] = false;
        assertThat(goes(pace, "example.org", NOW)).isTrue();
    }

    @Test
    void memoryForDomainsIsBounded() {
        Pace pace = pace(0, 0, 2, NONE);
        for (int i = 0; i < 30_000; i++) {
            sends(pace, "d" + i + ".example", NOW);
        }
        assertThat(pace.domains()).isEqualTo(10_000);
    }
}
