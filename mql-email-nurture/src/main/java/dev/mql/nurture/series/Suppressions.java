package dev.mql.nurture.series;

import dev.mql.lead.Lead;
import dev.mql.store.RecordStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that get no marketing mail, whatever lead they turn up in: kept by keyed hash, for ever, outside of any lead, so that no
 * merge, import or erasure brings one back. Thread-safe; blocks; throws {@link dev.mql.store.StoreException}.
 */
public final class Suppressions {
    private static final String KIND = "suppressed";

    private final RecordStore records;

    public Suppressions(RecordStore records) {
        this.records = records;
    }

    /**
     * Why the address is left alone, or {@code null} if it is not.
     *
     * @param addressHashes all under which the address may have been added
     */
    public @Nullable String reason(List<String> addressHashes) {
        String reason = null;
        for (String hash : addressHashes) {
            RecordStore.Stored stored = records.get(KIND, hash);
            if (stored != null && (reason == null || reason.equals(Guards.UNSUBSCRIBED))) {
                reason = stored.text(); // a bounce counts more than a wish
            }
        }
        return reason;
    }

    /** Keeps to what a person said, however the shop heard of it, when nothing else is left of the lead. */
    public void keep(Lead lead) {
        String hash = lead.person().addressHash();
        if (hash != null && lead.person().unsubscribed()) {
            add(hash, Guards.UNSUBSCRIBED);
        }
    }

    /**
     * Adds an address; the first reason stays, but a wish, which can be taken back, gives way to what can not. Doing it twice does
     * nothing.
     */
    public void add(String addressHash, String reason) {
        if (records.put(KIND, addressHash, 0, reason, null) || reason.equals(Guards.UNSUBSCRIBED)) {
            return;
        }
        RecordStore.Stored stored = records.get(KIND, addressHash);
        if (stored == null) {
            add(addressHash, reason); // lifted this moment
        } else if (stored.text().equals(Guards.UNSUBSCRIBED)) {
            records.put(KIND, addressHash, stored.version(), reason, null);
        }
    }

    /** The person asked to hear from the shop again, and proved it; bounces and complaints stay. */
    public void lift(List<String> addressHashes) {
        for (String hash : addressHashes) {
            if (Guards.UNSUBSCRIBED.equals(reason(List.of(hash)))) {
                records.delete(KIND, hash);
            }
        }
    }
}
