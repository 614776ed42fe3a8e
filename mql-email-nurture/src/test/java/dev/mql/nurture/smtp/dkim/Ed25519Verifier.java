package dev.mql.nurture.smtp.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks a signature of RFC 8463 as a receiver does, by regular expressions and with nothing of what made it; jDKIM knows RSA only. Its
 * own proof is the example of the RFC.
 */
final class Ed25519Verifier {
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519Verifier() {}

    /**
     * @param message with CRLF at the end of each line
     * @param publicKey the p= of the DNS, in Base64
     */
    static boolean verifies(String message, String publicKey) throws GeneralSecurityException {
        int end = message.indexOf("\r\n\r\n");
        String body = message.substring(end + 4);
        List<String> fields = new ArrayList<>();
        for (String line : message.substring(0, end).split("\r\n(?![ \t])")) {
            fields.add(line);
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).startsWith("DKIM-Signature:") && fields.get(i).contains("a=ed25519-sha256")) {
                String signature = fields.remove(i);
                return verifies(signature, fields, body, publicKey);
            }
        }
        return false;
    }

    private static boolean verifies(String signature, List<String> fields, String body, String publicKey)
            throws GeneralSecurityException {
        Map<String, String> tags = new HashMap<>();
        for (String tag : signature
                .substring(signature.indexOf(':') + 1)
                .replaceAll("\\s", "")
                .split(";")) {
            String[] parts = tag.split("=", 2);
            tags.put(parts[0], parts[1]);
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        String canonicalBody =
                body.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n").replaceAll("(\r\n)*$", "");
        String hash = base64(sha.digest(
                ((canonicalBody.isEmpty() ? "" : canonicalBody + "\r\n")).getBytes(StandardCharsets.US_ASCII)));
        if (!hash.equals(tags.get("bh"))) {
            return false;
        }
        StringBuilder data = new StringBuilder();
        List<String> left = new ArrayList<>(fields);
        for (String name : tags.get("h").split(":")) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    data.append(canonical(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        data.append(canonical(signature.replaceAll("([;\\s]b=)[A-Za-z0-9+/=\\s]+$", "$1")));
        byte[] key = Base64.getDecoder().decode(publicKey);
        byte[] encoded = java.util.Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + key.length);
        System.arraycopy(key, 0, encoded, X509_PREFIX.length, key.length);
        PublicKey known = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(known);
        check.update(sha.digest(data.toString().getBytes(StandardCharsets.US_ASCII)));
        return check.verify(Base64.getDecoder().decode(tags.get("b")));
    }

    private static String canonical(String field) {
        int colon = field.indexOf(':');
        return field.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":"
                + field.substring(colon + 1)
                        .replaceAll("\r\n", "")
                        .replaceAll("[ \t]+", " ")
                        .strip();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
