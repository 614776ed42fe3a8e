package dev.mql.handoff;

import dev.mql.engine.DueHandler;
import dev.mql.engine.Leads;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Notice;
import dev.mql.metrics.Counters;
import dev.mql.store.Effect;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the notices of leads over their channels: at least once, on each channel of a lead in order, tried ever more rarely for 72
 * hours, then dead until somebody replays or drops them. Any number of nodes may do so at once; an attempt is claimed by a commit of
 * the lead. Two threads of its own tell, so that a receiver that hangs holds up nobody else. Thread-safe.
 */
public final class Delivery implements DueHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int THREADS = 2;
    private static final int WAITING = 16;
    private static final long UNKNOWN_CHANNEL = Duration.ofMinutes(1).toMillis();
    private static final long BUSY = Duration.ofSeconds(5).toMillis();

    private final Leads leads;
    private final InstantSource clock;
    private final Counters counters;
    private final RandomGenerator dice;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor tellers;

    /** @param dice spread the attempts in time */
    public Delivery(Leads leads, InstantSource clock, Counters counters, RandomGenerator dice) {
        this.leads = leads;
        this.clock = clock;
        this.counters = counters;
        this.dice = dice;
        AtomicInteger number = new AtomicInteger();
        this.tellers = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), run -> {
                    Thread thread = new Thread(run, "mql-handoff-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        tellers.allowCoreThreadTimeOut(true);
    }

    /** A notice that was given up. */
    public record DeadLetter(LeadId lead, Notice notice) {}

    /** Lets notices with this channel name out; until then, and on nodes without it, they wait. */
    public void open(String name, Channel channel) {
        channels.put(name, channel);
    }

    @Override
    public void due(Lead lead, long now) {
        if (!Queue.due(lead.notices(), now)) {
            return;
        }
        List<Notice> taken = new ArrayList<>();
        Lead claimed = change(lead.id(), all -> Queue.claim(all, clock.millis(), this::readyAt, taken));
        if (claimed != null) {
            taken.forEach(notice -> start(claimed, notice));
        }
    }

    private long readyAt(String name) {
        Channel channel = channels.get(name);
        return channel == null ? clock.millis() + UNKNOWN_CHANNEL : channel.readyAt();
    }

    private void start(Lead lead, Notice notice) {
        try {
            tellers.execute(() -> tell(lead, notice));
        } catch (RejectedExecutionException full) {
            settle(lead.id(), notice, Answer.putOff("busy", clock.millis() + BUSY));
        }
    }

    private void tell(Lead lead, Notice notice) {
        try {
            Channel channel = channels.get(notice.channel());
            if (channel != null && clock.millis() < notice.due()) {
                settle(lead.id(), notice, channel.tell(lead, notice, () -> handOver(lead.id(), notice)));
            }
        } catch (StoreException away) {
            counters.add("handoff.outcome_not_stored", 1); // told again after the lease, under the same id
        } catch (RuntimeException broken) {
            counters.add("handoff.broken", 1);
            LOG.error("Lead {}: {} could not be told; it is tried again.", lead.id(), notice.channel(), broken);
        }
    }

    private boolean handOver(LeadId id, Notice notice) {
        boolean[] go = new boolean[1];
        change(id, all -> {
            List<Notice> next = clock.millis() < notice.due() ? Queue.handOver(all, notice) : null;
            go[0] = next != null;
            return next == null ? all : next;
        });
        return go[0];
    }

    private void settle(LeadId id, Notice notice, Answer answer) {
        change(id, all -> Queue.settle(all, notice, answer, clock.millis(), dice));
        switch (answer.kind()) {
            case DELIVERED -> count(notice, "delivered");
            case FAILED -> count(notice, "failed");
            case ENDED, PUT_OFF -> {} // counted where it is given up, or not tried at all
        }
    }

    private void count(Notice notice, String what) {
        counters.add((notice.channel().startsWith("mail:") ? "alert." : "webhook.") + what, 1);
    }

    /** Commits other notices; tells of those that were given up by it. */
    @SuppressWarnings("ReferenceEquality") // the same instance is how "nothing new" is said
    private @Nullable Lead change(LeadId id, UnaryOperator<List<Notice>> to) {
        List<Notice> buried = new ArrayList<>();
        Lead after = leads.update(id, lead -> {
                    buried.clear();
                    List<Notice> next = to.apply(lead.notices());
                    next.stream()
                            .filter(n -> !n.waiting() && !lead.notices().contains(n))
                            .forEach(buried::add);
                    return next == lead.notices() ? lead : lead.withNotices(next);
                })
                .orElse(null);
        for (Notice notice : buried) {
            count(notice, "dead");
            LOG.warn(
                    "Lead {}: {} was not told of version {} and is given up ({}); mend the receiver, then replay it.",
                    id,
                    notice.channel(),
                    notice.sequence(),
                    notice.error());
        }
        return after;
    }

    /**
     * Tries a notice that was given up from the beginning, for another 72 hours.
     *
     * @return whether there is such a notice; replaying twice replays once
     */
    public boolean replay(LeadId id, long sequence, String channel) {
        long now = clock.millis();
        return exchange(id, sequence, channel, dead -> List.of(dead.replayed(now, now + Queue.LIFE)));
    }

    /** Forgets a notice that was given up; {@code false} if there is none. */
    public boolean drop(LeadId id, long sequence, String channel) {
        return exchange(id, sequence, channel, dead -> List.of());
    }

    private boolean exchange(LeadId id, long sequence, String channel, Function<Notice, List<Notice>> becomes) {
        boolean[] found = new boolean[1];
        change(id, all -> {
            List<Notice> next = new ArrayList<>();
            for (Notice notice : all) {
                boolean meant = !notice.waiting()
                        && notice.sequence() == sequence
                        && notice.channel().equals(channel);
                next.addAll(meant ? becomes.apply(notice) : List.of(notice));
            }
            found[0] = !next.equals(all);
            return found[0] ? next : all;
        });
        return found[0];
    }

    /**
     * What was given up lately and is neither replayed nor dropped, the latest first. Blocks.
     *
     * @param limit how many leads to look at, at most 500
     */
    public List<DeadLetter> dead(int limit) {
        Map<LeadId, Lead> found = new LinkedHashMap<>();
        for (Effect effect : leads.effects(Effect.NOTICE, Math.min(500, limit))) {
            leads.get(effect.lead()).ifPresent(lead -> found.putIfAbsent(lead.id(), lead));
        }
        List<DeadLetter> letters = new ArrayList<>();
        found.forEach((id, lead) ->
                lead.notices().stream().filter(n -> !n.waiting()).forEach(n -> letters.add(new DeadLetter(id, n))));
        return letters;
    }

    /** Ends the attempts that run; what they were about is tried again when its lease is over, here or elsewhere. */
    @Override
    public void close() {
        tellers.shutdownNow();
        channels.values().forEach(Channel::close);
        try {
            tellers.awaitTermination(6, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
