package dev.mql.store.redis;

import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.store.Effect;
import dev.mql.store.LeadIndex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/** Asks every shard and merges the answers. */
final class RedisLeadIndex implements LeadIndex {
    private static final Comparator<Ranked> ORDER =
            Comparator.comparingDouble(Ranked::rank).reversed().thenComparing(r -> r.id().toString());

    private final RedisConnection redis;
    private final RedisKeys keys;

    RedisLeadIndex(RedisConnection redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** One question to each shard, answers in the order of shards. */
    private <R, T> List<T> eachShard(BiFunction<AbstractPipeline, Integer, Response<R>> ask, Function<R, T> answer) {
        List<Response<R>> replies = new ArrayList<>();
        return redis.pipelined(
                pipeline -> {
                    replies.clear();
                    for (int shard = 0; shard < keys.shards(); shard++) {
                        replies.add(ask.apply(pipeline, shard));
                    }
                },
                () -> replies.stream().map(Response::get).map(answer).toList());
    }

    @Override
    public List<Ranked> ranked(@Nullable Ranked after, int limit) {
        // Ranks that are equal to the last one of the page before may lie on both sides of it: look a little further
        // for them.
        for (int reach = limit + 8; ; reach *= 4) {
            int most = reach;
            byte[] from = RedisKeys.bytes(after == null ? "+inf" : Double.toString(after.rank()));
            List<List<Ranked>> shards = eachShard(
                    (pipeline, shard) -> pipeline.zrevrangeByScoreWithScores(
                            keys.rank(shard), from, RedisKeys.bytes("-inf"), 0, most),
                    RedisLeadIndex::ranks);
            List<Ranked> page = shards.stream()
                    .flatMap(List::stream)
                    .filter(r -> after == null || ORDER.compare(r, after) > 0)
                    .sorted(ORDER)
                    .limit(limit)
                    .toList();
            boolean whole = shards.stream().allMatch(shard -> shard.size() < most);
            boolean tieAtEnd = shards.stream()
                    .anyMatch(shard -> shard.size() == most
                            && (page.size() < limit
                                    || shard.get(most - 1).rank()
                                            >= page.get(page.size() - 1).rank()));
            if (whole || !tieAtEnd || reach > 1_000_000) {
                return page;
            }
        }
    }

    private static List<Ranked> ranks(List<Tuple> tuples) {
        List<Ranked> ranked = new ArrayList<>(tuples.size());
        for (Tuple tuple : tuples) {
            LeadId id = LeadId.of(tuple.getBinaryElement());
            if (id != null) {
                ranked.add(new Ranked(id, tuple.getScore()));
            }
        }
        return ranked;
    }

    @Override
    public Places places(@Nullable String cursor) {
        String[] at = cursor == null ? new String[] {"0", ScanParams.SCAN_POINTER_START} : cursor.split(":", 2);
        int shard = Integer.parseInt(at[0]);
        ScanResult<Tuple> part = redis.call(
                jedis -> jedis.zscan(keys.rank(shard), RedisKeys.bytes(at[1]), new ScanParams().count(1_000)));
        List<LeadId> ids = ranks(part.getResult()).stream().map(Ranked::id).toList();
        if (!part.isCompleteIteration()) {
            return new Places(ids, shard + ":" + part.getCursor());
        }
        return new Places(ids, shard + 1 < keys.shards() ? shard + 1 + ":" + ScanParams.SCAN_POINTER_START : null);
    }

    @Override
    public long countFrom(double rank) {
        byte[] least = RedisKeys.bytes(rank == Double.NEGATIVE_INFINITY ? "-inf" : Double.toString(rank));
        return eachShard(
                        (pipeline, shard) -> pipeline.zcount(keys.rank(shard), least, RedisKeys.bytes("+inf")),
                        Function.<Long>identity())
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public Map<Stage, Long> stageCounts() {
        Map<Stage, Long> sum = new EnumMap<>(Stage.class);
        eachShard((pipeline, shard) -> pipeline.hgetAll(keys.stages(shard)), counts -> counts)
                .forEach(counts -> counts.forEach((stage, count) -> sum.merge(
                        Stage.valueOf(text(stage).toUpperCase(Locale.ROOT)), Long.parseLong(text(count)), Long::sum)));
        sum.values().removeIf(count -> count == 0);
        return sum;
    }

    @Override
    public List<Effect> effects(String kind, int limit) {
        return eachShard(
                        (pipeline, shard) -> pipeline.xrevrange(keys.effects(shard, kind), "+", "-", limit),
                        entries -> entries.stream()
                                .map(entry -> RedisEffects.read(kind, entry))
                                .filter(Objects::nonNull)
                                .toList())
                .stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Effect::at).reversed())
                .limit(limit)
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
