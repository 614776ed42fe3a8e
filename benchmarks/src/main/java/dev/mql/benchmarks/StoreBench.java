package dev.mql.benchmarks;

import dev.mql.event.Props;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadCodec;
import dev.mql.lead.LeadId;
import dev.mql.lead.Touch;
import dev.mql.store.Change;
import dev.mql.store.Effect;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import dev.mql.store.redis.RedisStorage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Commits of the Redis store beside a bare pipelined client of the same shape on the same server, in turns: a document of 600 bytes,
 * its places in two sorted sets, and an entry in a stream, 64 leads to a pipeline. The bare client adds to the stream each time; a
 * shop's leads have an effect to tell now and then ({@code store.ratio}), at the very most each time ({@code store.ratio.effects}).
 */
final class StoreBench implements Benchmark {
    static final int LEADS = 20_000;
    static final int BATCH = 64;
    static final int DOCUMENT = 600;

    /** One commit of so many has an effect. */
    private static final int USUAL = 16;

    private static final int ROUNDS = 9;
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final long YEAR = Duration.ofDays(365).toMillis();

    private final long start = InstantSource.system().millis();
    private final Lead[] leads = new Lead[LEADS];
    private int next;
    private long commits;

    @Override
    public List<Figure> run() throws Exception {
        try (RedisLab redis = new RedisLab();
                RedisStorage storage =
                        new RedisStorage(redis.url(), 16, Duration.ofDays(730), InstantSource.system())) {
            for (int i = 0; i < LEADS; i++) {
                leads[i] = lead(LeadId.ofVisitor("bench-" + i));
            }
            BareClient bare = new BareClient(redis.client(), start);
            Rounds<Usage> ours = new Rounds<>();
            Rounds<Usage> theirs = new Rounds<>();
            Rounds<Double> ratio = new Rounds<>();
            Rounds<Double> withEffects = new Rounds<>();
            for (int round = -3; round < ROUNDS; round++) {
                Usage limit = Usage.of(redis, () -> repeat(bare::commitBatch));
                Usage usual = Usage.of(redis, () -> repeat(() -> commitBatch(storage.leads(), USUAL)));
                Usage told = Usage.of(redis, () -> repeat(() -> commitBatch(storage.leads(), 1)));
                if (round >= 0) {
                    theirs.add(limit);
                    ours.add(usual);
                    ratio.add(usual.perSecond() / limit.perSecond());
                    withEffects.add(told.perSecond() / limit.perSecond());
                }
            }
            return List.of(
                    Figure.higher("store.commits.per_s", ours.median(Usage::perSecond), "1/s"),
                    Figure.higher("store.bare.per_s", theirs.median(Usage::perSecond), "1/s"),
                    Figure.higher("store.ratio", ratio.median(r -> r), "1").goal(0.70),
                    Figure.higher("store.ratio.effects", withEffects.median(r -> r), "1"),
                    Figure.lower("store.redis.cpu", ours.median(Usage::redisMicros), "µs"),
                    Figure.lower("store.java.cpu", ours.median(Usage::javaMicros), "µs"),
                    Figure.lower("store.bare.redis.cpu", theirs.median(Usage::redisMicros), "µs"),
                    Figure.lower("store.bare.java.cpu", theirs.median(Usage::javaMicros), "µs"));
        }
    }

    private static long repeat(Runnable batch) {
        long end = System.nanoTime() + ROUND.toNanos();
        long done = 0;
        while (System.nanoTime() < end) {
            batch.run();
            done += BATCH;
        }
        return done;
    }

    /** A visitor with a history that fills a document of the size asked for. */
    private Lead lead(LeadId id) {
        Lead lead = Lead.fresh(id).seen(start, start).waking(start + YEAR);
        for (int i = 0; LeadCodec.encode(lead).length < DOCUMENT; i++) {
            lead = lead.withActivity(lead.activity()
                    .with(new Touch(
                            i % 3 == 0 ? "view_item" : "page_view",
                            start - i * 40_000L,
                            Lead.mark(id.low(), i),
                            "/coffee/no-" + (id.high() >>> 8) % 997 + "-" + i,
                            Props.NONE)));
        }
        return lead;
    }

    private void commitBatch(LeadStore store, int effectEvery) {
        List<Change> changes = new ArrayList<>(BATCH);
        int first = next;
        for (int i = 0; i < BATCH; i++) {
            changes.add(change(leads[next], effectEvery));
            next = (next + 1) % LEADS;
        }
        List<Outcome> outcomes = store.commit(changes);
        for (int i = 0; i < BATCH; i++) {
            if (!outcomes.get(i).committed()) {
                throw new IllegalStateException("a commit lost a race though nobody else writes");
            }
            leads[(first + i) % LEADS] = outcomes.get(i).lead();
        }
    }

    private Change change(Lead before, int effectEvery) {
        long now = start + ++commits;
        Lead after = before.seen(now, now).waking(now + YEAR);
        return new Change(
                before,
                after,
                now / 1e9,
                now + YEAR,
                commits % effectEvery == 0
                        ? List.of(new Effect(Effect.STAGE, before.id(), now, Map.of("to", "mql")))
                        : List.of());
    }
}
