package dev.mql.nurture.inbound;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A public key on the curve P-256, with ECDSA and SHA-256; no request can ask for another algorithm. Thread-safe. */
final class P256 {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final int MOST_BYTES = 72;

    private final PublicKey key;

    private P256(PublicKey key) {
        this.key = key;
    }

    /**
     * @param text the key in Base64 (SubjectPublicKeyInfo), as the provider shows it
     * @throws IllegalArgumentException if it is none on this curve
     */
    static P256 parse(String text) {
        String allowed = "must be a public key on the curve P-256 in Base64, as the provider shows it";
        try {
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text.strip())));
            if (key instanceof ECPublicKey curve && curve.getParams().getOrder().equals(ORDER)) {
                return new P256(key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException bad) {
            throw new IllegalArgumentException(allowed, bad);
        }
        throw new IllegalArgumentException(allowed);
    }

    /** @param signature in DER and Base64 */
    boolean signed(String signature, byte[]... parts) {
        try {
            byte[] der = Base64.getDecoder().decode(signature);
            if (der.length > MOST_BYTES || !inRange(der)) {
                return false;
            }
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(key);
            for (byte[] part : parts) {
                ecdsa.update(part);
            }
            return ecdsa.verify(der);
        } catch (IllegalArgumentException | GeneralSecurityException notASignature) {
            return false;
        }
    }

    /** Whether both numbers are 1 to order - 1: Java up to 17.0.2 takes a signature of two zeros for that of anything. */
    private static boolean inRange(byte[] der) {
        ByteBuffer in = ByteBuffer.wrap(der);
        return in.remaining() > 2
                && in.get() == 0x30
                && in.get() == in.remaining()
                && inRange(number(in))
                && inRange(number(in))
                && !in.hasRemaining();
    }

    private static boolean inRange(@Nullable BigInteger number) {
        return number != null && number.signum() > 0 && number.compareTo(ORDER) < 0;
    }

    private static @Nullable BigInteger number(ByteBuffer in) {
        if (in.remaining() < 3 || in.get() != 0x02) {
            return null;
        }
        int length = in.get();
        if (length < 1 || length > in.remaining()) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new BigInteger(bytes);
    }
}
