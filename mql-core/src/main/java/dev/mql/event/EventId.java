package dev.mql.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** 128 bits that name one event; the same id counts once however often it is sent. */
public record EventId(long high, long low) {

    /** A new UUIDv7 (RFC 9562): the given time in milliseconds, then 74 random bits. An id is a name, not a secret. */
    public static EventId at(long epochMilli) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new EventId(
                epochMilli << 16 | 0x7000L | random.nextInt(0x1000),
                random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE);
    }

    /** Reads a UUID in its usual form; any other text of a client's own is hashed, so that it names the same event each time. */
    public static EventId parse(String text) {
        if (text.length() == 36 && text.charAt(8) == '-') {
            try {
                return new EventId(
                        hex(text, 0, 8) << 32 | hex(text, 9, 13) << 16 | hex(text, 14, 18),
                        hex(text, 19, 23) << 48 | hex(text, 24, 36));
            } catch (NumberFormatException notHex) {
                return hashed(text);
            }
        }
        return hashed(text);
    }

    private static long hex(String text, int from, int to) {
        return Long.parseUnsignedLong(text, from, to, 16);
    }

    private static EventId hashed(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new EventId(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The usual form with four dashes. */
    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
