package dev.mql.benchmarks;

import java.time.InstantSource;
import java.util.List;

/** Events until they are committed in a Redis that appends every write to its log, with visitors in turn: hardly two of one batch alike. */
final class IngestBench implements Benchmark {
    private static final int VISITORS = 8_192;
    private static final int ROUNDS = 7;
    private static final int EVENTS = 100_000;

    @Override
    public List<Figure> run() throws Exception {
        try (RedisLab redis = new RedisLab("appendonly yes", "appendfsync everysec");
                Pipeline pipeline = new Pipeline(redis)) {
            Rounds<Usage> rounds = new Rounds<>();
            for (int round = -2; round < ROUNDS; round++) {
                Usage usage = Usage.of(redis, () -> straight(pipeline));
                if (round >= 0) {
                    rounds.add(usage);
                }
            }
            System.out.println("ingest.core: " + pipeline.balance());
            return List.of(
                    Figure.higher("ingest.core.events.per_s", rounds.median(Usage::perSecond), "1/s"),
                    Figure.lower("ingest.core.java.cpu", rounds.median(Usage::javaMicros), "µs"),
                    Figure.lower("ingest.core.redis.cpu", rounds.median(Usage::redisMicros), "µs"));
        }
    }

    private static long straight(Pipeline pipeline) {
        long before = pipeline.count("committed");
        long now = InstantSource.system().millis();
        for (int i = 0; i < EVENTS; i++) {
            pipeline.offer(Shoppers.event(i % VISITORS, i / VISITORS, now));
        }
        return pipeline.awaitCommitted() - before;
    }
}
