package dev.mql.store;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Small versioned records that belong to no single lead: models, tokens, suppressions, accounts, sessions. Thread-safe; may block
 * and throw {@link StoreException}.
 */
public interface RecordStore {

    /**
     * A stored record.
     *
     * @param version 1 for the first write, one more with each
     */
    record Stored(long version, String text) {}

    /**
     * @param kind a constant of our code, {@code [a-z]{1,16}}
     * @param id 1 to 64 characters of {@code [A-Za-z0-9_-]}
     */
    @Nullable
    Stored get(String kind, String id);

    /**
     * Reads several records of a kind, in one round trip where there is one to save; not at one instant.
     *
     * @return in the order of the ids, {@code null} for each that is not there
     */
    default List<@Nullable Stored> getAll(String kind, List<String> ids) {
        return ids.stream().map(id -> get(kind, id)).collect(Collectors.toList());
    }

    /**
     * Writes if the stored version is the expected one; 0 means that there must be none.
     *
     * @param ttl after which it is forgotten; {@code null} keeps it
     * @return whether it was written
     */
    boolean put(String kind, String id, long expectedVersion, String text, @Nullable Duration ttl);

    /** Removes a record; does nothing if there is none. */
    void delete(String kind, String id);
}
