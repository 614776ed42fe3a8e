package dev.mql.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Milestone;
import dev.mql.lead.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every storage promises; run by each implementation. Tests use names of their own, so one storage serves them all. */
public abstract class StorageContract extends WholeStoreContract {
    @Test
    void unknownLeadIsFresh() {
        LeadId id = anyId();
        assertThat(load(id)).isEqualTo(Lead.fresh(id));
    }

    @Test
    void committedLeadIsReadBackWholeWithTheNextVersion() {
        Lead fresh = load(anyId());
        CartLine line = new CartLine("7", "Käse & <b>Wein</b>", new BigDecimal("19.90"), 2, "/i/7.png", "/p/7");
        Lead after = fresh.seen(1_000, 2_000)
                .withStage(Stage.LEAD, 2_000)
                .withCart(Cart.snapshot(List.of(line), "EUR", 2_000).withId("c1"))
                .withMilestone(new Milestone(2_000, "stage", "visitor → lead"))
                .waking(NOW.plusSeconds(60).toEpochMilli());
        Outcome outcome = commit(change(fresh, after, 1.5));
        assertThat(outcome.committed()).isTrue();
        assertThat(outcome.lead()).isEqualTo(after.withVersion(1));
        assertThat(load(fresh.id())).isEqualTo(after.withVersion(1));
    }

    @Test
    void changeMadeFromAnOldVersionLosesAndLearnsTheCurrentState() {
        Lead fresh = load(anyId());
        Lead first = commit(change(fresh, fresh.seen(1, 1), 1)).lead();
        Outcome late = commit(change(fresh, fresh.seen(2, 2), 1));
        assertThat(late.committed()).isFalse();
        assertThat(late.lead()).isEqualTo(first);
        assertThat(load(fresh.id())).isEqualTo(first);
    }

    @Test
    void batchCommitsEachChangeForItself() {
        Lead fresh = load(anyId());
        commit(change(fresh, fresh.seen(1, 1), 1));
        Lead other = load(anyId());
        List<Outcome> outcomes =
                leads().commit(List.of(change(fresh, fresh.seen(5, 5), 1), change(other, other.seen(6, 6), 1)));
        assertThat(outcomes).extracting(Outcome::committed).containsExactly(false, true);
    }

    @Test
    void eightThreadsOnOneLeadLoseNoUpdate() throws Exception {
        LeadId id = anyId();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            tasks.add(() -> {
                int won = 0;
                while (won < 25) {
                    Lead lead = load(id);
                    if (commit(change(lead, lead.seen(1, lead.lastSeen() + 1), 1))
                            .committed()) {
                        won++;
                    }
                }
                return won;
            });
        }
        threads.invokeAll(tasks).forEach(f -> assertThat(f).succeedsWithin(Duration.ofSeconds(30)));
        threads.shutdown();
        assertThat(load(id).lastSeen()).isEqualTo(200);
        assertThat(load(id).version()).isEqualTo(200);
    }

    @Test
    void effectsAreToldOnceByTheCommitThatWon() {
        Lead fresh = load(anyId());
        Effect effect = new Effect("stage", fresh.id(), NOW.toEpochMilli(), Map.of("to", "mql", "why", "a: b, ü"));
        commit(change(fresh, fresh.seen(1, 1), 1, effect));
        commit(change(fresh, fresh.seen(1, 1), 1, effect));
        assertThat(index().effects("stage", 1_000).stream().filter(e -> e.lead().equals(fresh.id())))
                .containsExactly(effect);
        assertThat(index().effects("feedback", 1_000)).noneMatch(e -> e.lead().equals(fresh.id()));
    }

    @Test
    void effectsComeNewestFirst() {
        Lead lead = load(anyId());
        for (int i = 0; i < 5; i++) {
            Effect effect = new Effect("mail", lead.id(), 1_000 + i, Map.of("n", "" + i));
            lead = commit(change(lead, lead.seen(1, 1 + i), 1, effect)).lead();
        }
        LeadId id = lead.id();
        assertThat(index().effects("mail", 1_000).stream()
                        .filter(e -> e.lead().equals(id))
                        .map(e -> e.fields().get("n")))
                .containsExactly("4", "3", "2", "1", "0");
    }

    @Test
    void dueLeadIsClaimedByOneCallerAndComesAgainAfterTheLease() {
        Lead fresh = load(anyId());
        commit(change(fresh, fresh.seen(1, 1).waking(NOW.toEpochMilli()), 1));
        assertThat(claim(NOW.minusMillis(1))).doesNotContain(fresh.id());
        assertThat(claim(NOW)).contains(fresh.id());
        assertThat(claim(NOW.plusSeconds(59))).doesNotContain(fresh.id());
        assertThat(claim(NOW.plusSeconds(60))).contains(fresh.id());
    }

    @Test
    void commitSetsTheNextWakeUpAnewOrEndsIt() {
        Lead fresh = load(anyId());
        Lead due = commit(change(fresh, fresh.seen(1, 1).waking(NOW.toEpochMilli()), 1))
                .lead();
        claim(NOW);
        Lead again = commit(change(due, due.waking(NOW.toEpochMilli()), 1)).lead();
        assertThat(claim(NOW)).contains(fresh.id());
        commit(change(again, again.waking(Lead.NEVER), 1));
        assertThat(claim(NOW.plus(Duration.ofDays(1)))).doesNotContain(fresh.id());
    }

    private Set<LeadId> claim(Instant now) {
        Set<LeadId> all = new HashSet<>();
        List<LeadId> next;
        do {
            next = leads().claimDue(now, Duration.ofSeconds(60), 64);
            all.addAll(next);
        } while (!next.isEmpty());
        return all;
    }

    @Test
    void rankingPagesThroughAllLeadsInFallingOrderAlsoWithEqualRanks() {
        Set<LeadId> mine = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Lead fresh = load(anyId());
            mine.add(fresh.id());
            commit(change(fresh, fresh.seen(1, 1), 1_000_000 + i / 20));
        }
        List<LeadIndex.Ranked> found = new ArrayList<>();
        LeadIndex.Ranked after = null;
        do {
            List<LeadIndex.Ranked> page = index().ranked(after, 7);
            found.addAll(page);
            after = page.isEmpty() ? null : page.get(page.size() - 1);
        } while (after != null && after.rank() >= 1_000_000);
        List<LeadIndex.Ranked> top =
                found.stream().filter(r -> r.rank() >= 1_000_000).toList();
        assertThat(top).extracting(LeadIndex.Ranked::id).containsExactlyInAnyOrderElementsOf(mine);
        assertThat(top).extracting(LeadIndex.Ranked::rank).isSortedAccordingTo((x, y) -> Double.compare(y, x));
        assertThat(index().countFrom(1_000_001)).isEqualTo(40);
    }

    @Test
    void forgettingClearsTheIndexesOnlyOnceTheDocumentIsGone() {
        Lead fresh = load(anyId());
        commit(change(fresh, fresh.seen(1, 1).waking(NOW.toEpochMilli()), 4_000_000));
        assertThat(leads().forget(List.of(fresh.id()))).isZero();
        assertThat(index().countFrom(4_000_000)).isEqualTo(1);
        assertThat(claim(NOW)).contains(fresh.id());
    }

    @Test
    void leadWithoutRankIsNotListed() {
        Lead fresh = load(anyId());
        Lead lead = commit(change(fresh, fresh.seen(1, 1), 2_000_000)).lead();
        assertThat(index().countFrom(2_000_000)).isEqualTo(1);
        commit(change(lead, lead, Double.NEGATIVE_INFINITY));
        assertThat(index().countFrom(2_000_000)).isZero();
    }

    @Test
    void leadThatIsKeptNearStandsWhereItsLatestCommitPutIt() {
        CachingLeadStore near = new CachingLeadStore(leads(), 10);
        LeadId id = anyId();
        double[] ranks = {7_000_001, 7_000_001, 7_000_003, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 7_000_002
        };
        for (double rank : ranks) {
            Lead lead = near.load(List.of(id)).get(0);
            Change change = change(lead, lead.seen(1, lead.lastSeen() + 1), rank);
            assertThat(near.commit(List.of(change)).get(0).committed()).isTrue();
            assertThat(index().countFrom(rank < 0 ? 7_000_000 : rank)).isEqualTo(rank < 0 ? 0 : 1);
            assertThat(index().countFrom(7_000_004)).isZero();
        }
        Lead elsewhere = load(id);
        commit(change(elsewhere, elsewhere.seen(1, 50), 7_000_005));
        Lead old = near.load(List.of(id)).get(0);
        Outcome lost =
                near.commit(List.of(change(old, old.seen(1, 60), 7_000_002))).get(0);
        assertThat(lost.committed()).isFalse();
        near.commit(List.of(change(lost.lead(), lost.lead().seen(1, 70), 7_000_002)));
        assertThat(index().countFrom(7_000_002)).isEqualTo(1);
        assertThat(index().countFrom(7_000_003)).isZero();
        Lead last = load(id);
        commit(change(last, last, Double.NEGATIVE_INFINITY));
    }

    @Test
    void largeBatchIsCommittedWholeWithTheEffectsOfEach() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Lead fresh = Lead.fresh(anyId());
            Lead known = i % 3 == 0 ? commit(change(fresh, fresh.seen(1, 1), 1)).lead() : fresh;
            Effect effect = new Effect(Effect.CART, fresh.id(), 1, Map.of("n", Integer.toString(i)));
            Lead after = known.seen(1, 2 + i).waking(NOW.plusSeconds(i).toEpochMilli());
            // One in five was made from a version that is not the stored one.
            changes.add(change(i % 15 == 0 ? fresh : known, after, i, effect));
        }
        List<Outcome> outcomes = leads().commit(changes);
        for (int i = 0; i < 300; i++) {
            LeadId id = changes.get(i).after().id();
            assertThat(outcomes.get(i).committed()).isEqualTo(i % 15 != 0);
            assertThat(outcomes.get(i).lead().id()).isEqualTo(id);
            assertThat(load(id)).isEqualTo(outcomes.get(i).lead());
        }
        Set<LeadId> mine = new HashSet<>();
        changes.forEach(each -> mine.add(each.after().id()));
        assertThat(index().effects(Effect.CART, 1_000))
                .filteredOn(e -> mine.contains(e.lead()))
                .extracting(e -> e.fields().get("n"))
                .doesNotHaveDuplicates()
                .hasSize(280)
                .doesNotContain("0", "15", "30");
        leads().claimDue(NOW.plusSeconds(400), Duration.ofSeconds(1), 100_000);
    }

    @Test
    void stagesAreCountedExactlyAndAliasesAreNobody() {
        long before = index().stageCounts().getOrDefault(Stage.SQL, 0L);
        Lead fresh = load(anyId());
        Lead lead = commit(change(fresh, fresh.withStage(Stage.SQL, 1), 1)).lead();
        assertThat(index().stageCounts().get(Stage.SQL)).isEqualTo(before + 1);
        lead = commit(change(lead, lead.seen(1, 9), 1)).lead();
        assertThat(index().stageCounts().get(Stage.SQL)).isEqualTo(before + 1);
        commit(change(lead, lead.aliasOf(anyId()), Double.NEGATIVE_INFINITY));
        assertThat(index().stageCounts().getOrDefault(Stage.SQL, 0L)).isEqualTo(before);
    }
}
