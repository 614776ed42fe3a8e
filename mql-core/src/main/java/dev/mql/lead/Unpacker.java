package dev.mql.lead;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Packer} wrote, by the same calls in the same order. Damaged bytes end in an {@link IndexOutOfBoundsException}. */
final class Unpacker {
    private final byte[] bytes;
    private int at;
    private int bits;
    private long lastTime = Packer.EPOCH;
    private final List<String> words;

    Unpacker(byte[] bytes, List<String> known) {
        this.bytes = bytes;
        this.words = new ArrayList<>(known);
    }

    long fixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[at++] & 0xFF;
        }
        return value;
    }

    int varint() {
        return (int) longVarint();
    }

    long longVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number without end");
    }

    long time() {
        long value = longVarint();
        if (value < 2) {
            return value == 0 ? 0 : Lead.NEVER;
        }
        lastTime += unzigzag(value - 2);
        return lastTime;
    }

    long seconds() {
        return sinceLast(unzigzag(longVarint()));
    }

    /** The two bits beside it are then {@link #bits}. */
    long secondsAnd() {
        long value = longVarint();
        bits = (int) (value & 3);
        return sinceLast(unzigzag(value >>> 2));
    }

    int bits() {
        return bits;
    }

    private long sinceLast(long seconds) {
        lastTime = Math.floorDiv(lastTime, 1_000L) * 1_000L + seconds * 1_000L;
        return lastTime;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    long mark() {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | bytes[at++] & 0xFF;
        }
        return value;
    }

    double amount() {
        long value = longVarint();
        return value == 1 ? Double.longBitsToDouble(fixed()) : unzigzag(value >>> 1) / 100.0;
    }

    String text() {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    byte[] blob() {
        return raw(varint());
    }

    private byte[] raw(int length) {
        if (length < 0 || length > bytes.length - at) {
            throw new IndexOutOfBoundsException("a text longer than the document");
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    @Nullable
    String optional() {
        return varint() == 0 ? null : text();
    }

    String word() {
        String word = optionalWord();
        if (word == null) {
            throw new IndexOutOfBoundsException("a word is missing");
        }
        return word;
    }

    @Nullable
    String optionalWord() {
        int number = varint();
        if (number == 0) {
            return null;
        }
        if (number % 2 == 0) {
            return words.get(number / 2 - 1);
        }
        String word = new String(raw(number / 2), StandardCharsets.UTF_8);
        words.add(word);
        return word;
    }

    <T> List<T> list(Function<Unpacker, T> each) {
        int count = varint();
        if (count < 0 || count > bytes.length) {
            throw new IndexOutOfBoundsException("a list longer than the document");
        }
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(each.apply(this));
        }
        return List.copyOf(all);
    }
}
