package dev.mql.privacy;

import dev.mql.engine.Leads;
import dev.mql.engine.Models;
import dev.mql.identity.Vault;
import dev.mql.lead.LeadId;
import java.time.InstantSource;
import java.util.Optional;

/** What a shop owes a person who asks. Thread-safe; blocks; throws {@link dev.mql.store.StoreException}. */
public final class Privacy {
    private final Leads leads;
    private final Models models;
    private final Vault vault;
    private final Erasures erasures;
    private final InstantSource clock;

    public Privacy(Leads leads, Models models, Vault vault, Erasures erasures, InstantSource clock) {
        this.leads = leads;
        this.models = models;
        this.vault = vault;
        this.erasures = erasures;
        this.clock = clock;
    }

    /** Everything that is kept of a person, as JSON (GDPR Art. 15 and 20); empty if there is no such lead. */
    public Optional<String> export(LeadId id) {
        return leads.get(id).map(lead -> Export.of(lead, models.scorer(), vault, clock.millis()));
    }

    /**
     * Erases a person everywhere (GDPR Art. 17). What is left: that something was erased under these ids, for a week, so that events
     * that are still on their way are not taken; and, where the person said no to mail, the keyed hash by which that is kept to.
     *
     * @return whether there was such a lead; when this returns, it is gone. A stop in the middle is finished by any node in seconds
     */
    public boolean erase(LeadId id) {
        return erasures.erase(id);
    }
}
