package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.engine.Rescore;
import dev.mql.event.Event;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadCodec;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.Presets;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Points alone, on one core; then the whole way of an event from the cached lead over score and commit, beside a bare client that writes
 * the same bytes; and how fast a published model reaches leads that nobody hears of: each round publishes another half-life, which moves every lead in the
 * ranking and some out of their stage.
 */
final class ScoringBench implements Benchmark {
    private static final int LEADS = 100_000;
    private static final int EVENTS = 20;
    private static final int BATCH = 50;
    private static final int ROUNDS = 5;
    /** Leads that a node has near. */
    private static final int SCORED = 8_192;

    private static final int MOST_BATCHES = 1_500;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public List<Figure> run() throws Exception {
        try (RedisLab redis = new RedisLab();
                Pipeline pipeline = new Pipeline(redis)) {
            Mql mql = pipeline.mql();
            fill(mql);
            List<Figure> figures = new ArrayList<>(alone(mql));
            figures.addAll(wholeWay(redis, mql));
            Rounds<Double> rates = new Rounds<>();
            Rounds<Usage> costs = new Rounds<>();
            for (int round = 0; round < ROUNDS; round++) {
                Duration halfLife = Duration.ofDays(10 + 5 * round);
                costs.add(Usage.of(redis, () -> {
                    Rescore.Progress progress = publish(mql, halfLife);
                    rates.add(progress.done() * 1_000.0 / (progress.finishedAt() - progress.startedAt()));
                    return progress.done();
                }));
            }
            figures.addAll(List.of(
                    Figure.higher("rescore.leads.per_s", rates.median(r -> r), "1/s")
                            .goal(20_000),
                    Figure.lower("rescore.redis.cpu", costs.median(Usage::redisMicros), "µs"),
                    Figure.lower("rescore.java.cpu", costs.median(Usage::javaMicros), "µs")));
            return figures;
        }
    }

    /** The preset on leads of 20 events each, with the whole ledger; the number of events that are scored in a second. */
    private static List<Figure> alone(Mql mql) {
        Scorer scorer = new Scorer(Presets.smallTicket());
        long now = InstantSource.system().millis();
        List<Lead> leads = new ArrayList<>();
        for (int i = 0; i < SCORED; i++) {
            leads.add(mql.leads().byVisitor(Shoppers.visitor(i)).orElseThrow());
        }
        Rounds<Double> rates = new Rounds<>();
        for (int round = -2; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            long events = 0;
            double sum = 0;
            while (System.nanoTime() - begin < SECOND) {
                for (Lead lead : leads) {
                    sum += scorer.score(lead, now).value();
                    events += lead.activity().touches().size();
                }
            }
            if (!(sum > 0)) {
                throw new IllegalStateException("the leads of this benchmark are worth nothing");
            }
            if (round >= 0) {
                rates.add(events * 1e9 / (System.nanoTime() - begin));
            }
        }
        return List.of(Figure.higher("scoring.events.per_s", rates.median(r -> r), "1/s")
                .goal(1_000_000));
    }

    /**
     * One new event for each of the same few leads, which the node has near. Most events have nothing to tell and wake nobody, so the
     * limit is a client that writes document and place only ({@code scoring.ratio}); beside it one of the whole shape of a commit, with
     * two sorted sets and a stream ({@code scoring.ratio.shape}).
     */
    private static List<Figure> wholeWay(RedisLab redis, Mql mql) throws Exception {
        long now = InstantSource.system().millis();
        Rounds<Usage> ours = new Rounds<>();
        Rounds<Double> same = new Rounds<>();
        Rounds<Double> usual = new Rounds<>();
        int next = 0;
        for (int round = -2; round < ROUNDS; round++) {
            int document = documentSize(mql);
            BareClient quiet = BareClient.quiet(redis.client(), now, document);
            BareClient full = BareClient.full(redis.client(), now, document);
            double least = Usage.of(redis, () -> repeat(quiet::commitBatch)).perSecond();
            double most = Usage.of(redis, () -> repeat(full::commitBatch)).perSecond();
            List<List<Event>> batches = batches(next, now);
            next += batches.size();
            Iterator<List<Event>> left = batches.iterator();
            Usage usage = Usage.of(redis, () -> repeat(() -> mql.leads().apply(left.next())));
            if (round >= 0) {
                ours.add(usage);
                same.add(usage.perSecond() / least);
                usual.add(usage.perSecond() / most);
            }
        }
        return List.of(
                Figure.higher("scoring.commits.per_s", ours.median(Usage::perSecond), "1/s"),
                Figure.higher("scoring.ratio", same.median(r -> r), "1").goal(0.70),
                Figure.higher("scoring.ratio.shape", usual.median(r -> r), "1"),
                Figure.lower("scoring.redis.cpu", ours.median(Usage::redisMicros), "µs"),
                Figure.lower("scoring.java.cpu", ours.median(Usage::javaMicros), "µs"));
    }

    /** More than can be committed in a second, made before the clock runs. */
    private static List<List<Event>> batches(int first, long now) {
        List<List<Event>> batches = new ArrayList<>();
        for (int batch = first; batch < first + MOST_BATCHES; batch++) {
            List<Event> events = new ArrayList<>(StoreBench.BATCH);
            for (int i = 0; i < StoreBench.BATCH; i++) {
                events.add(Shoppers.event((batch * StoreBench.BATCH + i) % SCORED, EVENTS - 1, now));
            }
            batches.add(events);
        }
        return batches;
    }

    private static int documentSize(Mql mql) {
        return LeadCodec.encode(mql.leads().byVisitor(Shoppers.visitor(0)).orElseThrow()).length;
    }

    private static long repeat(Runnable batch) {
        long begin = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - begin < SECOND) {
            batch.run();
            done += StoreBench.BATCH;
        }
        return done;
    }

    private static void fill(Mql mql) {
        long now = InstantSource.system().millis();
        List<Event> batch = new ArrayList<>(BATCH * EVENTS);
        for (int lead = 0; lead < LEADS; lead++) {
            for (int event = 0; event < EVENTS; event++) {
                batch.add(Shoppers.event(lead, event, now));
            }
            if (batch.size() == BATCH * EVENTS) {
                mql.leads().apply(batch);
                batch.clear();
            }
        }
    }

    /** Publishes and waits until all leads are decided by it. */
    private static Rescore.Progress publish(Mql mql, Duration halfLife) {
        ScoringModel current = mql.models().current();
        ScoringModel draft = ModelJson.read(ModelJson.write(current)
                .replaceFirst("\"halfLife\":\\s*\"[^\"]*\"", "\"halfLife\":\"" + halfLife + "\""));
        int version = mql.models()
                .publish(draft, current.version(), "bench", "")
                .orElseThrow()
                .version();
        long end = System.nanoTime() + PATIENCE.toNanos();
        Rescore.Progress progress;
        do {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("leads are still decided anew after " + PATIENCE);
            }
            LockSupport.parkNanos(100_000_000);
            progress = mql.rescore();
        } while (progress.modelVersion() != version || !progress.finished());
        if (progress.done() < LEADS) {
            throw new IllegalStateException("only " + progress.done() + " of " + LEADS + " leads were decided anew");
        }
        return progress;
    }
}
