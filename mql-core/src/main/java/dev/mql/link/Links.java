package dev.mql.link;

import dev.mql.lead.LeadId;
import dev.mql.store.RecordStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of links in mails: 160 random bits, stored only as SHA-256, for one purpose and a limited time. A token names a lead and a
 * subject; it says nothing by itself and logs nobody in. Thread-safe; may block and throw {@link dev.mql.store.StoreException}.
 */
public final class Links {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KIND = "link";
    private static final int LENGTH = 27;

    private final RecordStore records;

    public Links(RecordStore records) {
        this.records = records;
    }

    /** What a token is for; it never works for another purpose. */
    public enum Purpose {
        RECOVER,
        UNSUBSCRIBE,
        FEEDBACK,
        CONFIRM,
        CLICK
    }

    /**
     * What a token stands for.
     *
     * @param subject for example a cart's id
     */
    public record Link(LeadId lead, String subject) {}

    /** Makes a token of 27 characters of {@code [A-Za-z0-9_-]}. */
    public String issue(Purpose purpose, LeadId lead, String subject, Duration ttl) {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String text = purpose.name() + ' ' + lead + ' ' + subject;
        records.put(KIND, hash(token), 0, text, ttl);
        return token;
    }

    /** What the token stands for; {@code null} if it is unknown, expired, malformed or for another purpose. */
    public @Nullable Link find(String token, Purpose purpose) {
        if (token.length() != LENGTH) {
            return null;
        }
        RecordStore.Stored stored = records.get(KIND, hash(token));
        if (stored == null) {
            return null;
        }
        String[] parts = stored.text().split(" ", 3);
        LeadId lead = LeadId.parse(parts[1]);
        return lead == null || !parts[0].equals(purpose.name()) ? null : new Link(lead, parts[2]);
    }

    private static String hash(String token) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
