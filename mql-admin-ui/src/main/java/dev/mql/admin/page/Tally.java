package dev.mql.admin.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rounds parts so that what is shown adds up to the shown sum, to the tenth (largest remainder). The sum is rounded down, and so is
 * every part at first; the tenths that are then missing go to the parts that lost most by it.
 */
public final class Tally {
    private Tally() {}

    /**
     * @param parts points
     * @return tenths, in the same order; they add up to {@link Show#tenths} of the sum
     */
    public static List<Long> tenths(List<Double> parts) {
        List<Long> rounded = new ArrayList<>(parts.stream().map(Show::tenths).toList());
        long shown = Show.tenths(parts.stream().mapToDouble(Double::doubleValue).sum());
        long missing = shown - rounded.stream().mapToLong(Long::longValue).sum();
        List<Integer> byLoss = IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> rounded.get(i) - parts.get(i) * 10))
                .toList();
        for (int i = 0; i < Math.abs(missing); i++) {
            int at = byLoss.get(i % byLoss.size());
            rounded.set(at, rounded.get(at) + Long.signum(missing));
        }
        return List.copyOf(rounded);
    }
}
