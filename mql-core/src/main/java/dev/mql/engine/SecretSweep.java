package dev.mql.engine;

import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.metrics.Counters;
import dev.mql.store.LeadStore;
import dev.mql.store.LeadStore.Scan;
import dev.mql.store.RecordStore;
import dev.mql.store.Storage;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves all leads, the silent ones too, to the current secret after it was changed: once for each secret, by one node at a time. Whoever
 * comes after a node that died begins anew; a lead that was moved already costs one look. Thread-safe; {@link #run} blocks.
 */
public final class SecretSweep {
    private static final Logger LOG = LoggerFactory.getLogger(SecretSweep.class);
    private static final String KIND = "job";
    private static final String DONE = "done";
    private static final Duration LEASE = Duration.ofSeconds(60);
    /** Until then every node is taken to have the new secret; one that has not would still make leads under the old one. */
    private static final long SPREAD_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final int BATCH = 200;

    private final LeadStore store;
    private final RecordStore records;
    private final Leads leads;
    private final Vault vault;
    private final InstantSource clock;
    private final Counters counters;
    private final String job;
    private final long begin;
    private volatile boolean stopping;
    private volatile boolean done;

    public SecretSweep(Storage storage, Leads leads, Vault vault, InstantSource clock, Counters counters) {
        this.store = storage.leads();
        this.records = storage.records();
        this.leads = leads;
        this.vault = vault;
        this.clock = clock;
        this.counters = counters;
        this.job = "secret-" + vault.keyId();
        this.begin = clock.millis() + SPREAD_MILLIS;
        this.done = !vault.rotated();
    }

    /**
     * Does what there is to do: nothing without an earlier secret, nor if it was done or another node is at it.
     *
     * @throws dev.mql.store.StoreException while the store is away; the next run begins anew
     */
    public void run() {
        if (done || stopping || clock.millis() < begin) {
            return;
        }
        RecordStore.Stored stored = records.get(KIND, job);
        if (stored != null) {
            done = stored.text().equals(DONE);
        } else if (records.put(KIND, job, 0, "underway", LEASE)) {
            sweep();
        }
    }

    /** Lets {@link #run} end soon, and never begin again. */
    public void stop() {
        stopping = true;
    }

    private void sweep() {
        long version = 1;
        long moved = 0;
        String cursor = null;
        do {
            if (stopping) {
                records.delete(KIND, job);
                return;
            }
            Scan part = store.scan(cursor, BATCH);
            for (Lead lead : part.leads()) {
                moved += moved(lead) ? 1 : 0;
            }
            cursor = part.next();
            if (!records.put(KIND, job, version++, cursor == null ? DONE : "underway", cursor == null ? null : LEASE)) {
                return; // it took longer than the lease: somebody else is at it
            }
        } while (cursor != null);
        done = true;
        LOG.info("No lead needs mql.secret.previous any more; {} were moved to key {}.", moved, vault.keyId());
    }

    private boolean moved(Lead lead) {
        if (!lead.stored() || lead.aliasOf() != null || leads.renewed(lead).version() == lead.version()) {
            return false;
        }
        counters.add("secret.moved", 1);
        return true;
    }
}
