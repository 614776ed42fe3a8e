package dev.mql.store.redis;

import static dev.mql.store.redis.RedisKeys.bytes;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadCodec;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.store.Change;
import dev.mql.store.Effect;
import dev.mql.store.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * One call of the commit function, for several leads: a call costs Redis as much as half a commit. In a cluster those of one shard go
 * together. Not thread-safe.
 */
final class RedisCommit {
    private static final byte[] FUNCTION = FunctionLibrary.function("commit");
    /** Nobody else is served while a function runs: about a millisecond at most. */
    private static final int MOST = 64;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] ZADD = bytes("ZADD");
    private static final byte[] ZREM = bytes("ZREM");
    private static final byte[] HINCRBY = bytes("HINCRBY");
    private static final byte[] XADD = bytes("XADD");
    private static final byte[][] NUMBERS = new byte[16][];
    /**
     * Redis drops a key whose expiry is past; so that a clock which is wrong loses nothing, a document lives so long after its last
     * event, but never this much longer than was asked for.
     */
    private static final long LEAST_LIFE = Duration.ofHours(1).toMillis();

    static {
        for (int i = 0; i < NUMBERS.length; i++) {
            NUMBERS[i] = bytes(Integer.toString(i));
        }
    }

    private final RedisKeys layout;
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> arguments = new ArrayList<>();
    private final List<Lead> next = new ArrayList<>();
    /** Where in the batch each of the leads stands. */
    private final List<Integer> places = new ArrayList<>();

    private @Nullable Response<Object> reply;
    private @Nullable List<?> replies;

    private RedisCommit(RedisKeys layout) {
        this.layout = layout;
    }

    /** As few calls as can be. */
    static List<RedisCommit> of(List<Change> changes, RedisKeys layout, boolean clustered) {
        List<RedisCommit> calls = new ArrayList<>();
        Map<Integer, RedisCommit> open = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            int group = clustered ? layout.shardOf(change.after().id()) : 0;
            RedisCommit call = open.get(group);
            if (call == null || call.next.size() == MOST) {
                call = new RedisCommit(layout);
                open.put(group, call);
                calls.add(call);
            }
            call.add(change, i);
        }
        return calls;
    }

    private void add(Change change, int place) {
        Lead before = change.before();
        Lead after = change.after().withVersion(before.version() + 1);
        LeadId id = after.id();
        next.add(after);
        places.add(place);
        keys.add(layout.lead(id));
        arguments.add(version(before.version()));
        arguments.add(LeadCodec.encode(after));
        arguments.add(change.keepsExpiry() ? NOTHING : number(expiry(change)));
        int counted = arguments.size();
        arguments.add(NOTHING);
        int steps = keys.size();
        int shard = layout.shardOf(id);
        if (!change.keepsRank() && (Double.isFinite(change.rank()) || before.stored())) {
            boolean listed = Double.isFinite(change.rank());
            place(layout.rank(shard), listed ? bytes(Double.toString(change.rank())) : null, id);
        }
        // Always written when set: a claim may have moved the entry behind our back.
        if (after.wakeAt() != Lead.NEVER) {
            place(layout.due(shard), number(after.wakeAt()), id);
        } else if (before.stored() && before.wakeAt() != Lead.NEVER) {
            place(layout.due(shard), null, id);
        }
        Stage was = change.countedBefore();
        Stage is = change.countedAfter();
        if (was != is) {
            count(layout.stages(shard), was, -1);
            count(layout.stages(shard), is, 1);
        }
        for (Effect effect : change.effects()) {
            List<byte[]> entry = RedisEffects.write(effect);
            step(bytes(layout.effects(shard, effect.kind())), XADD, entry.size());
            arguments.addAll(entry);
        }
        arguments.set(counted, number(keys.size() - steps));
    }

    /** Puts a lead into a sorted set, or takes it out where there is no score for it. */
    private void place(byte[] set, byte @Nullable [] score, LeadId id) {
        if (score == null) {
            step(set, ZREM, 1);
        } else {
            step(set, ZADD, 2);
            arguments.add(score);
        }
        arguments.add(id.bytes());
    }

    private void count(byte[] hash, @Nullable Stage stage, int more) {
        if (stage != null) {
            step(hash, HINCRBY, 2);
            arguments.add(bytes(stage.word()));
            arguments.add(number(more));
        }
    }

    private void step(byte[] key, byte[] command, int count) {
        keys.add(key);
        arguments.add(command);
        arguments.add(number(count));
    }

    private static byte[] number(long number) {
        return number >= 0 && number < NUMBERS.length ? NUMBERS[(int) number] : bytes(Long.toString(number));
    }

    private static long expiry(Change change) {
        long asked = change.expireAt();
        long guard = Math.max(change.after().lastSeen(), change.after().since()) + LEAST_LIFE;
        return Math.max(asked, Math.min(guard, asked + LEAST_LIFE));
    }

    /** As the document begins with it. */
    static byte[] version(long version) {
        return version == 0 ? NOTHING : LeadCodec.version(version);
    }

    /** Queues the call, unless it was answered already. */
    void queue(AbstractPipeline pipeline, byte[] effectsKept) {
        if (replies == null) {
            List<byte[]> all = new ArrayList<>(arguments.size() + 1);
            all.add(effectsKept);
            all.addAll(arguments);
            reply = pipeline.fcall(FUNCTION, keys, all);
        }
    }

    /**
     * Tells what became of its changes, each at its place.
     *
     * @throws redis.clients.jedis.exceptions.JedisDataException if Redis has refused the call
     */
    void outcomes(Outcome[] all) {
        if (replies == null && reply != null) {
            replies = (List<?>) reply.get();
        }
        for (int i = 0; replies != null && i < replies.size(); i++) {
            Lead lead = next.get(i);
            all[places.get(i)] = replies.get(i) instanceof byte[] stored
                    ? new Outcome(false, RedisLeadStore.decoded(lead.id(), stored))
                    : new Outcome(true, lead);
        }
    }
}
