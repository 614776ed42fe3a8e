package dev.mql.nurture.inbound;

import dev.mql.store.RecordStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;

/** Remembers for a time what has been before, over all nodes, by SHA-256. Thread-safe; blocks. */
final class Once {
    private static final String KIND = "inbound";

    private final RecordStore records;
    private final Duration kept;

    /** @param kept how long it is remembered */
    Once(RecordStore records, Duration kept) {
        this.records = records;
        this.kept = kept;
    }

    boolean seen(String what) {
        return records.get(KIND, hash(what)) != null;
    }

    /** @return whether it is the first time; of many who ask at once exactly one is told so */
    boolean first(String what) {
        return records.put(KIND, hash(what), 0, "1", kept);
    }

    private static String hash(String what) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(what.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
