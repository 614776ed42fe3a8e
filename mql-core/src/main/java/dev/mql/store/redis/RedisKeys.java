package dev.mql.store.redis;

import dev.mql.lead.LeadId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Every key this product writes. A shard's keys share the hash tag {@code {NN}}. The 12 bytes of a lead's id follow
 * the tag at once, since each byte counts a million times; no other key has 12 bytes behind its tag. Ids of records are of
 * {@code [A-Za-z0-9_-]}.
 *
 * <pre>
 * mql:{07}ID          string  document of a lead, which begins with its version; expires with the retention
 * mql:{07}:rank       zset    lead ids by time-invariant rank
 * mql:{07}:due        zset    lead ids by next wake-up, ms since 1970
 * mql:{07}:stages     hash    number of leads by stage
 * mql:{07}:effects:KIND  stream  effects of a kind, the last 2,000 or so; entries and key expire with the retention
 * mql:r:KIND:ID        string  a record: 8 bytes version, then its bytes
 * </pre>
 */
final class RedisKeys {
    /** What the keys of all documents look like. */
    static final byte[] ALL_LEADS = bytes("mql:{*}" + "?".repeat(LeadId.BYTES));

    private final byte[][] rank;
    private final byte[][] due;
    private final byte[][] stages;
    private final String[] prefix;
    private final byte[][] lead;

    RedisKeys(int shards) {
        rank = new byte[shards][];
        due = new byte[shards][];
        stages = new byte[shards][];
        prefix = new String[shards];
        lead = new byte[shards][];
        for (int shard = 0; shard < shards; shard++) {
            prefix[shard] = String.format("mql:{%02d}:", shard);
            lead[shard] = bytes(String.format("mql:{%02d}", shard));
            rank[shard] = bytes(prefix[shard] + "rank");
            due[shard] = bytes(prefix[shard] + "due");
            stages[shard] = bytes(prefix[shard] + "stages");
        }
    }

    int shards() {
        return prefix.length;
    }

    int shardOf(LeadId id) {
        return id.shard(prefix.length);
    }

    byte[] lead(LeadId id) {
        byte[] start = lead[shardOf(id)];
        return ByteBuffer.allocate(start.length + LeadId.BYTES)
                .put(start)
                .putLong(id.high())
                .putInt(id.low())
                .array();
    }

    /** The lead whose document has this key; {@code null} if it is no such key. */
    @Nullable
    LeadId leadOf(byte[] key) {
        LeadId id = LeadId.of(Arrays.copyOfRange(key, Math.max(0, key.length - LeadId.BYTES), key.length));
        return id != null && Arrays.equals(key, lead(id)) ? id : null;
    }

    /** A key of the shard that is never written. */
    byte[] nothing(int shard) {
        return bytes(prefix[shard] + "nothing");
    }

    byte[] rank(int shard) {
        return rank[shard];
    }

    byte[] due(int shard) {
        return due[shard];
    }

    byte[] stages(int shard) {
        return stages[shard];
    }

    String effects(int shard, String kind) {
        return prefix[shard] + "effects:" + kind;
    }

    /** @throws IllegalArgumentException if the name could reach into another key */
    static byte[] record(String kind, String id) {
        if (!kind.matches("[a-z]{1,16}") || !id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("a record is named by [a-z]{1,16} and [A-Za-z0-9_-]{1,64}");
        }
        return bytes("mql:r:" + kind + ":" + id);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
