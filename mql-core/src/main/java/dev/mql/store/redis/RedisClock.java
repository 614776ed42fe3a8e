package dev.mql.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The time of Redis as this node can tell it: the local clock, moved by the difference that was last measured. All nodes agree to
 * within the network's delay, and asking it costs nothing.
 */
public final class RedisClock implements InstantSource {
    private static final byte[] NOW = FunctionLibrary.function("now");

    private final RedisConnection redis;
    private final byte[] key;
    private final InstantSource local;
    private volatile long offset;

    RedisClock(RedisConnection redis, RedisKeys keys, InstantSource local) {
        this.key = keys.rank(0);
        this.redis = redis;
        this.local = local;
    }

    /** Measures the difference anew; blocks for one round trip. @throws StoreException while Redis is away */
    public void sync() {
        long before = local.millis();
        Object reply = redis.call(jedis -> jedis.fcall(NOW, List.of(key), List.of()));
        long after = local.millis();
        if (reply instanceof List<?> parts && parts.size() == 2) {
            long there = number(parts.get(0)) * 1_000 + number(parts.get(1)) / 1_000;
            offset = there - (before + after) / 2;
        }
    }

    private static long number(Object bytes) {
        return Long.parseLong(new String((byte[]) bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return local.millis() + offset;
    }
}
