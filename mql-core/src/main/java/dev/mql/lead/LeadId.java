package dev.mql.lead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Names a lead: 96 bits, written as 16 characters of {@code [A-Za-z0-9_-]}.
 *
 * <p>Ids are derived from what a person is known by (a visitor id, the keyed hash of an address), so that finding a lead needs no
 * index: the document under the derived id is either the lead itself or an alias that names it.
 */
public record LeadId(long high, int low) {
    /** Length of the short form. */
    public static final int BYTES = 12;

    /** The id under which a visitor's lead is found; says nothing about the visitor id, which is a secret of the browser. */
    public static LeadId ofVisitor(String visitor) {
        return derived("v:", visitor);
    }

    /** The id under which the lead of an address is found. */
    public static LeadId ofAddress(String addressHash) {
        return derived("a:", addressHash);
    }

    private static LeadId derived(String kind, String name) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest((kind + name).getBytes(StandardCharsets.UTF_8)));
            return new LeadId(hash.getLong(), hash.getInt());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Reads the written form; {@code null} if the text is not one. */
    public static @Nullable LeadId parse(String text) {
        if (text.length() != BYTES * 4 / 3) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            LeadId id = new LeadId(bytes.getLong(), bytes.getInt());
            return id.toString().equals(text) ? id : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Reads what {@link #bytes} wrote; {@code null} if it has another length. */
    public static @Nullable LeadId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new LeadId(in.getLong(), in.getInt());
    }

    /** The short form: {@value #BYTES} bytes, big endian. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putInt(low).array();
    }

    /** 0 to {@code shards - 1}, evenly spread. */
    public int shard(int shards) {
        return (int) Long.remainderUnsigned(high, shards);
    }

    /** An id is a hash already. */
    @Override
    public int hashCode() {
        return low;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LeadId id && id.high == high && id.low == low;
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }
}
