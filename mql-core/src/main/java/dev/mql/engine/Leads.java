package dev.mql.engine;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.event.StandIns;
import dev.mql.identity.Addresses;
import dev.mql.identity.Vault;
import dev.mql.lead.Activity;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Person;
import dev.mql.lead.Stage;
import dev.mql.scoring.Score;
import dev.mql.store.CachingLeadStore;
import dev.mql.store.Change;
import dev.mql.store.Effect;
import dev.mql.store.LeadIndex;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import dev.mql.store.Retries;
import dev.mql.store.Storage;
import dev.mql.store.StoreException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All leads: find them, change them one at a time, apply events to them. Every change is a compare-and-commit of the whole document;
 * who loses a race decides again on the newer state. Thread-safe; blocks; throws {@link StoreException} while the store is away.
 */
public final class Leads {
    private static final int MAX_HOPS = 50;
    private static final int NEAR_LEADS = 10_000;

    private final LeadStore fresh;
    private final CachingLeadStore near;
    private final LeadIndex index;
    private final Listing listing;
    private final Decider decider;
    private final Identities identities;
    private final Vault vault;
    private final Renewal renewal;
    private final Intake intake;
    private final Erasing erasing;
    private final InstantSource clock;
    private final List<Consumer<Lead>> whenKnown = new CopyOnWriteArrayList<>();
    private volatile Runnable whenUnknown = () -> {};

    public Leads(Storage storage, Decider decider, Vault vault, InstantSource clock, Config config) {
        this.fresh = storage.leads();
        this.near = new CachingLeadStore(fresh, NEAR_LEADS);
        this.index = storage.index();
        this.listing = new Listing(fresh, index);
        this.decider = decider;
        this.vault = vault;
        this.renewal = new Renewal(vault);
        this.clock = clock;
        this.identities = new Identities(
                near, decider, clock, config.get(Settings.LEAD_RETENTION).toMillis());
        References references = new References(this, identities, new StandIns(vault));
        this.intake =
                new Intake(near, decider, identities, vault, references, clock, this::tell, () -> whenUnknown.run());
        this.erasing = new Erasing(near, identities, decider, vault, references, clock);
    }

    /** Tells of each lead whose address was proven, after it was committed; the same proof may be told again. */
    public void onKnown(Consumer<Lead> listener) {
        whenKnown.add(listener);
    }

    /** Tells of each order whose number nobody has yet: it is kept without a cart. */
    public void onUnknownOrder(Runnable listener) {
        whenUnknown = listener;
    }

    private void tell(LeadId person) {
        Lead lead = identities.resolve(person);
        whenKnown.forEach(listener -> listener.accept(lead));
    }

    /** The lead that an id means, as stored now; empty if there is none. */
    public Optional<Lead> get(LeadId id) {
        LeadId next = id;
        for (int hops = 0; hops < MAX_HOPS; hops++) {
            Lead lead = fresh.load(List.of(next)).get(0);
            if (lead.aliasOf() == null) {
                return lead.stored() && !lead.gone() ? Optional.of(lead) : Optional.empty();
            }
            next = lead.aliasOf();
        }
        return Optional.empty();
    }

    public Optional<Lead> byVisitor(String visitor) {
        return get(LeadId.ofVisitor(visitor));
    }

    /** @param address as typed; empty if it is no address or nobody is known by it */
    public Optional<Lead> byAddress(String address) {
        String normal = Addresses.normal(address);
        return normal == null
                ? Optional.empty()
                : vault.addressHashes(normal).stream()
                        .flatMap(hash -> get(LeadId.ofAddress(hash)).stream())
                        .findFirst();
    }

    /** The leads that ids mean, as stored now, each once; ids that mean none are left out. */
    public List<Lead> all(List<LeadId> ids) {
        Map<LeadId, Lead> found = new LinkedHashMap<>();
        for (Lead lead : fresh.load(ids)) {
            Optional<Lead> meant = lead.aliasOf() != null ? get(lead.id()) : Optional.of(lead);
            meant.filter(each -> each.stored() && !each.gone()).ifPresent(each -> found.put(each.id(), each));
        }
        return List.copyOf(found.values());
    }

    /** The score now, with its explanation. */
    public Score score(Lead lead) {
        return decider.scorer().score(lead, clock.millis());
    }

    /**
     * Changes a lead and commits it, with stage, plans and wake-up decided anew.
     *
     * @param change pure; runs again on the newer state when a race is lost; returning the same instance still settles what time has
     *     changed
     * @return the committed lead; empty if there is no such lead
     */
    public Optional<Lead> update(LeadId id, UnaryOperator<Lead> change) {
        return update(id, Cause.TIME, change);
    }

    /**
     * The same, beginning with what this node knows of the lead: one round trip where nobody else has changed it since, two otherwise.
     * For those who change the same lead several times in a row.
     */
    public Optional<Lead> change(LeadId id, UnaryOperator<Lead> change) {
        return change(id, Cause.TIME, change);
    }

    /** The same, with the cause that a change of stage is put down to. */
    public Optional<Lead> update(LeadId id, Cause cause, UnaryOperator<Lead> change) {
        near.refresh(id);
        return change(id, cause, change);
    }

    private Optional<Lead> change(LeadId id, Cause cause, UnaryOperator<Lead> change) {
        Lead lead = identities.resolve(id);
        for (Retries retries = new Retries("lead " + id); ; retries.lost()) {
            if (!lead.stored()) {
                return Optional.empty();
            }
            Outcome outcome = commit(decider.settle(lead, change.apply(lead), cause, clock.millis()));
            if (outcome.committed()) {
                return Optional.of(outcome.lead());
            }
            lead = outcome.lead().aliasOf() == null
                    ? outcome.lead()
                    : identities.resolve(outcome.lead().id());
        }
    }

    /**
     * Moves what names a person in a lead to the current secret, and lets the lead be found by it. Does nothing where that is done, or
     * where the secret of then is not named any more.
     *
     * @return the lead as it is now
     */
    public Lead renewed(Lead lead) {
        if (!renewal.due(lead)) {
            return lead;
        }
        String hash = renewal.addressHash(lead);
        if (hash != null) {
            identities.name(LeadId.ofAddress(hash), lead.id());
        }
        return update(lead.id(), renewal::apply).orElse(lead);
    }

    private Outcome commit(Change change) {
        return near.commit(List.of(change)).get(0);
    }

    /**
     * Applies events, in batches as large as they come. Repeating a batch after a failure is safe: events count once.
     *
     * @return how many of them were seen before or said nothing new
     */
    public int apply(List<Event> events) {
        return intake.apply(events);
    }

    /**
     * Applies an event that names its lead instead of a visitor. Repeating it is safe: it counts once.
     *
     * @param event without an address; its visitor says nothing
     * @return the lead after it; empty if there is no such lead
     */
    public Optional<Lead> apply(LeadId id, Event event) {
        Optional<Lead> lead = get(id);
        lead.ifPresent(found -> intake.apply(found.id(), event));
        return lead.flatMap(found -> get(found.id()));
    }

    /**
     * The owner of an address has confirmed it: it becomes the lead's, with double opt-in as the basis for mail; where the address
     * was known before, the histories are joined. Confirming twice changes nothing.
     *
     * @param id the lead in which the address was typed
     * @param address in normal form
     * @return the lead that has the address now; empty if there is no such lead
     */
    public Optional<Lead> confirm(LeadId id, String address) {
        if (get(id).isEmpty()) {
            return Optional.empty();
        }
        List<String> hashes = vault.addressHashes(address);
        long now = clock.millis();
        LeadId person = identities.bind(id, hashes, Person::addressHash);
        Event confirmed = new Event(
                EventId.parse("confirmed:" + hashes.get(0)),
                "",
                EventType.ADDRESS_CONFIRMED,
                now,
                Source.SYSTEM,
                null,
                Props.NONE,
                address,
                null);
        intake.apply(person, confirmed);
        tell(person);
        return get(person);
    }

    /**
     * Erases a lead, every id that means it, and what the logs say of it. Repeating it does no harm. Events from before this instant
     * that come within {@link Activity#LATE_MILLIS} are not taken.
     */
    public void erase(LeadId id) {
        erasing.erase(id);
    }

    /**
     * Which leads to list.
     *
     * @param stage only these; {@code null} for all
     * @param minScore at least this score now
     * @param after the last lead of the page before; {@code null} for the first page
     * @param limit 1 to 200
     */
    public record Query(@Nullable Stage stage, double minScore, LeadIndex.@Nullable Ranked after, int limit) {}

    /**
     * A page of leads in falling score.
     *
     * @param next where the next page begins; {@code null} if this was the last one
     */
    public record Page(List<Lead> leads, LeadIndex.@Nullable Ranked next) {}

    /** Leads by score now. Leads that are worth nothing yet are not listed. */
    public Page list(Query query) {
        return list(query, lead -> true);
    }

    /** The same, of some leads only; where these are rare, a page can be short though more pages follow. */
    public Page list(Query query, Predicate<Lead> only) {
        double least = query.minScore() <= 0
                ? Double.NEGATIVE_INFINITY
                : decider.scorer().rank(query.minScore(), clock.millis());
        return listing.list(query, least, only);
    }

    /** How many leads stand in each stage. */
    public Map<Stage, Long> stageCounts() {
        return index.stageCounts();
    }

    /** How many leads have at least this score now. */
    public long countFrom(double score) {
        return index.countFrom(decider.scorer().rank(score, clock.millis()));
    }

    /** Goes through all leads, in parts; see {@link LeadStore#scan}. */
    public LeadStore.Scan scan(@Nullable String cursor, int about) {
        return fresh.scan(cursor, about);
    }

    /** The latest effects of a kind, newest first. */
    public List<Effect> effects(String kind, int limit) {
        return index.effects(kind, limit);
    }
}
