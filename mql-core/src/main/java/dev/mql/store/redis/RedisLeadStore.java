package dev.mql.store.redis;

import static dev.mql.store.redis.RedisKeys.bytes;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadCodec;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.store.Change;
import dev.mql.store.Effect;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/** Leads as documents of bytes; every commit is one call of one function on one slot, batches are pipelined. */
final class RedisLeadStore implements LeadStore {
    static final byte[] COMMIT = FunctionLibrary.function("commit");
    static final byte[] CLAIM = FunctionLibrary.function("claim");
    static final byte[] PUT = FunctionLibrary.function("put");
    private static final byte[] FORGET = FunctionLibrary.function("forget");
    private static final byte[] RERANK = FunctionLibrary.function("rerank");

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] REMOVE = bytes("-");
    /**
     * Redis drops a key whose expiry is past; so that a clock which is wrong loses nothing, a document lives so long after its last
     * event, but never this much longer than was asked for.
     */
    private static final long LEAST_LIFE = Duration.ofHours(1).toMillis();

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

    private static Lead decoded(LeadId id, byte @Nullable [] document) {
        return document == null || document.length == 0 ? Lead.fresh(id) : LeadCodec.decode(id, document);
    }

    @Override
    public List<Outcome> commit(List<Change> changes) {
        // The pipeline may run twice; what the first run has committed is not asked for again, lest it look like a lost
        // race.
        Map<Integer, Outcome> outcomes = new TreeMap<>();
        Map<Integer, Response<Object>> replies = new LinkedHashMap<>();
        List<Lead> next = changes.stream()
                .map(change -> change.after().withVersion(change.before().version() + 1))
                .toList();
        return redis.pipelined(
                pipeline -> {
                    replies.clear();
                    for (int i = 0; i < next.size(); i++) {
                        if (!outcomes.containsKey(i)) {
                            Change change = changes.get(i);
                            replies.put(i, pipeline.fcall(COMMIT, keysOf(change), arguments(change, next.get(i))));
                        }
                    }
                },
                () -> {
                    JedisDataException refused = null;
                    for (Map.Entry<Integer, Response<Object>> reply : replies.entrySet()) {
                        try {
                            outcomes.put(
                                    reply.getKey(),
                                    outcome(
                                            next.get(reply.getKey()),
                                            reply.getValue().get()));
                        } catch (JedisDataException error) {
                            refused = refused == null ? error : refused;
                        }
                    }
                    if (refused != null) {
                        throw refused;
                    }
                    return List.copyOf(outcomes.values());
                });
    }

    private static Outcome outcome(Lead next, Object reply) {
        return reply instanceof Long ? new Outcome(true, next) : new Outcome(false, decoded(next.id(), (byte[]) reply));
    }

    private List<byte[]> keysOf(Change change) {
        int shard = keys.shardOf(change.after().id());
        List<byte[]> all = new ArrayList<>(4 + change.effects().size());
        all.add(keys.lead(change.after().id()));
        all.add(keys.rank(shard));
        all.add(keys.due(shard));
        all.add(keys.stages(shard));
        for (Effect effect : change.effects()) {
            all.add(bytes(keys.effects(shard, effect.kind())));
        }
        return all;
    }

    private List<byte[]> arguments(Change change, Lead next) {
        Lead before = change.before();
        List<byte[]> all = new ArrayList<>(8 + 13 * change.effects().size());
        all.add(version(before.version()));
        all.add(LeadCodec.encode(next));
        all.add(bytes(Long.toString(expiry(change))));
        all.add(Double.isFinite(change.rank()) || before.stored() ? rank(change.rank()) : NOTHING);
        all.add(due(before, next));
        all.add(stage(change.countedBefore()));
        all.add(stage(change.countedAfter()));
        all.add(effectsKept);
        change.effects().forEach(effect -> RedisEffects.write(effect, all));
        return all;
    }

    private static long expiry(Change change) {
        long asked = change.expireAt();
        long guard = Math.max(change.after().lastSeen(), change.after().since()) + LEAST_LIFE;
        return Math.max(asked, Math.min(guard, asked + LEAST_LIFE));
    }

    private static byte[] rank(double rank) {
        return Double.isFinite(rank) ? bytes(Double.toString(rank)) : REMOVE;
    }

    /** Always written when set: a claim may have moved the entry behind our back. */
    private static byte[] due(Lead before, Lead next) {
        if (next.wakeAt() != Lead.NEVER) {
            return bytes(Long.toString(next.wakeAt()));
        }
        return before.stored() && before.wakeAt() != Lead.NEVER ? REMOVE : NOTHING;
    }

    private static byte[] stage(@Nullable Stage stage) {
        return stage == null ? NOTHING : bytes(stage.word());
    }

    /** As the document begins with it. */
    private static byte[] version(long version) {
        return version == 0 ? NOTHING : LeadCodec.version(version);
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
            call.arguments.add(version(ranking.version()));
            call.arguments.add(rank(ranking.rank()));
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
