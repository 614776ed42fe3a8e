package dev.mql.handoff;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of a webhook, in the form of Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body}.
 *
 * @param id names the key without telling it, 8 hexadecimal digits
 */
record SigningKey(SecretKeySpec key, String id) {
    private static final String PREFIX = "whsec_";

    /**
     * @param secret the key itself in UTF-8, or {@code whsec_} and the key in Base64
     * @throws IllegalArgumentException if what follows {@code whsec_} is no Base64 of at least 24 bytes
     */
    static SigningKey of(String secret) {
        byte[] bytes = secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 24) {
            throw new IllegalArgumentException("too short");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new SigningKey(
                    new SecretKeySpec(bytes, "HmacSHA256"), HexFormat.of().formatHex(digest, 0, 4));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** @param seconds since 1970 UTC */
    String sign(String messageId, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((messageId + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
