package dev.mql.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** A cart as shops keep it in the session. */
public record CartBean(List<Item> items, String currency) {
    /** One line of it. */
    public record Item(String id, String name, BigDecimal price, int quantity) {}

    static CartBean of(int lines) {
        return new CartBean(
                IntStream.range(0, lines)
                        .mapToObj(i -> new Item("17" + i, "Coffee " + i, new BigDecimal("19.90"), 1 + i))
                        .toList(),
                "EUR");
    }
}
