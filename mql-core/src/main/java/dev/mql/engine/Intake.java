package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.event.Source;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Person;
import dev.mql.lead.RecoveredCart;
import dev.mql.store.CachingLeadStore;
import dev.mql.store.Outcome;
import dev.mql.store.Retries;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Finds whose events are whose, and has them decided and committed, many leads at a time. Thread-safe; blocks. */
final class Intake {
    private final CachingLeadStore near;
    private final Decider decider;
    private final Identities identities;
    private final Vault vault;
    private final References references;
    private final InstantSource clock;
    private final Consumer<LeadId> proven;
    private final Runnable unknownOrder;

    /**
     * @param proven is told of each lead whose address was proven, after that was committed
     * @param unknownOrder is told of each order whose number nobody has yet
     */
    Intake(
            CachingLeadStore near,
            Decider decider,
            Identities identities,
            Vault vault,
            References references,
            InstantSource clock,
            Consumer<LeadId> proven,
            Runnable unknownOrder) {
        this.near = near;
        this.decider = decider;
        this.identities = identities;
        this.vault = vault;
        this.references = references;
        this.clock = clock;
        this.proven = proven;
        this.unknownOrder = unknownOrder;
    }

    /** @return how many events were seen before or said nothing new */
    int apply(List<Event> events) {
        Map<LeadId, List<Event>> byVisitor = new LinkedHashMap<>();
        int duplicates = 0;
        List<Event> unheardOf = events.stream().filter(references::unheardOf).toList();
        Map<String, LeadId> ids = new HashMap<>(); // one hash for all events of a visitor
        for (Event event : events) {
            if (event.names()) {
                // In their order: a cart that is emptied because it was bought must be bought first.
                duplicates += applyAll(byVisitor);
                byVisitor.clear();
                duplicates += prove(event);
            } else {
                byVisitor
                        .computeIfAbsent(owner(event, ids), v -> new ArrayList<>())
                        .add(event);
            }
        }
        duplicates += applyAll(byVisitor);
        for (Event event : events) {
            references.closeRecovered(event);
            if (!event.names()) {
                references.tie(event, ids.computeIfAbsent(event.visitor(), LeadId::ofVisitor));
            }
        }
        unheardOf.stream().filter(references::waits).forEach(order -> unknownOrder.run());
        return duplicates;
    }

    /** Applies an event to a lead that is known already; the same answer as {@link #apply(List)}. */
    int apply(LeadId id, Event event) {
        return applyAll(Map.of(id, List.of(event)));
    }

    /** Whose event it is: a click in a mail is the one's who got the mail, whatever browser it was made in. */
    private static LeadId owner(Event event, Map<String, LeadId> ids) {
        RecoveredCart clicked = event.type().equals(EventType.EMAIL_CLICK) && event.source() == Source.SYSTEM
                ? RecoveredCart.parse(event.props().text(RecoveredCart.PROPERTY))
                : null;
        return clicked == null ? ids.computeIfAbsent(event.visitor(), LeadId::ofVisitor) : clicked.lead();
    }

    /** An event that says who it was: the histories are joined first, then it counts for the person it names. */
    private int prove(Event event) {
        LeadId visitor = LeadId.ofVisitor(event.visitor());
        String customer = event.customer();
        List<String> customerHashes = customer == null ? List.of() : vault.customerHashes(customer);
        LeadId person = event.proves()
                ? identities.bind(
                        visitor, vault.addressHashes(Objects.requireNonNull(event.email())), Person::addressHash)
                : identities.bind(visitor, customerHashes, Person::customerHash);
        if (event.proves() && !customerHashes.isEmpty()) {
            identities.name(LeadId.ofAddress(customerHashes.get(0)), person);
        }
        Lead mine = identities.resolve(visitor);
        if (event.type().equals(EventType.PURCHASE)
                && !mine.id().equals(person)
                && mine.liveCart().filter(Cart::live).isPresent()) {
            // Somebody else's device, or a second person on this one: the cart that was on it has been bought all the
            // same.
            Event closing = Event.of(
                    event.id(), event.visitor(), event.type(), event.at(), Source.BEACON, event.url(), event.props());
            apply(visitor, closing);
        }
        int duplicates = apply(person, event);
        if (event.proves()) {
            proven.accept(person);
        }
        references.tie(event, person);
        return duplicates;
    }

    /** Events that still have to be applied to a lead. */
    private record Work(Lead lead, List<Event> events) {
        static Work join(Work one, Work other) {
            return new Work(one.lead, concat(one.events, other.events));
        }
    }

    private int applyAll(Map<LeadId, List<Event>> byVisitor) {
        if (byVisitor.isEmpty()) {
            return 0;
        }
        Map<LeadId, Work> todo = new LinkedHashMap<>();
        List<List<Event>> groups = List.copyOf(byVisitor.values());
        List<Lead> found = near.load(List.copyOf(byVisitor.keySet()));
        for (int i = 0; i < found.size(); i++) {
            Lead lead = found.get(i);
            Lead target = lead.aliasOf() == null ? lead : identities.resolve(lead.id());
            todo.merge(target.id(), new Work(target, groups.get(i)), Work::join);
        }
        int duplicates = 0;
        for (Retries retries = new Retries("leads"); ; retries.lost()) {
            duplicates += round(todo);
            if (todo.isEmpty()) {
                return duplicates;
            }
        }
    }

    /** Decides and commits all that is left to do; what loses its race stays for the next round. */
    private int round(Map<LeadId, Work> todo) {
        long now = clock.millis();
        int duplicates = 0;
        List<Decision> decisions = new ArrayList<>();
        List<Work> decided = new ArrayList<>();
        for (Work work : todo.values()) {
            Decision decision = decider.decide(work.lead(), work.events(), now);
            if (decision.duplicates() == work.events().size()) {
                duplicates += decision.duplicates();
            } else {
                decisions.add(decision);
                decided.add(work);
            }
        }
        todo.clear();
        if (decisions.isEmpty()) {
            return duplicates;
        }
        List<Outcome> outcomes =
                near.commit(decisions.stream().map(Decision::change).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            Lead current = outcomes.get(i).lead();
            if (outcomes.get(i).committed()) {
                duplicates += decisions.get(i).duplicates();
            } else {
                Lead target = current.aliasOf() == null ? current : identities.resolve(current.id());
                todo.merge(target.id(), new Work(target, decided.get(i).events()), Work::join);
            }
        }
        return duplicates;
    }

    private static List<Event> concat(List<Event> a, List<Event> b) {
        List<Event> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }
}
