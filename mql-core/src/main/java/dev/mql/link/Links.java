package dev.mql.link;

import dev.mql.lead.LeadId;
import dev.mql.store.RecordStore;
import dev.mql.store.RecordStore.Stored;
import dev.mql.store.Retries;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of links in mails: 160 random bits, stored only as hashes, each for one purpose and a limited time. A token names a lead and a
 * subject; it says nothing by itself and logs nobody in. All links of a mail are one record: 96 bits of their tokens are the same and find
 * it, 64 are each link's own, so that who holds one link does not hold another. Thread-safe; may block and throw
 * {@link dev.mql.store.StoreException}.
 */
public final class Links {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KIND = "link";
    /** No SHA-256 in Base64 is that short. */
    private static final String EPOCH = "epoch";
    /** How long it is known of a link that it once worked, so that people get a better answer than strangers. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int LENGTH = 27;
    private static final int SHARED_BYTES = 12;
    private static final int SHARED = 16;
    private static final int OWN_BYTES = 8;
    /** Is looked for in place of what can not be a token, so that both take the same time. */
    private static final String NO_TOKEN = "-".repeat(LENGTH);

    private final RecordStore records;
    private final InstantSource clock;
    private final Fetches fetches;

    public Links(RecordStore records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
        this.fetches = new Fetches(records, clock);
    }

    /** Before the subject of a question about an order; without it the subject is a cart. */
    public static final String ORDER = "order:";

    /** What a token is for; it never works for another purpose. */
    public enum Purpose {
        RECOVER,
        UNSUBSCRIBE,
        FEEDBACK,
        CONFIRM,
        CLICK,
        OPEN
    }

    /**
     * What a token stands for.
     *
     * @param subject for example a cart's id
     * @param mail names the mail within the lead; empty where it is not known
     * @param coupon code of a coupon that comes with it, or {@code null}
     * @param targets where clicks lead
     * @param over whether its time or its number of uses has run out
     */
    public record Link(
            LeadId lead,
            String subject,
            String mail,
            @Nullable String coupon,
            List<String> targets,
            boolean over) {}

    /**
     * When and by whom all links were made void.
     *
     * @param at milliseconds since 1970 UTC
     */
    public record Revocation(long at, String by) {}

    /** A link where it was found. */
    private record Found(String id, long version, Issued issued, Issued.Entry entry) {}

    /** Makes a token of 27 characters of {@code [A-Za-z0-9_-]}. */
    public String issue(Purpose purpose, LeadId lead, String subject, Duration ttl) {
        return issue(lead, "", List.of(Wish.of(purpose, subject, ttl))).get(0);
    }

    /**
     * Makes all links of one mail with one write.
     *
     * @param mail names the mail within the lead, at most 200 characters: {@link Fetches} are told of under it
     * @param wishes at least one
     * @return their tokens in the same order, each 27 characters of {@code [A-Za-z0-9_-]}
     */
    public List<String> issue(LeadId lead, String mail, List<Wish> wishes) {
        if (mail.length() > 200 || mail.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a mail is named by one line of at most 200 characters");
        }
        long now = clock.millis();
        String shared = random(SHARED_BYTES);
        List<String> tokens = new ArrayList<>();
        List<Issued.Entry> entries = new ArrayList<>();
        for (Wish wish : wishes) {
            String token = shared + random(OWN_BYTES);
            tokens.add(token);
            entries.add(new Issued.Entry(
                    wish.purpose(),
                    hash(token),
                    now + wish.ttl().toMillis(),
                    wish.uses() == 0 ? Issued.UNLIMITED : wish.uses(),
                    wish.coupon(),
                    wish.subject(),
                    wish.targets()));
        }
        Issued issued = new Issued(lead, now, mail, entries);
        records.put(KIND, hash(shared), 0, issued.text(), kept(issued, now));
        return tokens;
    }

    private static Duration kept(Issued issued, long now) {
        return REMEMBERED.plusMillis(Math.max(0, issued.lastExpiry() - now));
    }

    /** What the token stands for; {@code null} if it is unknown, over, revoked, malformed or for another purpose. */
    public @Nullable Link find(String token, Purpose purpose) {
        Link link = look(token, purpose);
        return link == null || link.over() ? null : link;
    }

    /** The same, but for 30 days also of a link that is {@linkplain Link#over over}. */
    public @Nullable Link look(String token, Purpose purpose) {
        Found found = found(token, purpose);
        return found == null
                ? null
                : new Link(
                        found.issued().lead(),
                        found.entry().subject(),
                        found.issued().mail(),
                        found.entry().coupon(),
                        found.entry().targets(),
                        found.entry().over(clock.millis()));
    }

    /**
     * Counts one use of a link.
     *
     * @return whether it may be used; nothing is written for one that may be used as often as one likes
     */
    public boolean use(String token, Purpose purpose) {
        for (Retries retries = new Retries("a link"); ; retries.lost()) {
            Found found = found(token, purpose);
            long now = clock.millis();
            if (found == null || found.entry().over(now)) {
                return false;
            }
            if (found.entry().left() == Issued.UNLIMITED) {
                return true;
            }
            Issued less = found.issued().used(found.entry());
            if (records.put(KIND, found.id(), found.version(), less.text(), kept(less, now))) {
                return true;
            }
        }
    }

    /** Asks the same of the store in the same way, whatever the token is: neither time nor shape tells a guess from a miss. */
    private @Nullable Found found(String given, Purpose purpose) {
        String token = given.length() == LENGTH ? given : NO_TOKEN;
        String hash = hash(token);
        String shared = hash(token.substring(0, SHARED));
        List<@Nullable Stored> stored = records.getAll(KIND, List.of(shared, hash, EPOCH));
        Stored mail = stored.get(0);
        Stored single = stored.get(1);
        Found found = null;
        if (mail != null) {
            found = entry(shared, mail.version(), Issued.parse(mail.text()), hash, purpose);
        } else if (single != null) {
            found = entry(hash, single.version(), Issued.single(single.text(), hash), hash, purpose);
        }
        Revocation revocation = revocation(stored.get(2));
        return found == null || revocation != null && found.issued().at() <= revocation.at() ? null : found;
    }

    private static @Nullable Found entry(
            String id, long version, @Nullable Issued issued, String hash, Purpose purpose) {
        Found found = null;
        byte[] wanted = hash.getBytes(StandardCharsets.UTF_8);
        for (Issued.Entry entry : issued == null ? List.<Issued.Entry>of() : issued.entries()) {
            boolean same = MessageDigest.isEqual(wanted, entry.hash().getBytes(StandardCharsets.UTF_8));
            if (same && issued != null && entry.purpose() == purpose) {
                found = new Found(id, version, issued, entry);
            }
        }
        return found;
    }

    /**
     * Makes every link that was issued until now void, at once and on all nodes, those to unsubscribe and to confirm included. For the
     * day on which somebody got hold of mails.
     *
     * @param by who wants it, for the record; at most 64 characters are kept
     */
    public void revokeAll(String by) {
        for (Retries retries = new Retries("the epoch of links"); ; retries.lost()) {
            Stored before = records.get(KIND, EPOCH);
            String text = clock.millis() + " " + (by.length() <= 64 ? by : by.substring(0, 64));
            if (records.put(KIND, EPOCH, before == null ? 0 : before.version(), text, null)) {
                LOG.warn("All links in mails of before now were made void.");
                return;
            }
        }
    }

    /** The last time that all links were made void; {@code null} if they never were. */
    public @Nullable Revocation revoked() {
        return revocation(records.get(KIND, EPOCH));
    }

    private static @Nullable Revocation revocation(@Nullable Stored epoch) {
        int space = epoch == null ? -1 : epoch.text().indexOf(' ');
        return epoch == null
                ? null
                : new Revocation(
                        Long.parseLong(epoch.text().substring(0, space)),
                        epoch.text().substring(space + 1));
    }

    /** Who fetched the links of which mail: programs or browsers. */
    public Fetches fetches() {
        return fetches;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static String hash(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
