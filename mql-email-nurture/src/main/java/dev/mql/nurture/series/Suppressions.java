package dev.mql.nurture.series;

import dev.mql.lead.Lead;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Topic;
import dev.mql.store.RecordStore;
import dev.mql.store.RecordStore.Stored;
import dev.mql.store.Retries;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that get no marketing mail, or none of some kinds, whatever lead they turn up in: kept by keyed hash, for ever, outside of
 * any lead, so that no merge, import or erasure brings one back. Holds on all nodes at once. Thread-safe; blocks; throws
 * {@link dev.mql.store.StoreException}.
 *
 * <p>A record is a word that ends all mail ({@code unsubscribed}, {@code bounced}), or {@code declined} with the topics behind it.
 */
public final class Suppressions {
    /** The reason of a mail whose kind the person does not want. */
    public static final String DECLINED_TOPIC = Reason.DECLINED_TOPIC;

    private static final String KIND = "suppressed";
    private static final String DECLINED = "declined";

    private final RecordStore records;

    public Suppressions(RecordStore records) {
        this.records = records;
    }

    /**
     * Why the address gets no mail at all, or {@code null} if that is not so.
     *
     * @param addressHashes all under which the address may have been added
     */
    public @Nullable String reason(List<String> addressHashes) {
        return strongest(texts(addressHashes));
    }

    /**
     * Why the address gets no mail of this kind, or {@code null} if it does: what ends all mail, or {@link #DECLINED_TOPIC}.
     *
     * @param addressHashes all under which the address may have been added
     */
    public @Nullable String reason(List<String> addressHashes, Topic topic) {
        List<String> texts = texts(addressHashes);
        String all = strongest(texts);
        return all == null && declinedIn(texts).contains(topic) ? DECLINED_TOPIC : all;
    }

    /** The same for one kind of mail; what asks the owner of an address to confirm it has no topic. */
    public @Nullable String reason(List<String> addressHashes, Kind kind) {
        Topic topic = kind.topic();
        return topic == null ? reason(addressHashes) : reason(addressHashes, topic);
    }

    /** The kinds of mail that the person does not want, beside what ends all mail. */
    public Set<Topic> declined(List<String> addressHashes) {
        return declinedIn(texts(addressHashes));
    }

    private List<String> texts(List<String> addressHashes) {
        return addressHashes.isEmpty()
                ? List.of()
                : records.getAll(KIND, addressHashes).stream()
                        .filter(stored -> stored != null)
                        .map(Stored::text)
                        .toList();
    }

    /** A bounce counts more than a wish. */
    private static @Nullable String strongest(List<String> texts) {
        List<String> all = texts.stream().filter(text -> !isChoice(text)).toList();
        return all.stream()
                .filter(text -> !text.equals(Reason.UNSUBSCRIBED))
                .findFirst()
                .orElse(all.isEmpty() ? null : Reason.UNSUBSCRIBED);
    }

    private static boolean isChoice(String text) {
        return text.equals(DECLINED) || text.startsWith(DECLINED + " ");
    }

    private static Set<Topic> declinedIn(List<String> texts) {
        Set<Topic> declined = EnumSet.noneOf(Topic.class);
        for (String text : texts) {
            for (String word : isChoice(text) ? text.split(" ", -1) : new String[0]) {
                Topic topic = Topic.parse(word); // null for the first word, and for a topic of a later version
                if (topic != null) {
                    declined.add(topic);
                }
            }
        }
        return declined;
    }

    /** Keeps to what a person said, however the shop heard of it, when nothing else is left of the lead. */
    public void keep(Lead lead) {
        String hash = lead.person().addressHash();
        if (hash != null && lead.person().unsubscribed()) {
            add(hash, Reason.UNSUBSCRIBED);
        }
    }

    /**
     * Adds an address, which then gets no marketing mail at all; the first reason stays, but a wish, which can be taken back, gives way
     * to what can not. Doing it twice does nothing.
     */
    public void add(String addressHash, String reason) {
        change(
                addressHash,
                before -> before == null || isChoice(before) || before.equals(Reason.UNSUBSCRIBED) ? reason : before);
    }

    /** Replaces the kinds of mail that the person does not want; changes nothing for who gets no mail at all. */
    public void decline(Collection<String> addressHashes, Set<Topic> topics) {
        String text = topics.isEmpty()
                ? DECLINED
                : DECLINED + " " + topics.stream().sorted().map(Topic::word).collect(Collectors.joining(" "));
        for (String hash : addressHashes) {
            change(hash, before -> before == null || isChoice(before) ? text : before);
        }
    }

    private void change(String addressHash, Function<@Nullable String, String> change) {
        for (Retries retries = new Retries("a suppression"); ; retries.lost()) {
            Stored stored = records.get(KIND, addressHash);
            String before = stored == null ? null : stored.text();
            String after = change.apply(before);
            if (after.equals(before)
                    || records.put(KIND, addressHash, stored == null ? 0 : stored.version(), after, null)) {
                return;
            }
        }
    }

    /** The person asked to hear from the shop again, and proved it; bounces, complaints and refused kinds of mail stay. */
    public void lift(List<String> addressHashes) {
        for (String hash : addressHashes) {
            if (Reason.UNSUBSCRIBED.equals(reason(List.of(hash)))) {
                records.delete(KIND, hash);
            }
        }
    }
}
