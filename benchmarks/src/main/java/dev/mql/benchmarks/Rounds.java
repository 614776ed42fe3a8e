package dev.mql.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Samples of several rounds; the middle one is what counts. */
final class Rounds<T> {
    private final List<T> samples = new ArrayList<>();

    void add(T sample) {
        samples.add(sample);
    }

    double median(ToDoubleFunction<T> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
