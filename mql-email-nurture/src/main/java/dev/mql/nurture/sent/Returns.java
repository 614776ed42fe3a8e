package dev.mql.nurture.sent;

import dev.mql.identity.Vault;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import dev.mql.store.RecordStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Return tokens: by one a bounce or complaint names the mail that it is about. A token is 160 bits of a keyed hash, the same for the
 * same mail to the same address however often it is tried, and stored only as SHA-256, for {@link #KEPT}; who does not have the mail
 * can not guess it, so nobody can have another's address left alone. It stands in the envelope sender ({@code bounce+TOKEN@DOMAIN})
 * and in the Message-ID ({@code <mql.TOKEN@DOMAIN>}) alike, for servers that keep only one of them. Thread-safe; blocks; throws
 * {@link dev.mql.store.StoreException}.
 */
public final class Returns {
    /** How long a mail can be found by its token; servers give up after five days or so, complaints come within weeks. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final String KIND = "mail";
    private static final int BYTES = 20;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{27}");

    private final RecordStore records;
    private final SecretKeySpec key;

    public Returns(RecordStore records, Vault vault) {
        this.records = records;
        this.key = new SecretKeySpec(vault.key("return token"), "HmacSHA256");
    }

    /**
     * Remembers the mail. Doing it again for another attempt at the same mail gives the same token and costs one call of the store.
     *
     * @param addressHash of the address that it goes to
     * @return 27 characters of {@code [A-Za-z0-9_-]}
     */
    public String issue(LeadId lead, Mailing mail, String addressHash) {
        SentMail sent = new SentMail(lead, mail.kind(), mail.step(), addressHash, mail.subject());
        String token = token(sent);
        records.put(KIND, hash(token), 0, sent.text(), KEPT);
        return token;
    }

    /** The mail that a token stands for; {@code null} if it is unknown, too old or malformed. */
    public @Nullable SentMail find(String token) {
        if (!FORM.matcher(token).matches()) {
            return null;
        }
        RecordStore.Stored stored = records.get(KIND, hash(token));
        return stored == null ? null : SentMail.parse(stored.text());
    }

    /** Not of the lead: that may have been joined with another between two attempts. */
    private String token(SentMail sent) {
        String name = sent.kind() + " " + sent.step() + " " + sent.addressHash() + " " + sent.subject();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    private static String hash(String token) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
