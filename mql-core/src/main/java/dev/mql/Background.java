package dev.mql;

import dev.mql.config.Reload;
import dev.mql.engine.DueWorker;
import dev.mql.engine.Models;
import dev.mql.engine.Rescore;
import dev.mql.engine.SecretSweep;
import dev.mql.engine.Sweep;
import dev.mql.metrics.Counters;
import dev.mql.privacy.Erasures;
import dev.mql.store.Storage;
import dev.mql.store.StoreException;
import dev.mql.store.redis.RedisClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three threads beside ingest: one keeps the model and the clock fresh, one wakes due leads, one goes through all leads after a
 * model was published or the secret was changed. Tells each change of state once.
 */
final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final long MODEL_MILLIS = 400;
    private static final long DUE_MILLIS = 200;
    private static final long RESCORE_MILLIS = 400;
    /** Asked for every minute or so whether somebody has swept today. */
    private static final int SWEEP_ROUNDS = 150;

    private static final int CLOCK_EVERY = 10;

    private final Models models;
    private final DueWorker due;
    private final Rescore rescore;
    private final SecretSweep secrets;
    private final Erasures erasures;
    private final Sweep sweep;
    private final Reload settings;
    private final Storage storage;
    private final Counters counters;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final Thread watcher = new Thread(this::watch, "mql-watch");
    private final Thread waker = new Thread(this::wake, "mql-due");
    private final Thread scorer = new Thread(this::rescore, "mql-rescore");
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean away;
    private boolean greeted;
    private int rounds;

    Background(
            Models models,
            DueWorker due,
            Rescore rescore,
            SecretSweep secrets,
            Sweep sweep,
            Erasures erasures,
            Reload settings,
            Storage storage,
            Counters counters) {
        this.models = models;
        this.due = due;
        this.rescore = rescore;
        this.secrets = secrets;
        this.sweep = sweep;
        this.erasures = erasures;
        this.settings = settings;
        this.storage = storage;
        this.counters = counters;
    }

    /** Looks once on the caller's thread, so that the first request already finds the published model; then on its own. */
    void start() {
        look();
        watcher.setDaemon(true);
        waker.setDaemon(true);
        scorer.setDaemon(true);
        watcher.start();
        waker.start();
        scorer.start();
    }

    /** See {@link Mql#watch}. */
    void watch(Runnable look) {
        watchers.add(look);
    }

    private void watch() {
        while (!stopping()) {
            pause(MODEL_MILLIS);
            if (rounds % CLOCK_EVERY == 0) {
                reload();
            }
            look();
        }
    }

    private void look() {
        try {
            if (rounds++ % CLOCK_EVERY == 0 && storage.clock() instanceof RedisClock clock) {
                clock.sync();
            }
            models.refresh();
            watchers.forEach(Runnable::run);
            if (rounds % CLOCK_EVERY == 0) {
                erasures.resume();
            }
            if (away || !greeted) {
                LOG.info("Leads are kept in {}.", storage.description());
                away = false;
                greeted = true;
            }
        } catch (StoreException e) {
            counters.add("store.away", 1);
            if (!away && !stopping()) {
                LOG.warn("{} The shop serves on; nothing is mailed until then.", e.getMessage());
                away = true;
            }
        } catch (RuntimeException broken) {
            counters.add("watch.failed", 1);
            LOG.error("The scoring model could not be read; the one before stays in force.", broken);
        }
    }

    private void reload() {
        try {
            settings.look();
        } catch (RuntimeException broken) {
            counters.add("watch.failed", 1);
            LOG.error("Changed settings could not be taken; those of before stay in force.", broken);
        }
    }

    private void wake() {
        while (!stopping()) {
            try {
                due.run();
                pause(DUE_MILLIS);
            } catch (StoreException e) {
                counters.add("due.paused", 1); // said once by the watcher
                pause(1_000);
            } catch (RuntimeException broken) {
                counters.add("due.failed", 1);
                LOG.error("Due leads could not be woken.", broken);
                pause(1_000);
            }
        }
    }

    private void rescore() {
        int untilSweep = SWEEP_ROUNDS;
        while (!stopping()) {
            try {
                rescore.run();
                secrets.run();
                if (untilSweep-- <= 0) {
                    sweep.run();
                    untilSweep = SWEEP_ROUNDS;
                }
                pause(RESCORE_MILLIS);
            } catch (StoreException e) {
                counters.add("rescore.paused", 1); // said once by the watcher
                pause(1_000);
            } catch (RuntimeException broken) {
                counters.add("rescore.failed", 1);
                LOG.error("Leads could not be moved to the new scoring model or secret; it is tried again.", broken);
                pause(10_000);
            }
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            boolean ignored = stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        rescore.stop();
        secrets.stop();
        sweep.stop();
        try {
            scorer.join(2_000);
            waker.join(5_000);
            watcher.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
