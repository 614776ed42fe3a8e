package dev.mql.benchmarks;

import java.util.List;

/** One group of figures; starts what it needs and ends it again. */
interface Benchmark {
    List<Figure> run() throws Exception;
}
