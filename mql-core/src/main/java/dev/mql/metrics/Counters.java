package dev.mql.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters by name, since the start of this node. Names are {@code area.what} or {@code area.what.reason}; they come from our own
 * code only, so their number is bounded. Thread-safe; adding costs some nanoseconds.
 */
public final class Counters {
    private final ConcurrentHashMap<String, LongAdder> byName = new ConcurrentHashMap<>();

    /** The live counter of a name, for code that counts often. */
    public LongAdder counter(String name) {
        return byName.computeIfAbsent(name, n -> new LongAdder());
    }

    public void add(String name, long count) {
        counter(name).add(count);
    }

    public long value(String name) {
        LongAdder counter = byName.get(name);
        return counter == null ? 0 : counter.sum();
    }

    /** A snapshot, sorted by name. */
    public Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        byName.forEach((name, counter) -> all.put(name, counter.sum()));
        return all;
    }
}
