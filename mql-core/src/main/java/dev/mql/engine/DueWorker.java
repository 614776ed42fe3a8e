package dev.mql.engine;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.metrics.Counters;
import dev.mql.store.LeadStore;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes leads whose time has come: decides them anew, then lets the handlers act. Any number of nodes may do so at once. */
public final class DueWorker {
    private static final Logger LOG = LoggerFactory.getLogger(DueWorker.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int BATCH = 64;

    private final LeadStore store;
    private final Leads leads;
    private final InstantSource clock;
    private final Counters counters;
    private final List<DueHandler> handlers = new CopyOnWriteArrayList<>();

    public DueWorker(LeadStore store, Leads leads, InstantSource clock, Counters counters) {
        this.store = store;
        this.leads = leads;
        this.clock = clock;
        this.counters = counters;
    }

    public void add(DueHandler handler) {
        handlers.add(handler);
    }

    /**
     * Wakes all leads that are due now.
     *
     * @return how many
     * @throws StoreException while the store is away
     */
    public int run() {
        int woken = 0;
        List<LeadId> due;
        do {
            due = store.claimDue(clock.instant(), LEASE, BATCH);
            for (LeadId id : due) {
                wake(id);
                woken++;
            }
        } while (due.size() >= BATCH && !Thread.currentThread().isInterrupted());
        return woken;
    }

    /** Waits until all that the woken leads had to do is done. */
    public void settle() {
        handlers.forEach(DueHandler::settle);
    }

    private void wake(LeadId id) {
        Lead lead = leads.change(id, same -> same).map(leads::renewed).orElse(null);
        if (lead == null) {
            store.forget(List.of(id));
            return;
        }
        long now = clock.millis();
        for (DueHandler handler : handlers) {
            try {
                handler.due(lead, now);
            } catch (StoreException away) {
                throw away;
            } catch (RuntimeException broken) {
                counters.add("due.failed", 1);
                LOG.error("Lead {}: what was due could not be done; it is tried again after its lease.", id, broken);
            }
        }
    }
}
