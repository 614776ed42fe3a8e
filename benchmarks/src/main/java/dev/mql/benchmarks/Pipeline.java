package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.event.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A running installation on a Redis of its own, fed as fast as it commits but never faster. */
final class Pipeline implements AutoCloseable {
    private static final int QUEUE = 16_384;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Mql mql;

    Pipeline(RedisLab redis) {
        mql = Mql.builder()
                .config(Config.of(Map.of(
                        "mql.consent",
                        "off",
                        "mql.redis.url",
                        redis.url(),
                        "mql.secret",
                        "a secret that only benchmarks use, of no worth",
                        "mql.visitor.trust-unsigned",
                        "true",
                        "mql.queue.size",
                        Integer.toString(QUEUE),
                        // Few visitors stand for many.
                        "mql.bots.refuse",
                        "bot_agent",
                        "mql.limit.visitor",
                        "0")))
                .build();
    }

    Mql mql() {
        return mql;
    }

    void offer(Event event) {
        brake();
        mql.track(event);
    }

    /** Holds the caller while the queue is half full. */
    void brake() {
        while (mql.account().underway() > QUEUE / 2) {
            LockSupport.parkNanos(200_000);
        }
    }

    /** Waits until every event is accounted for, and tells how many were committed since the start. */
    long awaitCommitted() {
        if (!mql.awaitIdle(PATIENCE)) {
            throw new IllegalStateException("events are still on their way after " + PATIENCE);
        }
        return count("committed");
    }

    long count(String what) {
        return mql.counters().value("events." + what);
    }

    /** Where every event went; a figure counts only what was committed. */
    String balance() {
        return "received " + count("received") + " = committed " + count("committed") + " + duplicate "
                + count("duplicate") + " + rejected " + count("rejected") + " + dropped " + count("dropped");
    }

    @Override
    public void close() {
        mql.close();
    }
}
