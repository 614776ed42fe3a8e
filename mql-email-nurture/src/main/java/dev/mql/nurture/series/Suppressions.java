package dev.mql.nurture.series;

import dev.mql.store.RecordStore;
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

    /** Why the address is left alone, or {@code null} if it is not. */
    public @Nullable String reason(String addressHash) {
        RecordStore.Stored stored = records.get(KIND, addressHash);
        return stored == null ? null : stored.text();
    }

    /** Adds an address; the first reason stays. Doing it twice does nothing. */
    public void add(String addressHash, String reason) {
        records.put(KIND, addressHash, 0, reason, null);
    }

    /** The person asked to hear from the shop again, and proved it; bounces and complaints stay. */
    public void lift(String addressHash) {
        if (Guards.UNSUBSCRIBED.equals(reason(addressHash))) {
            records.delete(KIND, addressHash);
        }
    }
}
