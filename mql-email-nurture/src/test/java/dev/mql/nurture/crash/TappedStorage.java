package dev.mql.nurture.crash;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.Change;
import dev.mql.store.LeadIndex;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import dev.mql.store.RecordStore;
import dev.mql.store.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A storage with a {@link Tap} on its leads. */
record TappedStorage(Storage storage, Tap tap) implements Storage {

    @Override
    public LeadStore leads() {
        return new TappedLeads(storage.leads(), tap);
    }

    @Override
    public LeadIndex index() {
        return storage.index();
    }

    @Override
    public RecordStore records() {
        return storage.records();
    }

    @Override
    public InstantSource clock() {
        return storage.clock();
    }

    @Override
    public String description() {
        return storage.description();
    }

    @Override
    public void close() {
        storage.close();
    }

    private record TappedLeads(LeadStore store, Tap tap) implements LeadStore {

        @Override
        public List<Lead> load(List<LeadId> ids) {
            return store.load(ids);
        }

        @Override
        public List<Outcome> commit(List<Change> changes) {
            tap.before(changes);
            List<Outcome> outcomes = store.commit(changes);
            tap.after(IntStream.range(0, changes.size())
                    .filter(i -> outcomes.get(i).committed())
                    .mapToObj(changes::get)
                    .toList());
            return outcomes;
        }

        @Override
        public List<LeadId> claimDue(Instant now, Duration lease, int max) {
            if (!tap.open()) {
                return List.of();
            }
            List<LeadId> taken = store.claimDue(now, lease, max);
            tap.taken(taken);
            return taken;
        }

        @Override
        public int forget(List<LeadId> ids) {
            return store.forget(ids);
        }

        @Override
        public Scan scan(@Nullable String cursor, int about) {
            return store.scan(cursor, about);
        }

        @Override
        public int rerank(List<Ranking> rankings) {
            return store.rerank(rankings);
        }

        @Override
        public void eraseEffects(LeadId id) {
            store.eraseEffects(id);
        }
    }
}
