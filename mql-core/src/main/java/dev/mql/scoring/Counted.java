package dev.mql.scoring;

import dev.mql.lead.Touch;
import java.util.List;
import java.util.Objects;

/**
 * What has counted for which rule in one walk from the newest event to the oldest, so that the same thing counts as often as the rule
 * says: a set of places in the list, by open addressing. Not thread-safe.
 */
final class Counted {
    private static final int SMALLEST = 32;
    private static final long DAILY = 1L << 32;

    private final List<Touch> touches;
    /** Of each that has counted: place in the list plus one, whether by day, number of the rule; 0 = nothing. The size is a power of two. */
    private long[] slots = new long[SMALLEST];

    private int size;

    Counted(List<Touch> touches) {
        this.touches = touches;
    }

    /** Whether the event at a place is the first for which a rule may count; it has counted from now on. */
    boolean first(CompiledModel.Compiled rule, int place) {
        Rule.Repeats repeats = rule.rule().repeats();
        Touch touch = touches.get(place);
        if (repeats == Rule.Repeats.ALWAYS || touch.object() == null && repeats == Rule.Repeats.DAILY) {
            return true;
        }
        boolean daily = repeats == Rule.Repeats.DAILY;
        int slot = slot(touch, rule.place(), daily);
        if (slots[slot] != 0) {
            return false;
        }
        slots[slot] = (long) rule.place() << 33 | (daily ? DAILY : 0) | place + 1;
        if (++size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    /** Where the same thing is, or would be. */
    private int slot(Touch touch, int rule, boolean daily) {
        String object = touch.object();
        int hash = (object == null ? 0 : object.hashCode()) * 31 + rule + (daily ? (int) touch.day() * 7 : 0);
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        while (slots[slot] != 0 && !same(slots[slot], touch, rule, daily)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean same(long counted, Touch touch, int rule, boolean daily) {
        if ((int) (counted >>> 33) != rule) {
            return false;
        }
        Touch newer = touches.get((int) counted - 1);
        return Objects.equals(newer.object(), touch.object()) && (!daily || newer.day() == touch.day());
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long counted : old) {
            if (counted != 0) {
                slots[slot(touches.get((int) counted - 1), (int) (counted >>> 33), (counted & DAILY) != 0)] = counted;
            }
        }
    }
}
