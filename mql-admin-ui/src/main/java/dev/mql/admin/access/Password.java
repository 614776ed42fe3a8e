package dev.mql.admin.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is stored: PBKDF2-HMAC-SHA256 with a salt of its own.
 *
 * @param iterations those it was made with, so that the number may rise later
 */
record Password(int iterations, String salt, String hash) {
    static final int ITERATIONS = 600_000;
    static final int MIN_LENGTH = 12;
    /** Nobody's: checked where there is no account, so that this takes as long as a wrong password. */
    static final Password NOBODY = of(Digests.random());

    static Password of(String password) {
        byte[] salt = Digests.salt();
        return new Password(ITERATIONS, text(salt), text(derive(password, salt, ITERATIONS)));
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(bytes(hash), derive(password, bytes(salt), iterations));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", impossible);
        } finally {
            spec.clearPassword();
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }
}
