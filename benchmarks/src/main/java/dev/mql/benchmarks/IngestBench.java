package dev.mql.benchmarks;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Events until they are committed in a Redis that appends every write to its log: straight into the sink, and through
 * {@code POST /mql/events} of a real Tomcat, one by one and in batches of ten. Visitors come in turn, so hardly two events of a batch
 * are of one visitor. Beside it in every round the same requests to a servlet that reads and forgets them, and to a compiled front that
 * only counts. Processor times include the load generator.
 */
final class IngestBench implements Benchmark {
    private static final int VISITORS = 4_096;
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 7;
    private static final int EVENTS = 40_000;
    private static final String ENDPOINT = "/mql/events";

    private final List<String> cookies = new ArrayList<>();
    private int turn;

    @Override
    public List<Figure> run() throws Exception {
        try (RedisLab redis = new RedisLab("appendonly yes", "appendfsync everysec");
                Pipeline pipeline = new Pipeline(redis);
                RealShop shop = new RealShop(pipeline.mql());
                LoadGenerator load = new LoadGenerator(shop.port(), CONNECTIONS);
                LuaFront front = LuaFront.start(redis);
                LoadGenerator toFront = front == null ? null : new LoadGenerator(front.port(), CONNECTIONS)) {
            meetVisitors(load);
            Rounds<Usage> core = new Rounds<>();
            Rounds<Usage> single = new Rounds<>();
            Rounds<Usage> batch = new Rounds<>();
            Rounds<Usage> limit = new Rounds<>();
            Rounds<Double> singleToFront = new Rounds<>();
            Rounds<Double> batchToFront = new Rounds<>();
            for (int round = -2; round < ROUNDS; round++) {
                Usage straight = Usage.of(redis, () -> straight(pipeline));
                Usage forgotten = posted(redis, pipeline, load, "/forget", 1);
                Usage one = posted(redis, pipeline, load, ENDPOINT, 1);
                Usage ten = posted(redis, pipeline, load, ENDPOINT, 10);
                if (round >= 0) {
                    core.add(straight);
                    limit.add(forgotten);
                    single.add(one);
                    batch.add(ten);
                }
                if (toFront != null) {
                    double frontOne = counted(redis, pipeline, toFront, 1);
                    double frontTen = counted(redis, pipeline, toFront, 10);
                    if (round >= 0) {
                        singleToFront.add(one.perSecond() / frontOne);
                        batchToFront.add(ten.perSecond() / frontTen);
                    }
                }
            }
            System.out.println("ingest: " + pipeline.balance());
            List<Figure> figures = new ArrayList<>();
            add(figures, "single", single);
            add(figures, "batch10", batch);
            add(figures, "core", core);
            add(figures, "limit", limit);
            if (front == null) {
                System.out.println(
                        "ingest: without the limit of nginx and Lua, which is not installed (Debian: apt-get install"
                                + " nginx-core libnginx-mod-http-lua lua-nginx-redis)");
            } else {
                figures.add(Figure.higher("ingest.single.ratio.lua", singleToFront.median(x -> x), "1")
                        .goal(0.80));
                figures.add(Figure.higher("ingest.batch10.ratio.lua", batchToFront.median(x -> x), "1")
                        .goal(0.85));
            }
            return figures;
        }
    }

    /** Events a second that the compiled front counts. */
    private double counted(RedisLab redis, Pipeline pipeline, LoadGenerator load, int size) throws Exception {
        Usage usage = posted(redis, pipeline, load, "/count", size);
        return usage.perSecond() * size;
    }

    private static void add(List<Figure> figures, String what, Rounds<Usage> rounds) {
        figures.add(Figure.higher("ingest." + what + ".events.per_s", rounds.median(Usage::perSecond), "1/s"));
        figures.add(Figure.lower("ingest." + what + ".java.cpu", rounds.median(Usage::javaMicros), "µs"));
        figures.add(Figure.lower("ingest." + what + ".redis.cpu", rounds.median(Usage::redisMicros), "µs"));
    }

    /** Lets the endpoint make the cookies of all visitors. */
    private void meetVisitors(LoadGenerator load) throws IOException {
        for (int i = 0; i < VISITORS; i++) {
            String head = load.post(Posts.events(ENDPOINT, "theme=dark", i, i, 1, now()));
            int begin = head.indexOf("mql_vid=");
            cookies.add(head.substring(begin, head.indexOf(';', begin)));
        }
    }

    private static long now() {
        return InstantSource.system().millis();
    }

    private static long straight(Pipeline pipeline) {
        long before = pipeline.awaitCommitted();
        long now = now();
        for (int i = 0; i < EVENTS; i++) {
            pipeline.offer(Shoppers.event(i % VISITORS, i / VISITORS, now));
        }
        return pipeline.awaitCommitted() - before;
    }

    private Usage posted(RedisLab redis, Pipeline pipeline, LoadGenerator load, String path, int size)
            throws Exception {
        List<byte[]> requests = new ArrayList<>(EVENTS / size);
        long now = now();
        for (int i = 0; i < EVENTS / size; i++) {
            requests.add(Posts.events(path, cookies.get(turn), turn, i * size, size, now));
            turn = (turn + 1) % VISITORS;
        }
        long before = pipeline.awaitCommitted();
        return Usage.of(redis, () -> {
            load.post(requests, pipeline::brake);
            long committed = pipeline.awaitCommitted() - before;
            return path.equals(ENDPOINT) ? committed : requests.size();
        });
    }
}
