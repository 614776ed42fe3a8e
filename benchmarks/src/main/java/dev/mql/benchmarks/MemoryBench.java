package dev.mql.benchmarks;

import java.time.InstantSource;
import java.util.List;

/** Bytes that Redis uses for one more lead, indexes, keys and allocator's overhead included. */
final class MemoryBench implements Benchmark {
    private static final int LEADS = 50_000;

    @Override
    public List<Figure> run() {
        return List.of(
                Figure.lower("memory.lead.bytes", perLead(20), "B").goal(500),
                Figure.lower("memory.visitor.bytes", perLead(1), "B").goal(170));
    }

    private static double perLead(int events) {
        try (RedisLab redis = new RedisLab();
                Pipeline pipeline = new Pipeline(redis)) {
            long now = InstantSource.system().millis();
            double before = redis.usedMemory();
            for (int lead = 0; lead < LEADS; lead++) {
                for (int event = 0; event < events; event++) {
                    pipeline.offer(Shoppers.event(lead, event, now));
                }
            }
            long committed = pipeline.awaitCommitted();
            if (committed != (long) LEADS * events) {
                throw new IllegalStateException("not all events were committed: " + pipeline.balance());
            }
            return (redis.usedMemory() - before) / LEADS;
        }
    }
}
