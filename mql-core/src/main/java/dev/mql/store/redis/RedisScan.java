package dev.mql.store.redis;

import static dev.mql.store.redis.RedisKeys.bytes;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadCodec;
import dev.mql.lead.LeadId;
import dev.mql.store.LeadStore.Scan;
import dev.mql.store.StoreException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Goes through all documents, server by server. Each pass over a server's keys covers the shards that it holds from the pass's begin to
 * its end; a shard that moves to another server meanwhile is covered by a later pass. The place in a pass means something to one
 * process of Redis only (its run id); after a fail-over or restart the pass begins anew.
 */
final class RedisScan {
    private static final Logger LOG = LoggerFactory.getLogger(RedisScan.class);

    /** Bounds the work of one call where the shop has millions of keys of its own. */
    private static final int MOST_STEPS = 16;

    private final RedisConnection redis;
    private final RedisKeys keys;
    private final BigInteger all;

    RedisScan(RedisConnection redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
        this.all = BigInteger.ONE.shiftLeft(keys.shards()).subtract(BigInteger.ONE);
    }

    /**
     * How far it got. Sets of shards are numbers, a bit for each.
     *
     * @param server run id of the server that the pass is over
     * @param at its cursor
     * @param covered the shards that the pass will have done
     * @param done the shards of the passes before
     */
    private record Place(String server, String at, BigInteger covered, BigInteger done) {
        static final Place START = new Place("", ScanParams.SCAN_POINTER_START, BigInteger.ZERO, BigInteger.ZERO);

        static Place parse(@Nullable String cursor) {
            String[] parts = cursor == null ? new String[0] : cursor.split("\\.", -1);
            return parts.length != 4
                    ? START
                    : new Place(parts[0], parts[1], new BigInteger(parts[2], 36), new BigInteger(parts[3], 36));
        }

        String cursor() {
            return server + '.' + at + '.' + covered.toString(36) + '.' + done.toString(36);
        }
    }

    Scan scan(@Nullable String cursor, int about) {
        Place place = Place.parse(cursor);
        BigInteger left = all.andNot(place.done());
        int shard = (place.covered().signum() == 0 ? left : place.covered()).getLowestSetBit();
        return redis.onServerOf(keys.nothing(shard), pipeline -> {
            String server = runId(pipeline);
            Place from = place;
            if (!server.equals(place.server())) {
                from = new Place(server, ScanParams.SCAN_POINTER_START, held(pipeline, left), place.done());
            }
            if (!from.covered().testBit(shard)) {
                // Our picture of the cluster is old, or the slot is on its way: an ordinary command brings us up to
                // date.
                redis.call(jedis -> jedis.exists(keys.nothing(shard)));
                throw new StoreException(
                        "the slot of shard " + shard + " is moving between servers of the cluster", null);
            }
            return step(pipeline, from, about);
        });
    }

    private Scan step(Pipeline pipeline, Place from, int about) {
        ScanParams params = new ScanParams().match(RedisKeys.ALL_LEADS).count(Math.max(16, about));
        List<LeadId> found = new ArrayList<>();
        String at = from.at();
        int steps = 0;
        do {
            Response<ScanResult<byte[]>> reply = pipeline.scan(bytes(at), params);
            pipeline.sync();
            at = reply.get().getCursor();
            reply.get().getResult().stream().map(keys::leadOf).forEach(id -> {
                if (id != null) {
                    found.add(id);
                }
            });
        } while (++steps < MOST_STEPS && found.size() < about && !at.equals(ScanParams.SCAN_POINTER_START));

        List<Lead> leads = new ArrayList<>(found.size());
        BigInteger covered = load(pipeline, found, leads, from.covered());
        if (!at.equals(ScanParams.SCAN_POINTER_START)) {
            return new Scan(leads, new Place(from.server(), at, covered, from.done()).cursor());
        }
        BigInteger done = from.done().or(held(pipeline, covered));
        return new Scan(leads, done.equals(all) ? null : new Place("", at, BigInteger.ZERO, done).cursor());
    }

    /** Reads documents; a shard whose slot turns out to have moved is covered no more. */
    private BigInteger load(Pipeline pipeline, List<LeadId> ids, List<Lead> leads, BigInteger covered) {
        Map<LeadId, Response<byte[]>> documents = new LinkedHashMap<>();
        ids.forEach(id -> documents.computeIfAbsent(id, i -> pipeline.get(keys.lead(i))));
        pipeline.sync();
        BigInteger still = covered;
        for (Map.Entry<LeadId, Response<byte[]>> document : documents.entrySet()) {
            LeadId id = document.getKey();
            try {
                byte[] bytes = document.getValue().get();
                if (bytes != null) {
                    leads.add(LeadCodec.decode(id, bytes));
                }
            } catch (JedisRedirectionException moved) {
                still = still.clearBit(keys.shardOf(id));
            } catch (JedisDataException other) {
                LOG.error(
                        "A key that looks like a lead's holds something else and is passed over: {}",
                        other.getMessage());
            } catch (IllegalArgumentException damaged) {
                LOG.error("A stored lead can not be read and is passed over: {}", damaged.getMessage());
            }
        }
        return still;
    }

    /** Which of the shards this server holds whole. Asked by a key that never exists: a slot that is on its way answers that it is. */
    private BigInteger held(Pipeline pipeline, BigInteger shards) {
        List<Response<Boolean>> replies = new ArrayList<>();
        for (int shard = 0; shard < keys.shards(); shard++) {
            replies.add(pipeline.exists(keys.nothing(shard)));
        }
        pipeline.sync();
        BigInteger held = BigInteger.ZERO;
        for (int shard = 0; shard < keys.shards(); shard++) {
            try {
                replies.get(shard).get();
                held = held.setBit(shard);
            } catch (JedisRedirectionException elsewhere) {
                // not this server's, or not any more
            }
        }
        return held.and(shards);
    }

    private static String runId(Pipeline pipeline) {
        Response<Object> info = pipeline.sendCommand(Protocol.Command.INFO, bytes("server"));
        pipeline.sync();
        return new String((byte[]) info.get(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("run_id:"))
                .map(line -> line.substring("run_id:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }
}
