package dev.mql.lead;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values tightly: whole numbers in 7-bit groups, times relative to the last one, words that repeat (or that both sides know)
 * as one number. {@link Unpacker} reads the same calls in the same order.
 */
final class Packer {
    /** Times are written relative to the one before; the first relative to this: 2026-01-01 UTC, in milliseconds. */
    static final long EPOCH = 1_767_225_600_000L;

    private byte[] buffer = new byte[512];
    private int size;
    private long lastTime = EPOCH;
    private final Words words;

    /** @param known the words that the reader knows too, numbered by their place in its list */
    Packer(Words known) {
        this.words = new Words(known);
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** 8 bytes, big endian. */
    Packer fixed(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** A number that is not negative. */
    Packer varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /** Milliseconds, 0 and "never" included. */
    Packer time(long millis) {
        if (millis == 0) {
            return varint(0);
        }
        if (millis == Lead.NEVER) {
            return varint(1);
        }
        varint(zigzag(millis - lastTime) + 2);
        lastTime = millis;
        return this;
    }

    /** A time of whole seconds. */
    Packer seconds(long millis) {
        return varint(zigzag(sinceLast(millis)));
    }

    /** A time of whole seconds, and two bits beside it. */
    Packer secondsAnd(long millis, int bits) {
        return varint(zigzag(sinceLast(millis)) << 2 | bits);
    }

    private long sinceLast(long millis) {
        long base = Math.floorDiv(lastTime, 1_000L) * 1_000L;
        lastTime = millis;
        return (millis - base) / 1_000L;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    /** 32 bits. */
    Packer mark(long mark) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (mark >>> shift);
        }
        return this;
    }

    /** A number; one of at most two decimals, such as a price, is short. */
    Packer amount(double amount) {
        double hundredths = Math.rint(amount * 100);
        if (Math.abs(hundredths) < 1L << 52 && hundredths / 100 == amount) {
            return varint(zigzag((long) hundredths) << 1);
        }
        varint(1);
        return fixed(Double.doubleToLongBits(amount));
    }

    Packer text(String text) {
        return blob(text.getBytes(StandardCharsets.UTF_8));
    }

    Packer blob(byte[] bytes) {
        return varint(bytes.length).raw(bytes);
    }

    private Packer raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    Packer optional(@Nullable String text) {
        return text == null ? varint(0) : varint(1).text(text);
    }

    /** A text that is likely to stand more than once. */
    Packer word(String word) {
        int number = words.number(word);
        if (number >= 0) {
            return varint(2L * number + 2);
        }
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return varint(2L * bytes.length + 1).raw(bytes);
    }

    Packer optionalWord(@Nullable String word) {
        return word == null ? varint(0) : word(word);
    }

    <T> Packer list(List<T> all, Consumer<T> each) {
        varint(all.size());
        for (int i = 0; i < all.size(); i++) {
            each.accept(all.get(i));
        }
        return this;
    }

    private void room(int bytes) {
        if (size + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
        }
    }
}
