package dev.mql.lead;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers words in the order in which they come. Open addressing, since every commit fills one. Not thread-safe but for reading. */
final class Words {
    /** A power of two, of which at least half is empty. */
    private @Nullable String[] slots;

    private int[] numbers;
    private int size;

    Words(List<String> words) {
        slots = new @Nullable String[Integer.highestOneBit(Math.max(8, words.size())) * 4];
        numbers = new int[slots.length];
        words.forEach(this::number);
    }

    /** A copy that can be added to. */
    Words(Words other) {
        slots = other.slots.clone();
        numbers = other.numbers.clone();
        size = other.size;
    }

    /** The number of a word; -1 if it comes for the first time, and then has the next one from now on. */
    int number(String word) {
        int slot = slot(word);
        if (slots[slot] != null) {
            return numbers[slot];
        }
        slots[slot] = word;
        numbers[slot] = size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return -1;
    }

    private int slot(String word) {
        int hash = word.hashCode();
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        for (String there = slots[slot]; there != null && !there.equals(word); there = slots[slot]) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        @Nullable String[] oldSlots = slots;
        int[] oldNumbers = numbers;
        slots = new @Nullable String[oldSlots.length * 2];
        numbers = new int[slots.length];
        for (int i = 0; i < oldSlots.length; i++) {
            String word = oldSlots[i];
            if (word != null) {
                int slot = slot(word);
                slots[slot] = word;
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
