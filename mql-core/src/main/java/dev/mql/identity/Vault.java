package dev.mql.identity;

import dev.mql.MqlException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what names a person: seals texts (AES-256-GCM, fresh nonce, key id in front) and gives keyed hashes to look them up
 * (HMAC-SHA256). All keys come from the secret of the shop (HKDF, RFC 5869) and never reach the store. What was made under an earlier
 * secret is still read and found, as long as that secret is named; nothing new is made under it. Thread-safe.
 */
public final class Vault {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys current;
    /** By the id of the key, the current one first. */
    private final Map<String, Keys> known = new LinkedHashMap<>();

    public Vault(String secret) {
        this(secret, List.of());
    }

    /**
     * @param secret what everything new is made under
     * @param previous secrets of before, in any order
     */
    public Vault(String secret, List<String> previous) {
        this.current = new Keys(secret);
        known.put(current.id(), current);
        for (String earlier : previous) {
            Keys keys = new Keys(earlier);
            known.putIfAbsent(keys.id(), keys);
        }
    }

    /** A secret for a shop that keeps nothing beyond its own run. */
    public static String randomSecret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Names the current secret and says nothing about it: 4 characters of {@code [A-Za-z0-9_-]}. */
    public String keyId() {
        return current.id();
    }

    /** Whether there is an earlier secret. */
    public boolean rotated() {
        return known.size() > 1;
    }

    /** 32 bytes for one purpose; the same secret and purpose give the same key. */
    public byte[] key(String purpose) {
        return current.forPurpose(purpose);
    }

    /** The keys for one purpose, of the current secret first and then of those before it. */
    public List<byte[]> keys(String purpose) {
        return known.values().stream().map(keys -> keys.forPurpose(purpose)).toList();
    }

    /** The keyed hash under which a normal address ({@link Addresses#normal}) is found: 43 characters of {@code [A-Za-z0-9_-]}. */
    public String addressHash(String normalAddress) {
        return current.hash(normalAddress);
    }

    /** All hashes under which an address may have been stored, the current one first. Whoever looks for an address asks for each. */
    public List<String> addressHashes(String normalAddress) {
        return known.values().stream().map(keys -> keys.hash(normalAddress)).toList();
    }

    /** The same for the shop's own id of a customer, which is kept nowhere else. */
    public List<String> customerHashes(String id) {
        return known.values().stream().map(keys -> keys.hash("customer " + id)).toList();
    }

    /** The keyed hash of a number of the shop's, under the current secret: 43 characters of {@code [A-Za-z0-9_-]}. */
    public String referenceHash(String kind, String number) {
        return current.hash(kind + ' ' + number);
    }

    /** The same for an address that is sealed; empty if it can not be opened. */
    public List<String> sealedAddressHashes(String sealedAddress) {
        try {
            return addressHashes(open(sealedAddress));
        } catch (MqlException unknownKey) {
            return List.of();
        }
    }

    public String seal(String text) {
        return current.seal(text, RANDOM);
    }

    /** Whether a sealed text is under the current secret. */
    public boolean current(String sealed) {
        return keyId(sealed).equals(current.id());
    }

    /**
     * Reads what {@link #seal} made, under the current secret or one before it.
     *
     * @throws MqlException if the text was sealed with a secret that is not named, or changed
     */
    public String open(String sealed) {
        String id = keyId(sealed);
        Keys keys = known.get(id);
        if (keys == null) {
            throw new MqlException("A sealed text can not be opened: its key " + id + " is none of "
                    + String.join(", ", known.keySet())
                    + ". If mql.secret was changed, name the secret of before in mql.secret.previous.");
        }
        try {
            return keys.open(sealed.substring(id.length() + 1));
        } catch (IllegalArgumentException | IllegalStateException changed) {
            throw new MqlException(
                    "A sealed text can not be opened: it was changed after it was sealed with mql.secret", changed);
        }
    }

    private static String keyId(String sealed) {
        return sealed.substring(0, Math.max(0, sealed.indexOf('.')));
    }
}
