package dev.mql.engine;

import dev.mql.metrics.Counters;
import dev.mql.store.LeadIndex;
import dev.mql.store.LeadStore;
import dev.mql.store.RecordStore;
import dev.mql.store.Storage;
import dev.mql.store.StoreException;
import java.time.Duration;

/**
 * Takes leads whose documents have expired out of the ranking: once a day and after each published model, by whichever node comes
 * first. Thread-safe; {@link #run} blocks.
 */
public final class Sweep {
    static final String KIND = "job";
    static final String ID = "sweep";
    private static final Duration EVERY = Duration.ofDays(1);

    private final LeadStore store;
    private final LeadIndex index;
    private final RecordStore records;
    private final Counters counters;
    private volatile boolean stopping;

    public Sweep(Storage storage, Counters counters) {
        this.store = storage.leads();
        this.index = storage.index();
        this.records = storage.records();
        this.counters = counters;
    }

    /**
     * Sweeps if nobody has done so today. What is left by a node that ends in the middle is there tomorrow.
     *
     * @throws StoreException while the store is away
     */
    public void run() {
        if (stopping || !records.put(KIND, ID, 0, "today", EVERY)) {
            return;
        }
        String cursor = null;
        do {
            LeadIndex.Places places = index.places(cursor);
            counters.add("leads.expired", store.forget(places.ids()));
            cursor = places.next();
        } while (cursor != null && !stopping);
    }

    /** Lets {@link #run} end soon, and never begin again. */
    public void stop() {
        stopping = true;
    }
}
