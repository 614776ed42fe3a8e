package dev.mql.nurture.send;

import dev.mql.store.StoreException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that send: a mail server that takes its time holds up mails, and nothing else. Holds few mails at once; who brings more
 * waits a moment and is then sent away, since a lead that is due comes again. Thread-safe.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int WAITING = 64;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long END_MILLIS = 6_000;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING);
    private final Phaser underway = new Phaser(1);
    private final Thread[] threads;
    private volatile boolean open = true;

    Outbox(int size) {
        threads = new Thread[size];
        for (int i = 0; i < size; i++) {
            threads[i] = new Thread(this::work, "mql-mail-" + (i + 1));
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    /** @return whether it was taken */
    boolean take(Runnable mail) {
        if (!open) {
            return false;
        }
        underway.register();
        boolean taken = false;
        try {
            taken = queue.offer(mail, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            if (!taken) {
                underway.arriveAndDeregister();
            }
        }
        return taken;
    }

    /** Waits until all that was taken so far is done. */
    synchronized void await() {
        underway.awaitAdvance(underway.arrive());
    }

    private void work() {
        while (open || !queue.isEmpty()) {
            try {
                Runnable mail = queue.poll(500, TimeUnit.MILLISECONDS);
                if (mail != null) {
                    run(mail);
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void run(Runnable mail) {
        try {
            mail.run();
        } catch (StoreException away) {
            LOG.debug("A mail waits for the store: {}", away.getMessage()); // said once by the watcher
        } catch (RuntimeException broken) {
            LOG.error("A mail could not be sent; it is tried again after its lease.", broken);
        } finally {
            underway.arriveAndDeregister();
        }
    }

    /** Lets go of what waits, and gives what is underway six seconds. */
    @Override
    public void close() {
        open = false;
        while (queue.poll() != null) {
            underway.arriveAndDeregister();
        }
        long end = System.nanoTime() + END_MILLIS * 1_000_000;
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
