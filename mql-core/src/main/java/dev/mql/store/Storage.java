package dev.mql.store;

import java.time.InstantSource;

/** Everything that one place of storage offers; closing it gives connections and threads back. */
public interface Storage extends AutoCloseable {
    LeadStore leads();

    LeadIndex index();

    RecordStore records();

    /** Time as the storage sees it, so that all nodes agree; never blocks. */
    InstantSource clock();

    /** One line for people: what it is, where, which version; no password. */
    String description();

    @Override
    void close();
}
