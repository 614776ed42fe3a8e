package dev.mql.ingest;

import dev.mql.engine.Leads;
import dev.mql.event.Event;
import dev.mql.event.EventSink;
import dev.mql.metrics.Counters;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events off the queue and commits them in batches, on one thread. While the store is away the batch is kept and tried again
 * with growing pauses; the queue fills, and what does not fit is dropped and counted.
 */
public final class Ingest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final int MAX_BATCH = 8_192;
    /** Between two looks at the queue. A round trip costs the same for one event as for fifty. */
    private static final long LOOK_MILLIS = 3;
    /** Where so many events come between two looks, it pays to gather for longer: several of one visitor become one commit. */
    private static final int CROWD = 8;

    private static final int MOST_LOOKS = 160;
    /**
     * After so many looks at an empty queue it lets itself be woken: to wake a thread costs the shop's request more than all the rest of
     * an event.
     */
    private static final int EMPTY_LOOKS = 8;

    private static final long SLEEP_MILLIS = 200;
    private static final long MAX_PAUSE_MILLIS = 2_000;

    private final Leads leads;
    private final EventAccount account;
    private final IngestQueue queue;
    private final Thread worker;
    private volatile boolean stopping;

    public Ingest(Leads leads, Counters counters, int capacity) {
        this.leads = leads;
        this.account = new EventAccount(counters);
        this.queue = new IngestQueue(capacity, account);
        this.worker = new Thread(this::run, "mql-ingest");
        worker.setDaemon(true);
    }

    public void start() {
        worker.start();
    }

    public EventSink sink() {
        return queue;
    }

    public EventAccount account() {
        return account;
    }

    private void run() {
        List<Event> batch = new ArrayList<>();
        int empty = EMPTY_LOOKS;
        while (!stopping || queue.size() > 0) {
            gather(batch);
            if (batch.isEmpty()) {
                empty++;
            } else {
                commit(batch);
                batch.clear();
                empty = 0;
            }
            if (empty >= EMPTY_LOOKS) {
                queue.await(SLEEP_MILLIS);
            } else if (!stopping) {
                pause(LOOK_MILLIS);
            }
        }
    }

    /** Takes what is in the queue, and goes on taking for up to half a second while a crowd is in the shop. */
    private void gather(List<Event> batch) {
        int more = queue.take(batch, MAX_BATCH);
        for (int looks = 0; looks < MOST_LOOKS && more >= CROWD && batch.size() < MAX_BATCH && !stopping; looks++) {
            pause(LOOK_MILLIS);
            more = queue.take(batch, MAX_BATCH);
        }
    }

    private void commit(List<Event> batch) {
        long pause = 50;
        boolean away = false;
        while (true) {
            try {
                int duplicates = leads.apply(batch);
                account.committed(batch.size(), duplicates);
                if (away) {
                    LOG.info("The store answers again; {} events are waiting.", queue.size());
                }
                return;
            } catch (StoreException e) {
                if (!away) {
                    LOG.warn(
                            "{} Events wait in memory (at most the queue's size) and are committed when it answers.",
                            e.getMessage());
                    away = true;
                }
                if (stopping) {
                    account.dropped("stopping", batch.size());
                    return;
                }
                pause(pause);
                pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
            } catch (RuntimeException broken) {
                oneByOne(batch, broken);
                return;
            }
        }
    }

    /** A batch with an event that can not be handled: the others count all the same. */
    private void oneByOne(List<Event> batch, RuntimeException broken) {
        if (batch.size() == 1) {
            LOG.error(
                    "An event of type {} can not be handled and is dropped.",
                    batch.get(0).type(),
                    broken);
            account.dropped("failed", 1);
            return;
        }
        for (Event event : batch) {
            commit(List.of(event));
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until everything that was offered is accounted for. @return whether it is */
    public boolean awaitIdle(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (account.underway() > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(2);
        }
        return true;
    }

    /** Takes nothing more, commits what is in the queue (at most ten seconds), and ends its thread. */
    @Override
    public void close() {
        queue.close();
        awaitIdle(Duration.ofSeconds(10));
        stopping = true;
        try {
            worker.join(Duration.ofSeconds(3).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
