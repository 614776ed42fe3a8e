package dev.mql.store.redis;

import dev.mql.store.LeadIndex;
import dev.mql.store.LeadStore;
import dev.mql.store.RecordStore;
import dev.mql.store.Storage;
import dev.mql.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** Storage in Redis 7.0 or newer: one server, Sentinel or Cluster, by the same code. */
public final class RedisStorage implements Storage, RecordStore {
    private final RedisConnection redis;
    private final RedisLeadStore leads;
    private final RedisLeadIndex index;
    private final RedisClock clock;

    /**
     * Connects on first use; a server that is not there shows as {@link StoreException} of the calls.
     *
     * @param effectsKept how long effects are kept at most
     */
    public RedisStorage(String url, int shards, Duration effectsKept, InstantSource local) {
        this.redis = new RedisConnection(url);
        RedisKeys keys = new RedisKeys(shards);
        this.leads = new RedisLeadStore(redis, keys, effectsKept);
        this.index = new RedisLeadIndex(redis, keys);
        this.clock = new RedisClock(redis, keys, local);
    }

    @Override
    public LeadStore leads() {
        return leads;
    }

    @Override
    public LeadIndex index() {
        return index;
    }

    @Override
    public RecordStore records() {
        return this;
    }

    @Override
    public RedisClock clock() {
        return clock;
    }

    @Override
    public @Nullable Stored get(String kind, String id) {
        return stored(redis.call(jedis -> jedis.get(RedisKeys.record(kind, id))));
    }

    @Override
    public List<@Nullable Stored> getAll(String kind, List<String> ids) {
        List<Response<byte[]>> replies = new ArrayList<>();
        return redis.pipelined(
                pipeline -> {
                    replies.clear();
                    ids.forEach(id -> replies.add(pipeline.get(RedisKeys.record(kind, id))));
                },
                () -> replies.stream().map(reply -> stored(reply.get())).collect(Collectors.toList()));
    }

    private static @Nullable Stored stored(byte @Nullable [] stored) {
        return stored == null || stored.length < Long.BYTES
                ? null
                : new Stored(
                        ByteBuffer.wrap(stored).getLong(),
                        new String(stored, Long.BYTES, stored.length - Long.BYTES, StandardCharsets.UTF_8));
    }

    @Override
    public boolean put(String kind, String id, long expectedVersion, String text, @Nullable Duration ttl) {
        byte[] bytes = RedisKeys.bytes(text);
        byte[] record = ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(expectedVersion + 1)
                .put(bytes)
                .array();
        Object reply = redis.call(jedis -> jedis.fcall(
                RedisLeadStore.PUT,
                List.of(RedisKeys.record(kind, id)),
                List.of(
                        expectedVersion == 0
                                ? new byte[0]
                                : ByteBuffer.allocate(Long.BYTES)
                                        .putLong(expectedVersion)
                                        .array(),
                        record,
                        RedisKeys.bytes(ttl == null ? "" : Long.toString(Math.max(1, ttl.toMillis()))))));
        return Long.valueOf(1).equals(reply);
    }

    @Override
    public void delete(String kind, String id) {
        redis.call(jedis -> jedis.unlink(RedisKeys.record(kind, id)));
    }

    @Override
    public String description() {
        try {
            String version = redis.call(UnifiedJedis::info)
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .findFirst()
                    .orElse("of unknown version");
            return "Redis " + version + " at " + redis.server();
        } catch (StoreException | UnsupportedOperationException away) {
            return "Redis at " + redis.server();
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
