package dev.mql.engine;

import dev.mql.lead.Lead;
import dev.mql.metrics.Counters;
import dev.mql.store.Change;
import dev.mql.store.LeadIndex;
import dev.mql.store.LeadStore;
import dev.mql.store.LeadStore.Ranking;
import dev.mql.store.LeadStore.Scan;
import dev.mql.store.Outcome;
import dev.mql.store.RecordStore;
import dev.mql.store.Storage;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides all leads anew after a model was published, the silent ones too: their place in the ranking, their stage, their next wake-up.
 * One node at a time does it, under a lease; what it has done is in the store, so that another goes on where it stopped. Doing a part
 * twice is doing it once. Thread-safe; {@link #run} blocks.
 */
public final class Rescore {
    private static final Logger LOG = LoggerFactory.getLogger(Rescore.class);
    private static final String KIND = "job";
    private static final String ID = "rescore";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long SAVE_NANOS = Duration.ofSeconds(1).toNanos();
    /** Until then every node decides by the new model; what an old one decided before is found in the store. */
    private static final long SPREAD_NANOS = Duration.ofSeconds(1).toNanos();
    /** Events go first, but a shop that is always busy gets its leads done too. */
    private static final long YIELD_NANOS = Duration.ofMillis(250).toNanos();

    private static final long NAP_NANOS = Duration.ofMillis(10).toNanos();
    private static final int BATCH = 500;
    private static final int MAX_TRIES = 50;

    private final LeadStore store;
    private final LeadIndex index;
    private final RecordStore records;
    private final Decider decider;
    private final Models models;
    private final InstantSource clock;
    private final Counters counters;
    private final BooleanSupplier busy;
    private final String node = UUID.randomUUID().toString();
    private volatile boolean stopping;
    private volatile int finished;
    /** The model version for which a failure was told. */
    private volatile int failedFor;

    /**
     * How far it is.
     *
     * @param modelVersion the version that leads are decided by
     * @param done leads so far
     * @param total leads there are; an estimate until it is finished
     * @param startedAt milliseconds since 1970 UTC; 0 if it has yet to start
     * @param finishedAt milliseconds since 1970 UTC; 0 while it goes on
     */
    public record Progress(int modelVersion, long done, long total, long startedAt, long finishedAt) {
        public boolean finished() {
            return finishedAt != 0;
        }
    }

    /** @param busy whether there is something more urgent to do */
    public Rescore(
            Storage storage,
            Decider decider,
            Models models,
            InstantSource clock,
            Counters counters,
            BooleanSupplier busy) {
        this.store = storage.leads();
        this.index = storage.index();
        this.records = storage.records();
        this.decider = decider;
        this.models = models;
        this.clock = clock;
        this.counters = counters;
        this.busy = busy;
    }

    /** The version of the record that this node has written, and what is in it. */
    private record Held(long version, RescoreJob job) {}

    /**
     * The progress on the model in force, whichever node is at it.
     *
     * @throws StoreException while the store is away
     */
    public Progress progress() {
        int current = models.current().version();
        RecordStore.Stored stored = records.get(KIND, ID);
        RescoreJob job = stored == null ? null : RescoreJob.parse(stored.text());
        return job == null || job.model() < current ? new Progress(current, 0, 0, 0, 0) : job.progress();
    }

    /**
     * Does what there is to do: nothing if all leads are decided by the model in force, or if another node is at it. Ends early after
     * {@link #stop}.
     *
     * @throws StoreException while the store is away; the next run goes on
     */
    public void run() {
        int version = models.current().version();
        if (stopping || finished == version) {
            return;
        }
        Held held = claim(version);
        if (held != null) {
            work(held);
        }
    }

    /** Lets {@link #run} end soon, and never begin again; the work is handed to whoever comes next. */
    public void stop() {
        stopping = true;
    }

    private @Nullable Held claim(int version) {
        RecordStore.Stored stored = records.get(KIND, ID);
        RescoreJob job = stored == null ? null : RescoreJob.parse(stored.text());
        long now = clock.millis();
        if (job == null || job.model() < version) {
            job = RescoreJob.begun(version, estimate(), now);
        } else if (job.model() > version) {
            return null; // this node will hear of it
        } else if (job.finished()) {
            finished = version;
            return null;
        } else if (!job.owner().equals(node) && now < job.leaseUntil()) {
            return null;
        }
        return save(new Held(stored == null ? 0 : stored.version(), job), LEASE);
    }

    private long estimate() {
        return index.stageCounts().values().stream().mapToLong(n -> n).sum();
    }

    /** @return {@code null} if somebody else has taken over */
    private @Nullable Held save(Held held, Duration lease) {
        RescoreJob job =
                held.job().finished() ? held.job() : held.job().heldBy(node, clock.millis() + lease.toMillis());
        return records.put(KIND, ID, held.version(), job.text(), null) ? new Held(held.version() + 1, job) : null;
    }

    private void work(Held claimed) {
        Held held = claimed;
        if (held.job().cursor().isEmpty()) {
            long end = System.nanoTime() + SPREAD_NANOS;
            while (!stopping && System.nanoTime() < end) {
                LockSupport.parkNanos(this, NAP_NANOS);
            }
            held = new Held(held.version(), held.job().startedAt(clock.millis()));
        }
        long saved = System.nanoTime();
        while (!stopping) {
            giveWay();
            if (models.current().version() != held.job().model()) {
                return; // a newer one; its job begins with the next run
            }
            String cursor = held.job().cursor();
            Scan part = store.scan(cursor.isEmpty() ? null : cursor, BATCH);
            int decided = decide(part.leads());
            held = new Held(held.version(), held.job().passed(decided, part.next(), clock.millis()));
            if (held.job().finished() || System.nanoTime() - saved > SAVE_NANOS) {
                held = save(held, LEASE);
                saved = System.nanoTime();
            }
            if (held == null) {
                return;
            }
            if (held.job().finished()) {
                tell(held.job());
                return;
            }
        }
        save(held, Duration.ZERO);
    }

    private void tell(RescoreJob job) {
        finished = job.model();
        // What expired leads left in the ranking was computed by another model and may now stand at its top.
        records.delete(Sweep.KIND, Sweep.ID);
        if (job.done() > 0) {
            LOG.info(
                    "{} leads are decided by scoring model {} now; it took {} ms.",
                    job.done(),
                    job.model(),
                    job.finishedAt() - job.startedAt());
        }
    }

    private void giveWay() {
        long end = System.nanoTime() + YIELD_NANOS;
        while (!stopping && busy.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
    }

    /** @return how many of them are leads of their own */
    private int decide(List<Lead> part) {
        List<Lead> left = part.stream().filter(Rescore::isSomebody).toList();
        int all = left.size();
        for (int tries = 0; !left.isEmpty() && tries < MAX_TRIES; tries++) {
            left = round(left);
        }
        counters.add("rescore.leads", all - left.size());
        return all;
    }

    private static boolean isSomebody(Lead lead) {
        return lead.stored() && lead.aliasOf() == null;
    }

    /** @return those that somebody else has changed meanwhile, as they are now */
    private List<Lead> round(List<Lead> leads) {
        long now = clock.millis();
        int with = models.current().version();
        List<Ranking> rankings = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Lead lead : leads) {
            try {
                Change change = decided(lead, now);
                if (change.after().equals(lead) && change.effects().isEmpty()) {
                    rankings.add(new Ranking(lead.id(), lead.version(), change.rank()));
                } else {
                    changes.add(change);
                }
            } catch (RuntimeException broken) {
                counters.add("rescore.failed", 1);
                if (failedFor != with) {
                    failedFor = with;
                    LOG.error(
                            "Lead {} can not be decided anew and stays as it is; others like it are only counted"
                                    + " (rescore.failed).",
                            lead.id(),
                            broken);
                }
            }
        }
        List<Lead> lost = new ArrayList<>();
        if (!rankings.isEmpty() && store.rerank(rankings) < rankings.size()) {
            List<Lead> current = store.load(rankings.stream().map(Ranking::id).toList());
            for (int i = 0; i < current.size(); i++) {
                if (current.get(i).version() != rankings.get(i).version()) {
                    lost.add(current.get(i));
                }
            }
        }
        if (!changes.isEmpty()) {
            store.commit(changes).stream()
                    .filter(outcome -> !outcome.committed())
                    .map(Outcome::lead)
                    .forEach(lost::add);
        }
        return lost.stream().filter(Rescore::isSomebody).toList();
    }

    /** The one place where a lead is decided because a model was published, so that what follows from it can say so. */
    private Change decided(Lead lead, long now) {
        return decider.settle(lead, lead, Cause.MODEL, now);
    }
}
