package dev.mql.ingest;

import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.metrics.Counters;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every event: at rest, {@code received = committed + duplicate + rejected + dropped}. Thread-safe.
 */
public final class EventAccount {
    private static final String[] REJECTED = Arrays.stream(Refusal.values())
            .map(reason -> "events.rejected." + reason.word())
            .toArray(String[]::new);

    private final Counters counters;
    private final RefusedExamples examples = new RefusedExamples();
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
        counters.add(REJECTED[reason.ordinal()], count);
    }

    /**
     * One event that was refused; it may be kept as an example, without what could be personal.
     *
     * @param now milliseconds since 1970 UTC
     * @param type what it calls itself, as it came
     * @param url its page, as it came
     */
    public void refused(Refused why, long now, @Nullable String type, @Nullable String url) {
        refused(why.reason(), 1);
        examples.note(why, now, type, url);
    }

    /** Some of the events that were refused lately, the newest first. */
    public List<RefusedExample> examples() {
        return examples.all();
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
