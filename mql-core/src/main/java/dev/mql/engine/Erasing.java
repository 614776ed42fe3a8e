package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.event.StandIns;
import dev.mql.identity.Vault;
import dev.mql.lead.Activity;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.CachingLeadStore;
import dev.mql.store.Change;
import dev.mql.store.Retries;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Erases a person: the lead and every id that means it, whatever secret its address was found by. Repeatable. Thread-safe; blocks. */
final class Erasing {

    private final CachingLeadStore near;
    private final Identities identities;
    private final Decider decider;
    private final Vault vault;
    private final References references;
    private final InstantSource clock;

    Erasing(
            CachingLeadStore near,
            Identities identities,
            Decider decider,
            Vault vault,
            References references,
            InstantSource clock) {
        this.near = near;
        this.identities = identities;
        this.decider = decider;
        this.vault = vault;
        this.references = references;
        this.clock = clock;
    }

    void erase(LeadId id) {
        near.refresh(id);
        Lead lead = identities.resolve(id);
        List<LeadId> others = new ArrayList<>(lead.absorbed());
        String hash = lead.person().addressHash();
        String sealed = lead.person().sealedAddress();
        if (hash != null && sealed != null) {
            others.add(LeadId.ofAddress(hash)); // though the address may be under a secret that is not listed any more
            vault.sealedAddressHashes(sealed).forEach(each -> others.add(LeadId.ofAddress(each)));
        }
        String customer = lead.person().customerHash();
        if (customer != null) {
            others.add(LeadId.ofAddress(customer));
        }
        for (Cart cart : lead.carts()) {
            others.addAll(references.of(StandIns.reference(cart.orderRef()), StandIns.reference(cart.ref())));
        }
        others.removeIf(lead.id()::equals);
        others.forEach(this::emptied); // the lead itself comes last: it knows the others, should this be stopped here
        emptied(lead.id());
    }

    private void emptied(LeadId id) {
        for (Retries retries = new Retries("lead " + id); ; retries.lost()) {
            near.refresh(id);
            Lead lead = near.load(List.of(id)).get(0);
            long now = clock.millis();
            boolean done = !lead.stored() || lead.gone();
            Change nothing = new Change(
                    lead, decider.erased(lead, now), Double.NEGATIVE_INFINITY, now + Activity.LATE_MILLIS, List.of());
            if (done || near.commit(List.of(nothing)).get(0).committed()) {
                near.eraseEffects(id);
                return;
            }
        }
    }
}
