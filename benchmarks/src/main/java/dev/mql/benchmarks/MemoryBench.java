package dev.mql.benchmarks;

import java.time.InstantSource;
import java.util.List;

/** Bytes that Redis uses for one more lead, indexes, keys and allocator's overhead included. */
final class MemoryBench implements Benchmark {
    private static final int LEADS = 50_000;
    /** So many before the first reading, so that what Redis needs once (functions, buffers of connections) is not counted. */
    private static final int FIRST = 1_000;

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
            fill(pipeline, 0, FIRST, events, now);
            double before = redis.usedMemory();
            fill(pipeline, FIRST, FIRST + LEADS, events, now);
            return (redis.usedMemory() - before) / LEADS;
        }
    }

    private static void fill(Pipeline pipeline, int from, int to, int events, long now) {
        for (int lead = from; lead < to; lead++) {
            for (int event = 0; event < events; event++) {
                pipeline.offer(Shoppers.event(lead, event, now));
            }
        }
        if (pipeline.awaitCommitted() != (long) to * events) {
            throw new IllegalStateException("not all events were committed: " + pipeline.balance());
        }
    }
}
