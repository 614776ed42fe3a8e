package dev.mql.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What being watched costs a shop: pages of a real Tomcat over kept connections, as fast as they come, in turns with a shop that has no
 * filter; every page view of 1,024 visitors goes to a Redis that appends every write to its log. Costs are of this process and Redis
 * together, until the last event is committed; load generator and Tomcat are in both and so cancel out. Then the same with a Redis that
 * hangs.
 */
final class LoadBench implements Benchmark {
    private static final int PAGES = 32_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 9;

    @Override
    public List<Figure> run() throws Exception {
        try (RedisLab redis = new RedisLab("appendonly yes", "appendfsync everysec");
                Pipeline pipeline = new Pipeline(redis);
                RealShop bare = new RealShop(null);
                RealShop watched = new RealShop(pipeline.mql());
                PageLoad toBare = new PageLoad(bare.port());
                PageLoad toWatched = new PageLoad(watched.port())) {
            Rounds<Double> ratio = new Rounds<>();
            Rounds<Double> limit = new Rounds<>();
            Rounds<Double> added = new Rounds<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Round without = round(redis, pipeline, toBare);
                Round with = round(redis, pipeline, toWatched);
                if (round >= 0) {
                    ratio.add(without.seconds() / with.seconds());
                    limit.add(without.micros());
                    added.add(with.micros() - without.micros());
                }
            }
            double committed = (double) pipeline.count("committed") / pipeline.count("received");
            System.out.println("load: " + pipeline.balance());

            double idle = heap();
            redis.pause();
            Rounds<Double> hung = new Rounds<>();
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                toBare.ask(PAGES);
                long middle = System.nanoTime();
                toWatched.ask(PAGES);
                hung.add((double) (middle - start) / (System.nanoTime() - middle));
            }
            double above = heap() - idle;
            redis.resume();
            pipeline.awaitCommitted();
            return List.of(
                    Figure.lower("load.added.cpu", added.median(x -> x), "µs").goal(5),
                    Figure.higher("load.ratio", ratio.median(x -> x), "1").goal(0.97),
                    Figure.higher("load.committed", committed, "1").goal(1),
                    Figure.lower("load.limit.cpu", limit.median(x -> x), "µs"),
                    Figure.higher("load.hung.ratio", hung.median(x -> x), "1").goal(0.97),
                    Figure.lower("load.hung.memory", above, "MB").goal(32),
                    Figure.lower("load.changed", (double) (toWatched.changed() + toBare.changed()), "answers")
                            .goal(0));
        }
    }

    /** @param micros processor time for each page, what comes after the page included */
    private record Round(double seconds, double micros) {}

    private static Round round(RedisLab redis, Pipeline pipeline, PageLoad load) throws Exception {
        double[] seconds = new double[1];
        Usage usage = Usage.of(redis, () -> {
            long start = System.nanoTime();
            load.ask(PAGES);
            seconds[0] = (System.nanoTime() - start) / 1e9;
            pipeline.awaitCommitted();
            return PAGES;
        });
        return new Round(seconds[0], usage.javaMicros() + usage.redisMicros());
    }

    /** Megabytes that live. */
    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
