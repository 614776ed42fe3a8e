package dev.mql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What every storage promises to those who go through all of its leads, and of records. A part of {@link StorageContract}, which
 * each implementation runs.
 */
public abstract class WholeStoreContract {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final long FAR = NOW.plus(Duration.ofDays(3650)).toEpochMilli();

    protected abstract Storage storage();

    LeadStore leads() {
        return storage().leads();
    }

    LeadIndex index() {
        return storage().index();
    }

    protected static LeadId anyId() {
        return LeadId.ofVisitor(UUID.randomUUID().toString());
    }

    Lead load(LeadId id) {
        return leads().load(List.of(id)).get(0);
    }

    static Change change(Lead before, Lead after, double rank, Effect... effects) {
        return new Change(before, after, rank, FAR, List.of(effects));
    }

    Outcome commit(Change change) {
        return leads().commit(List.of(change)).get(0);
    }

    private Map<LeadId, Lead> scanAll(int about) {
        Map<LeadId, Lead> all = new HashMap<>();
        String cursor = null;
        do {
            LeadStore.Scan part = leads().scan(cursor, about);
            part.leads().forEach(lead -> all.put(lead.id(), lead));
            cursor = part.next();
        } while (cursor != null);
        return all;
    }

    @Test
    void scanComesByEveryStoredLeadAndAlias() {
        Map<LeadId, Lead> mine = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            Lead fresh = load(anyId());
            Lead after = i % 7 == 0 ? fresh.aliasOf(anyId()) : fresh.seen(1, 1 + i);
            mine.put(fresh.id(), commit(change(fresh, after, i)).lead());
        }
        assertThat(scanAll(1)).containsAllEntriesOf(mine);
        assertThat(scanAll(64)).containsAllEntriesOf(mine);
        assertThat(scanAll(1_000)).containsAllEntriesOf(mine);
    }

    @Test
    void scanMissesNobodyWhileOthersComeAndGo() {
        Set<LeadId> mine = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Lead fresh = load(anyId());
            mine.add(fresh.id());
            commit(change(fresh, fresh.seen(1, 1), i));
        }
        Set<LeadId> found = new HashSet<>();
        String cursor = null;
        do {
            LeadStore.Scan part = leads().scan(cursor, 10);
            part.leads().forEach(lead -> found.add(lead.id()));
            cursor = part.next();
            Lead fresh = load(anyId());
            // Not for ever, or the scan might be chasing its own tail.
            if (found.size() < 2_000) {
                commit(change(fresh, fresh.seen(1, 1), 1));
            }
        } while (cursor != null);
        assertThat(found).containsAll(mine);
    }

    @Test
    void everyPlaceOfTheRankingComesBy() {
        Set<LeadId> mine = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            mine.add(stored(i).id());
        }
        Set<LeadId> found = new HashSet<>();
        String cursor = null;
        do {
            LeadIndex.Places places = index().places(cursor);
            found.addAll(places.ids());
            cursor = places.next();
        } while (cursor != null);
        assertThat(found).containsAll(mine);
    }

    @Test
    void rerankMovesLeadsWhoseVersionIsStillTheStoredOne() {
        Lead one = stored(900_000);
        Lead two = stored(900_001);
        Lead changed = stored(900_002);
        Lead gone = Lead.fresh(anyId());
        commit(change(changed, changed.seen(1, 5), 900_002));
        int moved = leads().rerank(List.of(
                new LeadStore.Ranking(one.id(), one.version(), 900_009),
                new LeadStore.Ranking(two.id(), two.version(), Double.NEGATIVE_INFINITY),
                new LeadStore.Ranking(changed.id(), changed.version(), 900_010),
                new LeadStore.Ranking(gone.id(), gone.version(), 900_011)));
        assertThat(moved).isEqualTo(2);
        assertThat(index().ranked(new LeadIndex.Ranked(gone.id(), 900_100), 2))
                .containsExactly(new LeadIndex.Ranked(one.id(), 900_009), new LeadIndex.Ranked(changed.id(), 900_002));
        assertThat(load(one.id())).isEqualTo(one);
    }

    private Lead stored(double rank) {
        Lead fresh = load(anyId());
        return commit(change(fresh, fresh.seen(1, 1), rank)).lead();
    }

    @Test
    void erasedEffectsAreGoneAndThoseOfOthersStay() {
        Lead mine = load(anyId());
        Lead other = load(anyId());
        for (int i = 0; i < 720; i++) {
            mine = commit(change(mine, mine.seen(1, 1), 1, effect(mine, Effect.KINDS.get(i % Effect.KINDS.size()))))
                    .lead();
            other = commit(change(other, other.seen(1, 1), 1, effect(other, Effect.KINDS.get(i % Effect.KINDS.size()))))
                    .lead();
        }
        LeadId gone = mine.id();
        LeadId stays = other.id();
        leads().eraseEffects(gone);
        for (String kind : Effect.KINDS) {
            List<Effect> left = index().effects(kind, 10_000);
            assertThat(left).noneMatch(e -> e.lead().equals(gone));
            assertThat(left.stream().filter(e -> e.lead().equals(stays))).hasSize(720 / Effect.KINDS.size());
        }
        leads().eraseEffects(gone);
    }

    private static Effect effect(Lead lead, String kind) {
        return new Effect(kind, lead.id(), NOW.toEpochMilli(), Map.of("a", "b"));
    }

    @Test
    void effectOfAKindThatErasureDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> new Effect("gossip", anyId(), 1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Effect.KINDS");
    }

    @Test
    void recordIsWrittenAgainstItsVersion() {
        RecordStore records = storage().records();
        String id = anyId().toString();
        assertThat(records.get("test", id)).isNull();
        assertThat(records.put("test", id, 0, "a", null)).isTrue();
        assertThat(records.put("test", id, 0, "b", null)).isFalse();
        assertThat(records.put("test", id, 1, "c ü", Duration.ofHours(1))).isTrue();
        RecordStore.Stored stored = records.get("test", id);
        assertThat(stored).isNotNull();
        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored.text()).isEqualTo("c ü");
        records.delete("test", id);
        assertThat(records.get("test", id)).isNull();
        records.delete("test", id);
    }

    @Test
    void severalRecordsAreReadInTheOrderAsked() {
        RecordStore records = storage().records();
        String one = anyId().toString();
        String two = anyId().toString();
        records.put("test", one, 0, "one", null);
        records.put("test", two, 0, "two", Duration.ofHours(1));
        assertThat(records.getAll("test", List.of(two, anyId().toString(), one)))
                .containsExactly(new RecordStore.Stored(1, "two"), null, new RecordStore.Stored(1, "one"));
        assertThat(records.getAll("test", List.of())).isEmpty();
    }
}
