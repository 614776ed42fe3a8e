package dev.mql.store;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Storage in this process: forgotten when it ends, seen by this node only. A full implementation of the contract, for development and
 * for shops that only want to look around.
 */
public final class MemoryStorage implements Storage, LeadStore, LeadIndex, RecordStore {
    private static final int MAX_EFFECTS = 10_000;
    private static final Comparator<Ranked> ORDER =
            Comparator.comparingDouble(Ranked::rank).reversed().thenComparing(r -> r.id().toString());

    private final InstantSource clock;
    private final NavigableMap<LeadId, Lead> leads =
            new TreeMap<>(Comparator.comparingLong(LeadId::high).thenComparingLong(LeadId::low));
    private final Map<LeadId, Long> expiry = new HashMap<>();
    private final Map<LeadId, Ranked> ranks = new HashMap<>();
    private final TreeSet<Ranked> ranking = new TreeSet<>(ORDER);
    private final Map<LeadId, Long> due = new HashMap<>();
    private final Map<Stage, Long> counts = new EnumMap<>(Stage.class);
    private final Deque<Effect> effects = new ArrayDeque<>();
    private final Map<String, Kept> records = new HashMap<>();

    /** A record and the instant after which it is gone. */
    private record Kept(Stored stored, long until) {}

    public MemoryStorage(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Lead> load(List<LeadId> ids) {
        forgetExpired();
        return ids.stream().map(this::current).toList();
    }

    private Lead current(LeadId id) {
        Lead lead = leads.get(id);
        return lead == null ? Lead.fresh(id) : lead;
    }

    @Override
    public synchronized List<Outcome> commit(List<Change> changes) {
        forgetExpired();
        return changes.stream().map(this::commit).toList();
    }

    private Outcome commit(Change change) {
        LeadId id = change.after().id();
        Lead stored = current(id);
        if (stored.version() != change.before().version()) {
            return new Outcome(false, stored);
        }
        Lead next = change.after().withVersion(stored.version() + 1);
        leads.put(id, next);
        expiry.put(id, change.expireAt());
        rank(id, change.rank());
        if (next.wakeAt() == Lead.NEVER) {
            due.remove(id);
        } else {
            due.put(id, next.wakeAt());
        }
        count(change.countedBefore(), -1);
        count(change.countedAfter(), 1);
        for (Effect effect : change.effects()) {
            effects.addFirst(effect);
            if (effects.size() > MAX_EFFECTS) {
                effects.removeLast();
            }
        }
        return new Outcome(true, next);
    }

    private void rank(LeadId id, double rank) {
        Ranked old = ranks.remove(id);
        if (old != null) {
            ranking.remove(old);
        }
        if (Double.isFinite(rank)) {
            Ranked ranked = new Ranked(id, rank);
            ranks.put(id, ranked);
            ranking.add(ranked);
        }
    }

    private void count(@Nullable Stage stage, long by) {
        if (stage != null) {
            counts.merge(stage, by, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    /** As Redis does: a document that is past its time is gone for every reader. */
    private void forgetExpired() {
        long now = clock.millis();
        expiry.entrySet().removeIf(entry -> {
            if (entry.getValue() > now) {
                return false;
            }
            Lead gone = leads.remove(entry.getKey());
            rank(entry.getKey(), Double.NEGATIVE_INFINITY);
            due.remove(entry.getKey());
            if (gone != null && gone.aliasOf() == null && !gone.gone()) {
                count(gone.stage(), -1);
            }
            return true;
        });
    }

    @Override
    public synchronized List<LeadId> claimDue(Instant now, Duration lease, int max) {
        long time = now.toEpochMilli();
        List<LeadId> taken = due.entrySet().stream()
                .filter(e -> e.getValue() <= time)
                .sorted(Map.Entry.comparingByValue())
                .limit(max)
                .map(Map.Entry::getKey)
                .toList();
        taken.forEach(id -> due.put(id, time + lease.toMillis()));
        return taken;
    }

    @Override
    public synchronized int forget(List<LeadId> ids) {
        forgetExpired(); // clears the indexes too
        return (int) ids.stream().filter(id -> !leads.containsKey(id)).count();
    }

    @Override
    public synchronized Scan scan(@Nullable String cursor, int about) {
        forgetExpired();
        LeadId after = cursor == null ? null : LeadId.parse(cursor);
        List<Lead> part = (after == null ? leads : leads.tailMap(after, false))
                .values().stream().limit(about).toList();
        return new Scan(
                part, part.size() < about ? null : part.get(about - 1).id().toString());
    }

    @Override
    public synchronized int rerank(List<Ranking> rankings) {
        forgetExpired();
        int moved = 0;
        for (Ranking ranking : rankings) {
            if (ranking.version() != 0 && current(ranking.id()).version() == ranking.version()) {
                rank(ranking.id(), ranking.rank());
                moved++;
            }
        }
        return moved;
    }

    @Override
    public synchronized void eraseEffects(LeadId id) {
        effects.removeIf(effect -> effect.lead().equals(id));
    }

    @Override
    public synchronized List<Ranked> ranked(@Nullable Ranked after, int limit) {
        List<Ranked> page = new ArrayList<>();
        for (Ranked ranked : after == null ? ranking : ranking.tailSet(after, false)) {
            if (page.size() == limit) {
                break;
            }
            page.add(ranked);
        }
        return page;
    }

    @Override
    public synchronized Places places(@Nullable String cursor) {
        return new Places(List.copyOf(ranks.keySet()), null);
    }

    @Override
    public synchronized long countFrom(double rank) {
        return ranking.stream().takeWhile(r -> r.rank() >= rank).count();
    }

    @Override
    public synchronized Map<Stage, Long> stageCounts() {
        forgetExpired();
        return Map.copyOf(counts);
    }

    @Override
    public synchronized List<Effect> effects(String kind, int limit) {
        return effects.stream().filter(e -> e.kind().equals(kind)).limit(limit).toList();
    }

    @Override
    public synchronized @Nullable Stored get(String kind, String id) {
        Kept kept = records.get(kind + '/' + id);
        return kept == null || kept.until() <= clock.millis() ? null : kept.stored();
    }

    @Override
    public synchronized boolean put(String kind, String id, long expectedVersion, String text, @Nullable Duration ttl) {
        Stored old = get(kind, id);
        if ((old == null ? 0 : old.version()) != expectedVersion) {
            return false;
        }
        long until = ttl == null ? Long.MAX_VALUE : clock.millis() + ttl.toMillis();
        records.put(kind + '/' + id, new Kept(new Stored(expectedVersion + 1, text), until));
        return true;
    }

    @Override
    public synchronized void delete(String kind, String id) {
        records.remove(kind + '/' + id);
    }

    @Override
    public LeadStore leads() {
        return this;
    }

    @Override
    public LeadIndex index() {
        return this;
    }

    @Override
    public RecordStore records() {
        return this;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public String description() {
        return "memory of this process (leads are forgotten when it ends)";
    }

    @Override
    public void close() {
        // nothing to give back
    }
}
