package dev.mql.ingest;

import dev.mql.event.Refusal;
import dev.mql.metrics.Counters;
import java.util.concurrent.atomic.LongAdder;

/**
 * Accounts for every event: at rest, {@code received = committed + duplicate + rejected + dropped}. Thread-safe.
 */
public final class EventAccount {
    private final Counters counters;
    private final LongAdder received;
    private final LongAdder committed;
    private final LongAdder duplicate;
    private final LongAdder rejected;
    private final LongAdder dropped;

    EventAccount(Counters counters) {
        this.counters = counters;
        this.received = counters.counter("events.received");
        this.committed = counters.counter("events.committed");
        this.duplicate = counters.counter("events.duplicate");
        this.rejected = counters.counter("events.rejected");
        this.dropped = counters.counter("events.dropped");
    }

    /** Events that were refused before they reached the queue. */
    public void refused(Refusal reason, int count) {
        received.add(count);
        rejected.add(count);
        counters.add("events.rejected." + reason.word(), count);
    }

    void received() {
        received.increment();
    }

    void committed(int count, int duplicates) {
        committed.add(count - duplicates);
        duplicate.add(duplicates);
    }

    void dropped(String reason, int count) {
        dropped.add(count);
        counters.add("events.dropped." + reason, count);
    }

    /** Events that are on their way: in the queue or being committed. */
    public long underway() {
        return received.sum() - committed.sum() - duplicate.sum() - rejected.sum() - dropped.sum();
    }
}
