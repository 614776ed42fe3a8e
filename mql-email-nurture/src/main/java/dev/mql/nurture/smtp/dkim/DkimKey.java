package dev.mql.nurture.smtp.dkim;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key and the name under which its public half stands in the DNS. Never shows the key.
 *
 * @param selector the part before {@code ._domainkey}
 * @param algorithm as the signature names it: {@code rsa-sha256} or {@code ed25519-sha256}
 */
public record DkimKey(String selector, String algorithm, PrivateKey key) {
    private static final int LEAST_RSA_BITS = 2_048;
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]{0,30})PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,16000})-----END \\1PRIVATE KEY-----");
    private static final Pattern SELECTOR = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,3}");

    /**
     * Reads keys in the form PKCS#8 PEM, one behind the other.
     *
     * @param selectors as many as there are keys, in their order
     * @throws IllegalArgumentException what is wrong, without a word of the keys
     */
    public static List<DkimKey> read(String pem, List<String> selectors) {
        List<DkimKey> keys = new ArrayList<>();
        Matcher matcher = PEM.matcher(pem.replace("\\n", "\n")); // as people write line ends into one line
        while (matcher.find()) {
            if (!matcher.group(1).isEmpty()) {
                throw new IllegalArgumentException("must be PKCS#8 (BEGIN PRIVATE KEY), not encrypted; convert it by:"
                        + " openssl pkcs8 -topk8 -nocrypt -in KEY");
            }
            if (keys.size() == selectors.size()) {
                throw new IllegalArgumentException("more keys than selectors: each has its own");
            }
            keys.add(of(selectors.get(keys.size()), matcher.group(2)));
        }
        if (keys.size() < selectors.size()) {
            throw new IllegalArgumentException("fewer keys (BEGIN PRIVATE KEY) than selectors: each has its own");
        }
        return List.copyOf(keys);
    }

    private static DkimKey of(String selector, String base64) {
        if (!SELECTOR.matcher(selector).matches()) {
            throw new IllegalArgumentException("a selector is a DNS name such as mql2026");
        }
        PKCS8EncodedKeySpec encoded;
        try {
            encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("holds a key that is not Base64", null);
        }
        try {
            RSAPrivateKey rsa = (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(encoded);
            if (rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
                throw new IllegalArgumentException("holds an RSA key of less than 2048 bits");
            }
            return new DkimKey(selector, "rsa-sha256", rsa);
        } catch (GeneralSecurityException notRsa) {
            try {
                return new DkimKey(
                        selector,
                        "ed25519-sha256",
                        KeyFactory.getInstance("Ed25519").generatePrivate(encoded));
            } catch (GeneralSecurityException neither) {
                throw new IllegalArgumentException("holds a key that is neither RSA nor Ed25519", null);
            }
        }
    }

    /** The signature of these bytes, in Base64. */
    String sign(byte[] data) {
        try {
            boolean rsa = key instanceof RSAPrivateKey;
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            signature.initSign(key);
            // RFC 8463 section 3: Ed25519 signs the hash.
            signature.update(rsa ? data : MessageDigest.getInstance("SHA-256").digest(data));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key that was read can sign", impossible);
        }
    }

    @Override
    public String toString() {
        return "DkimKey[" + selector + ", " + algorithm + "]";
    }
}
