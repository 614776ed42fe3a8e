package dev.mql.admin.page.feedback;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Answers counted in several ways. Pure.
 *
 * @param answers how many there are
 * @param reasons the most frequent first
 * @param products of carts that were left, those with most answers first
 * @param bands of the worth of these carts, cheapest first
 * @param channels by which their owners came, those with most answers first
 */
record Report(int answers, List<Group> reasons, List<Group> products, List<Group> bands, List<Group> channels) {
    private static final int PRODUCTS = 10;
    private static final int[] BOUNDS = {25, 50, 100, 250, 500};

    /**
     * Answers that have something in common.
     *
     * @param reason the most frequent among them, and
     * @param times how often it was given
     */
    record Group(String name, int count, String reason, int times) {}

    /** @param facts answers of one kind */
    static Report of(List<Fact> facts) {
        return new Report(
                facts.size(),
                groups(facts, fact -> List.of(fact.reason())),
                first(groups(facts, Fact::items)),
                bands(facts),
                groups(facts, fact -> List.of(fact.channel())));
    }

    private static List<Group> first(List<Group> groups) {
        return groups.subList(0, Math.min(PRODUCTS, groups.size()));
    }

    private static List<Group> groups(List<Fact> facts, Function<Fact, List<String>> names) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (Fact fact : facts) {
            for (String name : names.apply(fact)) {
                counts.computeIfAbsent(name, n -> new TreeMap<>()).merge(fact.reason(), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(e -> group(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingInt(Group::count).reversed().thenComparing(Group::name))
                .toList();
    }

    private static Group group(String name, Map<String, Integer> reasons) {
        Map.Entry<String, Integer> top = reasons.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .orElseThrow();
        int count = reasons.values().stream().mapToInt(Integer::intValue).sum();
        return new Group(name, count, top.getKey(), top.getValue());
    }

    /** In the currency of each cart: a band says “dear or cheap”, it is no sum. */
    private static List<Group> bands(List<Fact> facts) {
        Map<String, Group> found = new LinkedHashMap<>();
        groups(facts, fact -> fact.value() == null ? List.of() : List.of(band(fact.value())))
                .forEach(group -> found.put(group.name(), group));
        return IntStream.rangeClosed(0, BOUNDS.length)
                .mapToObj(Report::name)
                .filter(found::containsKey)
                .map(found::get)
                .toList();
    }

    static String band(BigDecimal value) {
        int at = 0;
        while (at < BOUNDS.length && value.compareTo(BigDecimal.valueOf(BOUNDS[at])) >= 0) {
            at++;
        }
        return name(at);
    }

    private static String name(int at) {
        if (at == 0) {
            return "Under " + BOUNDS[0];
        }
        return at == BOUNDS.length ? BOUNDS[at - 1] + " and more" : BOUNDS[at - 1] + " to " + BOUNDS[at];
    }
}
