package dev.mql.identity;

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

/** All that comes from one secret. Its id says which secret it was, and nothing about it. Thread-safe. */
final class Keys {
    private static final int NONCE = 12;

    private final byte[] extracted;
    private final String id;
    private final SecretKeySpec sealKey;
    private final SecretKeySpec addressKey;

    Keys(String secret) {
        this.extracted = hmac(
                new SecretKeySpec("mql".getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
                secret.getBytes(StandardCharsets.UTF_8));
        this.id = url(Arrays.copyOf(forPurpose("key id"), 3));
        this.sealKey = new SecretKeySpec(forPurpose("seal"), "AES");
        this.addressKey = new SecretKeySpec(forPurpose("address"), "HmacSHA256");
    }

    /** 4 characters of {@code [A-Za-z0-9_-]}. */
    String id() {
        return id;
    }

    byte[] forPurpose(String purpose) {
        return hmac(new SecretKeySpec(extracted, "HmacSHA256"), (purpose + "\u0001").getBytes(StandardCharsets.UTF_8));
    }

    String hash(String text) {
        return url(hmac(addressKey, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The id, a dot, then nonce and cipher text. */
    String seal(String text, SecureRandom random) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
        return id
                + '.'
                + url(ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    /**
     * @param sealed what stands behind the dot
     * @throws IllegalArgumentException if it was changed
     * @throws IllegalStateException if it was changed
     */
    String open(String sealed) {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        if (bytes.length <= NONCE) {
            throw new IllegalArgumentException("too short");
        }
        byte[] plain = cipher(
                Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), Arrays.copyOfRange(bytes, NONCE, bytes.length));
        return new String(plain, StandardCharsets.UTF_8);
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

    private static byte[] hmac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
