package dev.mql.engine;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Person;
import dev.mql.lead.Stage;
import dev.mql.store.Change;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import dev.mql.store.Retries;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param hashes of the one address or customer id, the current hash first
     * @param held what a person has of that kind
     * @return the id of the lead that the proof belongs to: the visitor's own, or the one that was known by the address before
     */
    LeadId bind(LeadId visitor, List<String> hashes, Held held) {
        List<LeadId> addressIds = hashes.stream().map(LeadId::ofAddress).toList();
        for (Retries retries = new Retries("who has an address"); ; retries.lost()) {
            Lead mine = resolve(visitor);
            String has = held.by(mine.person());
            boolean another = has != null && !hashes.contains(has);
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
            if (joinTwins(there, known, hashes, held)) {
                continue;
            }
            if (another || others(mine.person(), load(known).person(), held) || join(mine, known)) {
                return known;
            }
        }
    }

    /** What a person is known by: an address or a customer id. */
    @FunctionalInterface
    interface Held {
        @Nullable
        String by(Person person);
    }

    /** Whether two are two people by what was not asked for: the same customer id does not make one of two addresses. */
    private static boolean others(Person mine, Person known, Held asked) {
        for (Held held : List.<Held>of(Person::addressHash, Person::customerHash)) {
            String one = held.by(mine);
            String other = held.by(known);
            if (one != null && other != null && !one.equals(other) && !one.equals(asked.by(mine))) {
                return true;
            }
        }
        return false;
    }

    /** Makes one lead of two, whoever else changes them meanwhile. */
    void joinAll(LeadId other, LeadId known) {
        for (Retries retries = new Retries("lead " + other); ; retries.lost()) {
            if (join(resolve(other), resolve(known).id())) {
                return;
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
    private boolean joinTwins(List<Lead> there, LeadId known, List<String> hashes, Held held) {
        boolean any = false;
        for (int i = 1; i < there.size(); i++) {
            Lead twin = target(there.get(i));
            if (!twin.id().equals(known) && hashes.contains(held.by(twin.person()))) {
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
