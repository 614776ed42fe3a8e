package dev.mql.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;

/** The limit of the store: the same writes from bytes that are ready, without a version, a codec or an answer to read. */
final class BareClient {
    /** What a commit writes when nothing has to be told and nobody is due. */
    private static final String QUIET = """
            redis.call('SET', KEYS[1], ARGV[1])
            redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
            return 1
            """;

    private static final String WRITE = """
            redis.call('SET', KEYS[1], ARGV[1])
            redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
            redis.call('ZADD', KEYS[3], ARGV[4], ARGV[2])
            redis.call('XADD', KEYS[4], 'MAXLEN', '~', 2000, '*', 'l', ARGV[2], 't', ARGV[4])
            return 1
            """;
    private static final int SHARDS = 16;

    private final RedisClient client;
    private final byte[] script;
    private final byte[] document;
    private final List<List<byte[]>> keys = new ArrayList<>();
    private final List<byte[]> ids = new ArrayList<>();
    private long commits;
    private int next;

    BareClient(RedisClient client, long start) {
        this(client, start, WRITE, StoreBench.DOCUMENT);
    }

    /** A client that writes documents of a size and places in the ranking, and nothing else. */
    static BareClient quiet(RedisClient client, long start, int document) {
        return new BareClient(client, start, QUIET, document);
    }

    /** A client that writes documents of a size, and everything that a commit can write. */
    static BareClient full(RedisClient client, long start, int document) {
        return new BareClient(client, start, WRITE, document);
    }

    private BareClient(RedisClient client, long start, String write, int bytes) {
        this.client = client;
        this.commits = start;
        this.script = bytes(client.scriptLoad(write));
        this.document = new byte[bytes];
        new Random(1).nextBytes(document);
        for (int i = 0; i < StoreBench.LEADS; i++) {
            String id = String.format("bare-lead-with-id-%04x", i);
            String shard = String.format("bar:{s%02d}:", i % SHARDS);
            ids.add(bytes(id));
            keys.add(List.of(
                    bytes(shard + "l:" + id), bytes(shard + "rank"), bytes(shard + "due"), bytes(shard + "fx:stage")));
        }
    }

    void commitBatch() {
        try (AbstractPipeline pipeline = client.pipelined()) {
            for (int i = 0; i < StoreBench.BATCH; i++) {
                commits++;
                pipeline.evalsha(
                        script,
                        keys.get(next),
                        List.of(
                                document,
                                ids.get(next),
                                bytes(Double.toString(commits / 1e9)),
                                bytes(Long.toString(commits))));
                next = (next + 1) % StoreBench.LEADS;
            }
            pipeline.sync();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
