package dev.mql.store.redis;

import dev.mql.MqlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Our code inside Redis, {@code mql.lua}. The names of library and functions end with a digest of the source: nodes of two versions
 * share a server during a rolling update, and no server kept from before answers with old code.
 */
final class FunctionLibrary {
    private static final String MARK = "VERSION";
    private static final String SOURCE = source();
    private static final String DIGEST = digest(SOURCE);

    /** What {@code FUNCTION LOAD} takes. */
    static final String TEXT = SOURCE.replace(MARK, DIGEST);

    private FunctionLibrary() {}

    /** The name to call a function by. */
    static byte[] function(String name) {
        return RedisKeys.bytes("mql_" + name + "_" + DIGEST);
    }

    private static String source() {
        try (InputStream in = FunctionLibrary.class.getResourceAsStream("mql.lua")) {
            if (in == null) {
                throw new MqlException("mql.lua is missing in the jar; was it repackaged?");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
