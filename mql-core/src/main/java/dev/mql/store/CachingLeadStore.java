package dev.mql.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps hot leads near, so that the usual event costs one round trip. A lead that another node has changed since shows as a conflict
 * of the commit, whose outcome is then kept: staleness costs one more round, never correctness. What was written beside a document is
 * kept with it, so that a commit need not write again what is there.
 */
public final class CachingLeadStore implements LeadStore {
    private final LeadStore store;
    private final Cache<LeadId, Near> near;

    private record Near(Lead lead, Change.@Nullable Beside beside) {}

    public CachingLeadStore(LeadStore store, int leads) {
        this.store = store;
        this.near = Caffeine.newBuilder()
                .maximumSize(leads)
                .expireAfterWrite(Duration.ofMinutes(10))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public List<Lead> load(List<LeadId> ids) {
        List<Lead> found = new ArrayList<>(ids.size());
        List<LeadId> missing = new ArrayList<>();
        for (LeadId id : ids) {
            Near kept = near.getIfPresent(id);
            found.add(kept == null ? Lead.fresh(id) : kept.lead());
            if (kept == null) {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            int next = 0;
            List<Lead> loaded = store.load(missing);
            for (int i = 0; i < found.size() && next < loaded.size(); i++) {
                if (found.get(i).id().equals(missing.get(next)) && !found.get(i).stored()) {
                    Lead lead = loaded.get(next++);
                    found.set(i, lead);
                    if (lead.stored()) {
                        near.put(lead.id(), new Near(lead, null));
                    }
                }
            }
        }
        return found;
    }

    @Override
    public List<Outcome> commit(List<Change> changes) {
        List<Change> known = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Near kept = near.getIfPresent(change.before().id());
            known.add(
                    kept != null && kept.lead().version() == change.before().version()
                            ? change.knowing(kept.beside())
                            : change);
        }
        List<Outcome> outcomes = store.commit(known);
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            near.put(
                    outcome.lead().id(),
                    new Near(outcome.lead(), outcome.committed() ? known.get(i).committed() : null));
        }
        return outcomes;
    }

    @Override
    public List<LeadId> claimDue(Instant now, Duration lease, int max) {
        return store.claimDue(now, lease, max);
    }

    @Override
    public int forget(List<LeadId> ids) {
        near.invalidateAll(ids);
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

    /** Drops what is kept near of a lead, so that the next load sees what others did. */
    public void refresh(LeadId id) {
        near.invalidate(id);
    }
}
