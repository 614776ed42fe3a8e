package dev.mql.nurture.series;

import dev.mql.Mql;
import dev.mql.config.Settings;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing.Kind;
import dev.mql.store.LeadStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearses a playbook over all leads, on a thread of its own, one rehearsal at a time and node. The latest result stays until the next
 * one begins. Thread-safe.
 */
public final class Rehearsals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsals.class);
    private static final Duration BACK = Duration.ofDays(30);
    private static final int PART = 256;
    private static final int MOST_LINES = 500;

    /**
     * What is known so far.
     *
     * @param running whether it goes on
     * @param failed whether it ended before all leads were asked
     * @param leads how many were looked at
     * @param carts how many carts there were
     * @param sent how many mails would have gone, by series and step as in {@code cart 1}
     * @param heldBack how many would not, by reason
     * @param lines the newest of them, at most {@value Rehearsals#MOST_LINES}
     * @param since carts that were touched from here on, milliseconds since 1970 UTC
     * @param at when it began, milliseconds since 1970 UTC
     */
    public record Result(
            boolean running,
            boolean failed,
            long leads,
            long carts,
            Map<String, Long> sent,
            Map<String, Long> heldBack,
            List<Rehearsal.Line> lines,
            long since,
            long at) {}

    private final Mql mql;
    private final SeriesSettings settings;
    private final BiFunction<Lead, Kind, @Nullable String> suppressed;
    private volatile @Nullable Result latest;
    private @Nullable Thread thread;
    private volatile boolean stop;

    public Rehearsals(Mql mql, SeriesSettings settings, BiFunction<Lead, Kind, @Nullable String> suppressed) {
        this.mql = mql;
        this.settings = settings;
        this.suppressed = suppressed;
    }

    /** The latest, perhaps still running; {@code null} if there was none since this node started. */
    public @Nullable Result latest() {
        return latest;
    }

    /** @return whether it begins; not while another one runs */
    public synchronized boolean begin(Playbook playbook) {
        if (thread != null && thread.isAlive()) {
            return false;
        }
        stop = false;
        long now = mql.clock().millis();
        Work work = new Work(now - BACK.toMillis(), now);
        latest = work.result(true, false);
        Thread fresh = new Thread(() -> run(playbook, work), "mql-rehearsal");
        fresh.setDaemon(true);
        fresh.start();
        thread = fresh;
        return true;
    }

    /** Ends what runs; what was found so far stays. */
    public void cancel() {
        stop = true;
    }

    private void run(Playbook playbook, Work work) {
        Rehearsal rehearsal = new Rehearsal(
                playbook,
                mql.models().scorer(),
                settings,
                mql.config().get(Settings.CART_ABANDONED_AFTER).toMillis(),
                suppressed);
        try {
            String cursor = null;
            do {
                LeadStore.Scan part = mql.leads().scan(cursor, PART);
                part.leads().forEach(lead -> work.add(lead, rehearsal));
                cursor = part.next();
                latest = work.result(true, false);
            } while (cursor != null && !stop);
            latest = work.result(false, stop);
        } catch (RuntimeException broken) {
            LOG.warn("The rehearsal ended early.", broken);
            latest = work.result(false, true);
        }
    }

    /** For one thread. */
    private static final class Work {
        private final long since;
        private final long now;
        private final Map<String, Long> sent = new TreeMap<>();
        private final Map<String, Long> heldBack = new HashMap<>();
        private final List<Rehearsal.Line> lines = new ArrayList<>();
        private long leads;
        private long carts;

        Work(long since, long now) {
            this.since = since;
            this.now = now;
        }

        void add(Lead lead, Rehearsal rehearsal) {
            if (lead.aliasOf() != null) {
                return;
            }
            leads++;
            List<Rehearsal.Line> found = rehearsal.play(lead, since, now);
            carts += found.stream().map(Rehearsal.Line::cart).distinct().count();
            for (Rehearsal.Line line : found) {
                if (line.sent()) {
                    sent.merge(line.series() + ' ' + line.step(), 1L, Long::sum);
                } else {
                    heldBack.merge(line.reason(), 1L, Long::sum);
                }
                lines.add(line);
            }
            if (lines.size() > 4 * MOST_LINES) {
                cut();
            }
        }

        private void cut() {
            lines.sort((a, b) -> Long.compare(b.at(), a.at()));
            lines.subList(Math.min(MOST_LINES, lines.size()), lines.size()).clear();
        }

        Result result(boolean running, boolean failed) {
            cut();
            return new Result(
                    running,
                    failed,
                    leads,
                    carts,
                    new TreeMap<>(sent),
                    new TreeMap<>(heldBack),
                    List.copyOf(lines),
                    since,
                    now);
        }
    }

    @Override
    public void close() {
        stop = true;
    }
}
