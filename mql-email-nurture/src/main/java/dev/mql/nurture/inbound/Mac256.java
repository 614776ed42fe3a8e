package dev.mql.nurture.inbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key; no request can ask for another algorithm. Thread-safe. */
final class Mac256 {
    private final SecretKeySpec key;

    Mac256(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    /** Whether a signature, 64 hexadecimal digits, is that of the parts; takes the same time wherever they differ. */
    boolean signed(String signature, byte[]... parts) {
        if (signature.length() != 64) {
            return false;
        }
        try {
            return MessageDigest.isEqual(HexFormat.of().parseHex(signature), sign(parts));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }
}
