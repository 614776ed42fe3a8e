package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.engine.Rescore;
import dev.mql.event.Event;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.ScoringModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast a published model reaches leads that nobody hears of: each round publishes another half-life, which moves every lead in the
 * ranking and some out of their stage.
 */
final class ScoringBench implements Benchmark {
    private static final int LEADS = 100_000;
    private static final int EVENTS = 20;
    private static final int BATCH = 50;
    private static final int ROUNDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public List<Figure> run() throws Exception {
        try (RedisLab redis = new RedisLab();
                Pipeline pipeline = new Pipeline(redis)) {
            Mql mql = pipeline.mql();
            fill(mql);
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
            return List.of(
                    Figure.higher("rescore.leads.per_s", rates.median(r -> r), "1/s")
                            .goal(20_000),
                    Figure.lower("rescore.redis.cpu", costs.median(Usage::redisMicros), "µs"),
                    Figure.lower("rescore.java.cpu", costs.median(Usage::javaMicros), "µs"));
        }
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
