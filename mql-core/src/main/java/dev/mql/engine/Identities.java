package dev.mql.engine;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.store.Change;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import dev.mql.store.Retries;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Which lead a visitor or an address means. A merge crosses shards and so takes three commits, each of which can be repeated: the
 * other lead becomes an alias that still carries its history; the known lead absorbs it, once; the alias drops it. Whoever meets an
 * alias with a history finishes the merge first. Thread-safe; blocks.
 */
final class Identities {
    private static final int MAX_HOPS = 50;
    private static final long RENEWED_AFTER = Duration.ofDays(30).toMillis();

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
            if (hops == MAX_HOPS) {
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
     * Ties a visitor's lead to an address that was proven. Where it was known under an earlier secret only, it is found by the current
     * one from now on; two leads that came about while the secret was changed become one.
     *
     * @param addressHashes of the one address, the current hash first
     * @return the id of the lead that the proof belongs to: the visitor's own, or the one that was known by the address before
     */
    LeadId bind(LeadId visitor, List<String> addressHashes) {
        List<LeadId> addressIds = addressHashes.stream().map(LeadId::ofAddress).toList();
        for (Retries retries = new Retries("who has an address"); ; retries.lost()) {
            Lead mine = resolve(visitor);
            boolean another = mine.person().known()
                    && !addressHashes.contains(mine.person().addressHash());
            List<Lead> named = store.load(addressIds);
            List<Lead> there = named.stream().filter(Lead::stored).toList();
            if (there.isEmpty() && another) {
                return addressIds.get(0);
            }
            LeadId known = there.isEmpty() ? mine.id() : target(there.get(0)).id();
            Lead first = named.get(0);
            if ((!first.stored() || aged(first))
                    && !commit(alias(first, first, known)).committed()) {
                continue;
            }
            if (joinTwins(there, known, addressHashes)) {
                continue;
            }
            if (another || join(mine, known)) {
                return known;
            }
        }
    }

    /** Lets a lead be found by one more address hash, unless that means something already. */
    void name(LeadId addressId, LeadId known) {
        Lead there = load(addressId);
        if (!there.stored()) {
            commit(alias(there, there, known));
        }
    }

    /** Two nodes with two secrets may have made two leads of one address: they become one. */
    private boolean joinTwins(List<Lead> there, LeadId known, List<String> addressHashes) {
        boolean any = false;
        for (int i = 1; i < there.size(); i++) {
            Lead twin = target(there.get(i));
            if (!twin.id().equals(known)
                    && twin.person().known()
                    && addressHashes.contains(twin.person().addressHash())) {
                join(twin, known);
                any = true;
            }
        }
        return any;
    }

    private Lead target(Lead stored) {
        return stored.aliasOf() == null ? stored : resolve(stored.id());
    }

    /** Makes the other lead a part of the known one; {@code false} if somebody else changed it meanwhile. */
    private boolean join(Lead other, LeadId known) {
        if (other.id().equals(known)) {
            return true;
        }
        Outcome marked = commit(alias(other, other, known));
        if (marked.committed() && marked.lead().undrained()) {
            drain(marked.lead());
        }
        return marked.committed();
    }

    /** Moves the history of an alias to the lead it names. */
    private void drain(Lead alias) {
        LeadId target = alias.aliasOf();
        if (target == null) {
            return;
        }
        for (Retries retries = new Retries("lead " + target); ; retries.lost()) {
            Lead known = resolve(target);
            if (!known.absorbed().contains(alias.id())) {
                long now = clock.millis();
                Change merged = decider.settle(known, Merge.into(known, alias, now), Cause.MERGE, now);
                if (!commit(merged).committed()) {
                    continue;
                }
            }
            commit(alias(alias, Lead.fresh(alias.id()), target));
            return;
        }
    }

    /** A name that is still used is written anew now and then: it must not be forgotten before the lead is. */
    private boolean aged(Lead alias) {
        return alias.aliasOf() != null && !alias.undrained() && clock.millis() > alias.since() + RENEWED_AFTER;
    }

    private Change alias(Lead before, Lead kept, LeadId target) {
        long now = clock.millis();
        Lead dated = kept.firstSeen() == 0 ? kept.withStage(Stage.VISITOR, now) : kept;
        return new Change(before, dated.aliasOf(target), Double.NEGATIVE_INFINITY, now + aliasRetention, List.of());
    }

    private Outcome commit(Change change) {
        return store.commit(List.of(change)).get(0);
    }
}
