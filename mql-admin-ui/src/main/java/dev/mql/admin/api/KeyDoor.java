package dev.mql.admin.api;

import dev.mql.admin.web.Call;
import dev.mql.admin.web.Door;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The door of the API: one bearer key, kept and compared as a hash. Without a key the API does not exist. */
public final class KeyDoor implements Door {
    private static final String SCHEME = "Bearer ";
    private final byte @Nullable [] keyHash;

    /** @param key empty for none */
    public KeyDoor(String key) {
        keyHash = key.isEmpty() ? null : hash(key);
    }

    @Override
    public boolean open() {
        return keyHash != null;
    }

    @Override
    public @Nullable Reply refuse(Call call) {
        String header = call.header("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        byte[] given =
                hash(bearer ? String.valueOf(header).substring(SCHEME.length()).strip() : "");
        if (!bearer || !MessageDigest.isEqual(keyHash, given)) {
            throw new Failure(
                    401,
                    "unauthorized",
                    "Unauthorized",
                    "Send the key of mql.api.key as: Authorization: Bearer KEY",
                    Map.of("WWW-Authenticate", "Bearer realm=\"mql\""));
        }
        return null;
    }

    @Override
    public Reply tell(Failure failure, String base) {
        return Problems.of(failure);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
