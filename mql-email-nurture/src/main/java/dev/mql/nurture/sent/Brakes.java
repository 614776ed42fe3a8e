package dev.mql.nurture.sent;

import dev.mql.metrics.Counters;
import dev.mql.store.RecordStore;
import dev.mql.store.Retries;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops all marketing mail of an installation when too many people complain (3 in 1,000 of what was sent in the last 24 hours, at least
 * 3) or too many mails bounce for good (5 in 100, at least 20), until somebody resumes it. What is no marketing mail is neither counted
 * nor stopped, so that nobody can stop a shop's mail by signing up strangers. Any number of nodes; thread-safe; one record holds the
 * counts and the stop.
 *
 * <p>Counting never throws and costs a write for each 100 mails or {@value #FLUSH_MILLIS} ms: what is not written yet, or could not be
 * while the store was away, is written with the next; a node that dies forgets it. So a stop may come some mails early, never late by
 * more than that.
 */
public final class Brakes {
    private static final Logger LOG = LoggerFactory.getLogger(Brakes.class);
    private static final String KIND = "brake";
    private static final String ID = "marketing";
    private static final long NEAR_MILLIS = 1_000;
    private static final long FLUSH_MILLIS = 3_000;
    private static final long FLUSH_MAILS = 100;
    private static final int MAX_NAME = 64;
    /** As long as anything in it counts; a stop stays until it is ended. */
    private static final Duration KEPT = Duration.ofHours(26);

    private final RecordStore records;
    private final InstantSource clock;
    private final Counters counters;
    private final Object lock = new Object();
    private Tally.Count waiting = Tally.Count.NONE;
    private long lastWrite;
    private volatile @Nullable Seen seen;

    private record Seen(Tally tally, long at) {}

    /**
     * What people see of it.
     *
     * @param stopped as {@link #stopped()}
     * @param since when it was stopped or resumed, milliseconds since 1970 UTC; 0 if never
     * @param resumedBy who resumed it last, or empty
     * @param sent in the last 24 hours, since it was resumed, as the other counts
     * @param policy refusals for reasons of policy: of our host, sender or content, not of the receiver
     * @param alarm whether these are many
     */
    public record Status(
            @Nullable String stopped,
            long since,
            String resumedBy,
            long sent,
            long complaints,
            long bounces,
            long policy,
            boolean alarm) {}

    public Brakes(RecordStore records, InstantSource clock, Counters counters) {
        this.records = records;
        this.clock = clock;
        this.counters = counters;
    }

    /**
     * Why no marketing mail may leave, or {@code null}. Asks the store once in a second at most, so other nodes know of a stop a second
     * later.
     *
     * @throws StoreException if the store is away when it has to be asked
     */
    public @Nullable String stopped() {
        long now = clock.millis();
        Seen last = seen;
        if (last == null || Math.abs(now - last.at()) >= NEAR_MILLIS) {
            last = new Seen(read(records.get(KIND, ID)), now);
            seen = last;
        }
        return last.tally().stopped();
    }

    /** Blocks; throws {@link StoreException}. */
    public Status status() {
        flush();
        Tally tally = read(records.get(KIND, ID));
        Tally.Count total = tally.total(clock.millis());
        return new Status(
                tally.stopped(),
                tally.since(),
                tally.by(),
                total.sent(),
                total.complaints(),
                total.bounces(),
                total.policy(),
                tally.alarm());
    }

    /** So many marketing mails were handed over. */
    public void sent(int mails) {
        count(new Tally.Count(mails, 0, 0, 0), false);
    }

    /** Somebody complained about a marketing mail. */
    public void complained() {
        count(new Tally.Count(0, 1, 0, 0), true);
    }

    /** A marketing mail came back for good. */
    public void bounced() {
        count(new Tally.Count(0, 0, 1, 0), true);
    }

    /** A mail was refused for reasons of policy: stops nothing, since no receiver is at fault, but is told when there are many. */
    public void refused() {
        count(new Tally.Count(0, 0, 0, 1), true);
    }

    private void count(Tally.Count more, boolean now) {
        synchronized (lock) {
            waiting = waiting.plus(more);
            if (!now && waiting.sent() < FLUSH_MAILS && Math.abs(clock.millis() - lastWrite) < FLUSH_MILLIS) {
                return;
            }
        }
        flush();
    }

    /** Writes what waits; while the store is away it goes on waiting. For the end of a node, too. */
    public void flush() {
        Tally.Count mine;
        synchronized (lock) {
            mine = waiting;
            waiting = Tally.Count.NONE;
            lastWrite = clock.millis();
        }
        if (mine.isEmpty()) {
            return;
        }
        try {
            change(tally -> tally.plus(mine, clock.millis()));
        } catch (StoreException away) {
            counters.add("brake.write.failed", 1);
            synchronized (lock) {
                waiting = waiting.plus(mine);
            }
        }
    }

    /**
     * Lets marketing mail go again, and counts anew from here. Does nothing if it is not stopped.
     *
     * @param by the name of an account, kept to be shown; at most {@value #MAX_NAME} characters of it
     * @return whether it was stopped
     * @throws StoreException if that could not be written
     */
    public boolean resume(String by) {
        String name = by.replaceAll("\\p{Cntrl}", " ");
        String shown = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
        boolean[] was = new boolean[1];
        change(tally -> {
            was[0] = tally.stopped() != null;
            return was[0] ? tally.resumed(shown, clock.millis()) : tally;
        });
        return was[0];
    }

    private void change(UnaryOperator<Tally> to) {
        for (Retries retries = new Retries("the count of mails"); ; retries.lost()) {
            RecordStore.Stored stored = records.get(KIND, ID);
            Tally before = read(stored);
            Tally after = to.apply(before);
            if (after.equals(before)
                    || records.put(
                            KIND,
                            ID,
                            stored == null ? 0 : stored.version(),
                            after.text(),
                            after.stopped() == null ? KEPT : null)) {
                seen = new Seen(after, clock.millis());
                tell(before, after);
                return;
            }
        }
    }

    /** Only the node whose write changed it says so. */
    private void tell(Tally before, Tally after) {
        if (before.stopped() == null && after.stopped() != null) {
            counters.add("brake.stopped", 1);
            Tally.Count total = after.total(clock.millis());
            LOG.error(
                    "All marketing mail is stopped ({}): of {} mails in 24 hours {} were complained about and {} came back"
                            + " for good. Find out why before it is resumed.",
                    after.stopped(),
                    total.sent(),
                    total.complaints(),
                    total.bounces());
        } else if (before.stopped() != null && after.stopped() == null) {
            counters.add("brake.resumed", 1);
            LOG.info("Marketing mail was resumed.");
        }
        if (after.alarm() && !before.alarm()) {
            counters.add("brake.alarm", 1);
            LOG.warn(
                    "Mail servers refuse our mail for reasons of policy ({} in 24 hours): look at SPF, DKIM, DMARC and block"
                            + " lists. No receiver is left alone for it.",
                    after.total(clock.millis()).policy());
        } else if (before.alarm() && !after.alarm() && before.stopped() == null) {
            LOG.info("Refusals for reasons of policy are few again.");
        }
    }

    private static Tally read(RecordStore.@Nullable Stored stored) {
        return stored == null ? Tally.NOTHING : Tally.parse(stored.text());
    }
}
