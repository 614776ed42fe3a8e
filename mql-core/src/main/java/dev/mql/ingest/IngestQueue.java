package dev.mql.ingest;

import dev.mql.event.Event;
import dev.mql.event.EventSink;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A bounded queue between request threads, which never wait, and the one thread that commits. */
final class IngestQueue implements EventSink {
    private final ConcurrentLinkedQueue<Event> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int capacity;
    private final EventAccount account;
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    IngestQueue(int capacity, EventAccount account) {
        this.capacity = capacity;
        this.account = account;
    }

    @Override
    public boolean offer(Event event) {
        account.received();
        if (closed || size.incrementAndGet() > capacity) {
            if (!closed) {
                size.decrementAndGet();
            }
            account.dropped(closed ? "stopping" : "queue_full", 1);
            return false;
        }
        queue.add(event);
        Thread consumer = waiting;
        if (consumer != null) {
            LockSupport.unpark(consumer);
        }
        return true;
    }

    /** Moves events to the batch, without waiting, until it holds {@code max}. One consumer only. @return how many */
    int take(List<Event> batch, int max) {
        int before = batch.size();
        Event event;
        while (batch.size() < max && (event = queue.poll()) != null) {
            size.decrementAndGet();
            batch.add(event);
        }
        return batch.size() - before;
    }

    /** Waits up to the given time for an event; whoever offers it wakes the consumer. */
    void await(long millis) {
        waiting = Thread.currentThread();
        if (queue.isEmpty()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        waiting = null;
    }

    int size() {
        return size.get();
    }

    /** Takes nothing more; what is in can still be taken out. */
    void close() {
        closed = true;
    }
}
