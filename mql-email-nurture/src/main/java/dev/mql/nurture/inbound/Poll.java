package dev.mql.nurture.inbound;

import dev.mql.Mql;
import dev.mql.nurture.smtp.inbox.Inbox;
import dev.mql.store.RecordStore;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the mailbox to which bounces and complaints come, on a thread of its own: of all nodes one in each interval, {@value #MOST}
 * messages at most. A node that dies with the lease is followed by another after {@link #LEASE}; two at once would only do the same
 * twice, which counts once. Each change of state is told once.
 */
final class Poll implements AutoCloseable {
    static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);
    private static final String KIND = "job";
    private static final String ID = "mailbox";
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 1_000;

    private final Mql mql;
    private final Inbox inbox;
    private final Consequences consequences;
    private final long interval;
    private final String node = UUID.randomUUID().toString();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::loop, "mql-inbound");
    private String state = "";

    Poll(Mql mql, Inbox inbox, Consequences consequences, Duration interval) {
        this.mql = mql;
        this.inbox = inbox;
        this.consequences = consequences;
        this.interval = Math.max(LOOK_MILLIS, interval.toMillis());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        while (stop.getCount() > 0) {
            try {
                run();
            } catch (StoreException away) {
                mql.counters().add("inbound.mailbox.paused", 1); // said once by the watcher
            } catch (RuntimeException broken) {
                mql.counters().add("inbound.mailbox.failed", 1);
                told("failed", broken);
            }
            pause();
        }
    }

    /**
     * Looks, if it is time and no other node does. Of one thread at a time.
     *
     * @return whether this node looked
     * @throws StoreException while the store is away
     */
    boolean run() {
        if (!lease()) {
            return false;
        }
        long begun = mql.clock().millis();
        try {
            Inbox.Round round = inbox.read(MOST, MimeReader.MOST_BYTES, this::understood);
            mql.counters().add("inbound.mailbox.understood", round.understood());
            mql.counters().add("inbound.mailbox.left", round.left());
            told("", null);
            boolean more = round.understood() + round.left() == MOST;
            release(more ? begun : begun + interval);
        } catch (Inbox.Unreadable unreadable) {
            mql.counters().add("inbound.mailbox.unreadable", 1);
            told(String.valueOf(unreadable.getMessage()), null);
            release(begun + interval);
        } catch (StoreException away) {
            release(begun + interval); // throws again if it is still away: then the lease has to end
            throw away;
        }
        return true;
    }

    private boolean understood(byte[] message) {
        if (stop.getCount() == 0) {
            throw new StoreException("the node stops", null); // the message stays for the next round
        }
        try {
            return consequences.take(ReportReader.read(message));
        } catch (StoreException away) {
            throw away;
        } catch (RuntimeException one) {
            mql.counters().add("inbound.failed", 1);
            LOG.warn("One message of the mailbox could not be taken; it is left for a person.", one);
            return false; // or it would be the first of each round, for ever
        }
    }

    /** Takes the place until the lease ends; the record says who has it and until when. */
    private boolean lease() {
        RecordStore.Stored stored = mql.records().get(KIND, ID);
        long now = mql.clock().millis();
        return (stored == null || until(stored.text()) <= now)
                && mql.records()
                        .put(
                                KIND,
                                ID,
                                stored == null ? 0 : stored.version(),
                                node + " " + (now + LEASE.toMillis()),
                                LEASE.multipliedBy(2));
    }

    /** Gives the place back, to be taken by any node from an instant on. */
    private void release(long from) {
        RecordStore.Stored stored = mql.records().get(KIND, ID);
        if (stored != null && stored.text().startsWith(node)) {
            mql.records()
                    .put(
                            KIND,
                            ID,
                            stored.version(),
                            node + " " + from,
                            Duration.ofMillis(interval).plus(LEASE));
        }
    }

    private static long until(String text) {
        try {
            return Long.parseLong(text.substring(text.indexOf(' ') + 1));
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }

    private void told(String now, @Nullable RuntimeException broken) {
        if (now.equals(state)) {
            return;
        }
        if (broken != null) {
            LOG.error("The mailbox for bounces and complaints could not be worked through; it is tried again.", broken);
        } else if (now.isEmpty()) {
            LOG.info("The mailbox for bounces and complaints is read again ({}).", inbox);
        } else {
            LOG.warn("The mailbox for bounces and complaints can not be read ({}, {}); it is tried again.", now, inbox);
        }
        state = now;
    }

    private void pause() {
        try {
            boolean ignored = stop.await(Math.min(interval, LOOK_MILLIS), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
