package dev.mql.identity;

import dev.mql.MqlException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps what names a person: seals texts (AES-256-GCM, fresh nonce, key id in front) and gives keyed hashes to look them up
 * (HMAC-SHA256). All keys come from the one secret of the shop (HKDF, RFC 5869) and never reach the store. Thread-safe.
 */
public final class Vault {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY_ID = "1.";
    private static final int NONCE = 12;

    private final byte[] extracted;
    private final SecretKeySpec sealKey;
    private final SecretKeySpec addressKey;

    public Vault(String secret) {
        this.extracted = hmac("mql".getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        this.sealKey = new SecretKeySpec(key("seal"), "AES");
        this.addressKey = new SecretKeySpec(key("address"), "HmacSHA256");
    }

    /** A secret for a shop that keeps nothing beyond its own run. */
    public static String randomSecret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** 32 bytes for one purpose; the same secret and purpose give the same key. */
    public byte[] key(String purpose) {
        byte[] info = (purpose + "\u0001").getBytes(StandardCharsets.UTF_8);
        return hmac(extracted, info);
    }

    /** The keyed hash under which a normal address ({@link Addresses#normal}) is found: 43 characters of {@code [A-Za-z0-9_-]}. */
    public String addressHash(String normalAddress) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(addressKey);
            return url(mac.doFinal(normalAddress.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    public String seal(String text) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
        return KEY_ID
                + url(ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    /**
     * Reads what {@link #seal} made.
     *
     * @throws MqlException if the text was sealed with another secret or changed
     */
    public String open(String sealed) {
        if (!sealed.startsWith(KEY_ID)) {
            throw new MqlException("sealed text has an unknown key; was mql.secret changed?");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(KEY_ID.length()));
            byte[] plain = cipher(
                    Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), Arrays.copyOfRange(bytes, NONCE, bytes.length));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IllegalStateException changed) {
            throw new MqlException("sealed text can not be opened; was mql.secret changed?", changed);
        }
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealKey, new GCMParameterSpec(128, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException bad) {
            throw new IllegalStateException(bad);
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
