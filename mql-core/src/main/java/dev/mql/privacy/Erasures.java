package dev.mql.privacy;

import dev.mql.engine.Leads;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.RecordStore;
import dev.mql.store.Retries;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Erasures under way. Each is written down before it begins, in one record that all nodes look at, so that one which was stopped in the
 * middle is finished by whoever comes next; every step can be repeated. Thread-safe; blocks.
 */
public final class Erasures {
    private static final String KIND = "erase";
    private static final String PENDING = "pending";
    /** The one who asked finishes it; others step in after this time, in milliseconds. */
    private static final long PATIENCE = 5_000;

    private final Leads leads;
    private final RecordStore records;
    private final InstantSource clock;
    private final List<Consumer<Lead>> listeners = new CopyOnWriteArrayList<>();

    public Erasures(Leads leads, RecordStore records, InstantSource clock) {
        this.leads = leads;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Calls back with each lead before it is erased, for what is kept of it elsewhere. Called again if an erasure is repeated; what it
     * throws stops the erasure until the next attempt.
     */
    public void beforeErasing(Consumer<Lead> listener) {
        listeners.add(listener);
    }

    boolean erase(LeadId id) {
        if (leads.get(id).isEmpty()) {
            return false;
        }
        pending(lines -> {
            List<String> all = new ArrayList<>(lines);
            all.add(id + " " + clock.millis());
            return all;
        });
        finish(id);
        return true;
    }

    private void finish(LeadId id) {
        leads.get(id).ifPresent(lead -> listeners.forEach(listener -> listener.accept(lead)));
        leads.erase(id);
        pending(lines -> lines.stream().filter(l -> !l.startsWith(id + " ")).toList());
    }

    /** Finishes what others have begun and left. */
    public void resume() {
        RecordStore.Stored stored = records.get(KIND, PENDING);
        if (stored == null || stored.text().isEmpty()) {
            return;
        }
        long now = clock.millis();
        for (String line : stored.text().split("\n", -1)) {
            int space = line.indexOf(' ');
            LeadId id = space < 0 ? null : LeadId.parse(line.substring(0, space));
            if (id != null && now - Long.parseLong(line.substring(space + 1)) >= PATIENCE) {
                finish(id);
            }
        }
    }

    private void pending(UnaryOperator<List<String>> change) {
        for (Retries retries = new Retries("the list of erasures"); ; retries.lost()) {
            RecordStore.Stored stored = records.get(KIND, PENDING);
            List<String> lines = stored == null || stored.text().isEmpty()
                    ? List.of()
                    : List.of(stored.text().split("\n", -1));
            List<String> next = change.apply(lines);
            if (next.equals(lines)
                    || records.put(
                            KIND, PENDING, stored == null ? 0 : stored.version(), String.join("\n", next), null)) {
                return;
            }
        }
    }
}
