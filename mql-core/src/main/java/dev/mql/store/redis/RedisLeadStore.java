package dev.mql.store.redis;

import static dev.mql.store.redis.RedisKeys.bytes;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadCodec;
import dev.mql.lead.LeadId;
import dev.mql.store.Change;
import dev.mql.store.Effect;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/** Leads as documents of bytes; every commit is one call of one function on one slot, batches are pipelined. */
final class RedisLeadStore implements LeadStore {
    static final byte[] CLAIM = FunctionLibrary.function("claim");
    static final byte[] PUT = FunctionLibrary.function("put");
    private static final byte[] FORGET = FunctionLibrary.function("forget");
    private static final byte[] RERANK = FunctionLibrary.function("rerank");

    private static final byte[] REMOVE = bytes("-");

    private final RedisConnection redis;
    private final RedisKeys keys;
    private final RedisScan scan;
    private final byte[] effectsKept;

    RedisLeadStore(RedisConnection redis, RedisKeys keys, Duration effectsKept) {
        this.redis = redis;
        this.keys = keys;
        this.scan = new RedisScan(redis, keys);
        this.effectsKept = bytes(Long.toString(effectsKept.toMillis()));
    }

    @Override
    public List<Lead> load(List<LeadId> ids) {
        List<Response<byte[]>> replies = new ArrayList<>();
        return redis.pipelined(
                pipeline -> {
                    replies.clear();
                    ids.forEach(id -> replies.add(pipeline.get(keys.lead(id))));
                },
                () -> {
                    List<Lead> leads = new ArrayList<>(ids.size());
                    for (int i = 0; i < ids.size(); i++) {
                        leads.add(decoded(ids.get(i), replies.get(i).get()));
                    }
                    return leads;
                });
    }

    static Lead decoded(LeadId id, byte @Nullable [] document) {
        return document == null || document.length == 0 ? Lead.fresh(id) : LeadCodec.decode(id, document);
    }

    @Override
    public List<Outcome> commit(List<Change> changes) {
        // The pipeline may run twice; what the first run has committed is not asked for again, lest it look like a lost
        // race.
        List<RedisCommit> calls = RedisCommit.of(changes, keys, redis.clustered());
        return redis.pipelined(pipeline -> calls.forEach(call -> call.queue(pipeline, effectsKept)), () -> {
            JedisDataException refused = null;
            Outcome[] outcomes = new Outcome[changes.size()];
            for (RedisCommit call : calls) {
                try {
                    call.outcomes(outcomes);
                } catch (JedisDataException error) {
                    refused = refused == null ? error : refused;
                }
            }
            if (refused != null) {
                throw refused;
            }
            return List.of(outcomes);
        });
    }

    @Override
    public List<LeadId> claimDue(Instant now, Duration lease, int max) {
        byte[] time = bytes(Long.toString(now.toEpochMilli()));
        byte[] until = bytes(Long.toString(now.plus(lease).toEpochMilli()));
        int each = Math.max(1, max / keys.shards());
        List<Response<Object>> replies = new ArrayList<>();
        return redis.pipelined(
                pipeline -> {
                    replies.clear();
                    for (int shard = 0; shard < keys.shards(); shard++) {
                        replies.add(pipeline.fcall(
                                CLAIM, List.of(keys.due(shard)), List.of(time, until, bytes(Integer.toString(each)))));
                    }
                },
                () -> replies.stream()
                        .flatMap(reply -> ((List<?>) reply.get()).stream())
                        .map(id -> LeadId.of((byte[]) id))
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Override
    public int forget(List<LeadId> ids) {
        Map<Integer, Call> calls = new TreeMap<>();
        for (LeadId id : ids) {
            int shard = keys.shardOf(id);
            calls.computeIfAbsent(shard, s -> new Call(keys.rank(s), keys.due(s)))
                    .keys
                    .add(keys.lead(id));
        }
        return sum(FORGET, calls.values());
    }

    @Override
    public int rerank(List<Ranking> rankings) {
        Map<Integer, Call> calls = new TreeMap<>();
        for (Ranking ranking : rankings) {
            Call call = calls.computeIfAbsent(keys.shardOf(ranking.id()), s -> new Call(keys.rank(s)));
            call.keys.add(keys.lead(ranking.id()));
            call.arguments.add(RedisCommit.version(ranking.version()));
            call.arguments.add(Double.isFinite(ranking.rank()) ? bytes(Double.toString(ranking.rank())) : REMOVE);
        }
        return sum(RERANK, calls.values());
    }

    /** One call of a function for the leads of one shard. */
    private static final class Call {
        private final List<byte[]> keys;
        private final List<byte[]> arguments = new ArrayList<>();

        Call(byte[]... first) {
            keys = new ArrayList<>(List.of(first));
        }
    }

    /** Calls a function for each shard and adds up what it replies. */
    private int sum(byte[] function, Collection<Call> calls) {
        List<Response<Object>> replies = new ArrayList<>();
        return redis.pipelined(
                pipeline -> {
                    replies.clear();
                    calls.forEach(call -> replies.add(pipeline.fcall(function, call.keys, call.arguments)));
                },
                () -> replies.stream()
                        .mapToInt(reply -> ((Long) reply.get()).intValue())
                        .sum());
    }

    @Override
    public Scan scan(@Nullable String cursor, int about) {
        return scan.scan(cursor, about);
    }

    @Override
    public void eraseEffects(LeadId id) {
        int shard = keys.shardOf(id);
        Effect.KINDS.forEach(kind -> redis.call(jedis -> {
            RedisEffects.erase(jedis, keys.effects(shard, kind), id);
            return true;
        }));
    }
}
