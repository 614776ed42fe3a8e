package dev.mql.engine;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.Change;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import dev.mql.store.StoreException;
import java.time.InstantSource;
import java.util.List;

/**
 * Which lead a visitor or an address means. A merge crosses shards and so takes three commits, each of which can be repeated: the
 * other lead becomes an alias that still carries its history; the known lead absorbs it, once; the alias drops it. Whoever meets an
 * alias with a history finishes the merge first. Thread-safe; blocks.
 */
final class Identities {
    private static final int MAX_TRIES = 50;

    private final LeadStore store;
    private final Decider decider;
    private final InstantSource clock;
    private final long aliasRetention;

    Identities(LeadStore store, Decider decider, InstantSource clock, long aliasRetention) {
        this.store = store;
        this.decider = decider;
        this.clock = clock;
        this.aliasRetention = aliasRetention;
    }

    /** The lead that an id means now. */
    Lead resolve(LeadId id) {
        Lead lead = load(id);
        for (int hops = 0; lead.aliasOf() != null; hops++) {
            if (hops == MAX_TRIES) {
                throw new StoreException("lead " + id + ": its aliases go in a circle", null);
            }
            if (lead.undrained()) {
                drain(lead);
            }
            lead = load(lead.aliasOf());
        }
        return lead;
    }

    private Lead load(LeadId id) {
        return store.load(List.of(id)).get(0);
    }

    /**
     * Ties a visitor's lead to an address that was proven.
     *
     * @return the id of the lead that the proof belongs to: the visitor's own, or the one that was known by the address before
     */
    LeadId bind(LeadId visitor, String addressHash) {
        LeadId addressId = LeadId.ofAddress(addressHash);
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Lead mine = resolve(visitor);
            boolean another =
                    mine.person().known() && !addressHash.equals(mine.person().addressHash());
            Lead there = load(addressId);
            if (!there.stored()) {
                if (another) {
                    return addressId;
                }
                if (commit(alias(there, there, mine.id())).committed()) {
                    return mine.id();
                }
                continue;
            }
            Lead known = there.aliasOf() == null ? there : resolve(addressId);
            if (known.id().equals(mine.id()) || another) {
                return known.id();
            }
            Outcome marked = commit(alias(mine, mine, known.id()));
            if (marked.committed()) {
                if (marked.lead().undrained()) {
                    drain(marked.lead());
                }
                return known.id();
            }
        }
        throw new StoreException("an address could not be bound: too many others change the same lead", null);
    }

    /** Moves the history of an alias to the lead it names. */
    private void drain(Lead alias) {
        LeadId target = alias.aliasOf();
        if (target == null) {
            return;
        }
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Lead known = resolve(target);
            if (!known.absorbed().contains(alias.id())) {
                long now = clock.millis();
                Change merged = decider.settle(known, Merge.into(known, alias, now), now);
                if (!commit(merged).committed()) {
                    continue;
                }
            }
            commit(alias(alias, Lead.fresh(alias.id()), target));
            return;
        }
        throw new StoreException("lead " + target + ": a merge could not be finished, too many others change it", null);
    }

    private Change alias(Lead before, Lead kept, LeadId target) {
        return new Change(
                before, kept.aliasOf(target), Double.NEGATIVE_INFINITY, clock.millis() + aliasRetention, List.of());
    }

    private Outcome commit(Change change) {
        return store.commit(List.of(change)).get(0);
    }
}
