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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;

/** Leads as documents of bytes; every commit is one call of one function on one slot, batches are pipelined. */
final class RedisLeadStore implements LeadStore {
    static final byte[] COMMIT = FunctionLibrary.function("commit");
    static final byte[] CLAIM = FunctionLibrary.function("claim");
    static final byte[] PUT = FunctionLibrary.function("put");
    private static final byte[] FORGET = FunctionLibrary.function("forget");

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] REMOVE = bytes("-");
    /** Redis drops a key whose expiry is past; a document lives at least so long after it was written. */
    private static final long LEAST_LIFE = Duration.ofHours(1).toMillis();

    private final RedisConnection redis;
    private final RedisKeys keys;

    RedisLeadStore(RedisConnection redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
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
        List<Lead> next = new ArrayList<>(changes.size());
        List<Response<Object>> replies = new ArrayList<>(changes.size());
        return redis.pipelined(
                pipeline -> {
                    next.clear();
                    replies.clear();
                    for (Change change : changes) {
                        Lead lead = change.after().withVersion(change.before().version() + 1);
                        next.add(lead);
                        replies.add(pipeline.fcall(COMMIT, keysOf(change), arguments(change, lead)));
                    }
                },
                () -> {
                    List<Outcome> outcomes = new ArrayList<>(changes.size());
                    for (int i = 0; i < changes.size(); i++) {
                        Object reply = replies.get(i).get();
                        boolean committed = reply instanceof Long;
                        outcomes.add(new Outcome(
                                committed,
                                committed ? next.get(i) : decoded(next.get(i).id(), (byte[]) reply)));
                    }
                    return outcomes;
                });
    }

    private List<byte[]> keysOf(Change change) {
        int shard = keys.shardOf(change.after().id());
        List<byte[]> all = new ArrayList<>(4 + change.effects().size());
        all.add(keys.lead(change.after().id()));
        all.add(keys.rank(shard));
        all.add(keys.due(shard));
        all.add(keys.stages(shard));
        for (Effect effect : change.effects()) {
            all.add(keys.effects(shard, effect.kind()));
        }
        return all;
    }

    private static List<byte[]> arguments(Change change, Lead next) {
        Lead before = change.before();
        List<byte[]> all = new ArrayList<>(7 + 8 * change.effects().size());
        all.add(version(before.version()));
        all.add(LeadCodec.encode(next));
        all.add(bytes(
                Long.toString(Math.max(change.expireAt(), Math.max(next.lastSeen(), next.since()) + LEAST_LIFE))));
        all.add(
                Double.isFinite(change.rank())
                        ? bytes(Double.toString(change.rank()))
                        : before.stored() ? REMOVE : NOTHING);
        all.add(due(before, next));
        all.add(stage(change.countedBefore()));
        all.add(stage(change.countedAfter()));
        for (Effect effect : change.effects()) {
            all.add(bytes(Integer.toString(2 * effect.fields().size())));
            all.add(bytes(Long.toString(effect.at())));
            effect.fields().forEach((name, value) -> {
                all.add(bytes("." + name));
                all.add(bytes(value));
            });
        }
        return all;
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

    static byte[] version(long version) {
        return version == 0
                ? NOTHING
                : ByteBuffer.allocate(Long.BYTES).putLong(version).array();
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
                        .map(id -> LeadId.parse(new String((byte[]) id, StandardCharsets.US_ASCII)))
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Override
    public void forget(LeadId id) {
        int shard = keys.shardOf(id);
        redis.call(jedis -> jedis.fcall(
                FORGET, List.of(keys.lead(id), keys.rank(shard), keys.due(shard)), List.of(bytes(id.toString()))));
    }
}
