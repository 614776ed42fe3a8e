package dev.mql.nurture.series;

import dev.mql.store.RecordStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The playbook in force and its history. Each node looks for a newer version about twice a second. Thread-safe; publishing and history
 * may block and throw {@link dev.mql.store.StoreException}.
 */
public final class Playbooks {
    private static final String KIND = "playbook";
    private static final String CURRENT = "current";

    private final RecordStore records;
    private final InstantSource clock;
    private volatile Playbook current;

    /** @param usual what holds until somebody publishes one */
    public Playbooks(RecordStore records, InstantSource clock, Playbook usual) {
        this.records = records;
        this.clock = clock;
        this.current = usual;
    }

    /** The playbook as far as this node knows. Never blocks. */
    public Playbook current() {
        return current;
    }

    /** Takes over what others have published. */
    public void refresh() {
        RecordStore.Stored stored = records.get(KIND, CURRENT);
        if (stored != null && stored.version() != current.version()) {
            current = PlaybookJson.read(stored.text());
        }
    }

    /**
     * Makes a draft the next version; this node goes by it at once, others within a second.
     *
     * @param expectedVersion the version that the draft was made from
     * @return the published playbook; empty if somebody else has published since
     */
    public Optional<Playbook> publish(Playbook draft, int expectedVersion, String author, String note) {
        Playbook next = draft.published(expectedVersion + 1, author, note, clock.millis());
        String json = PlaybookJson.write(next);
        boolean written = records.put(KIND, CURRENT, expectedVersion, json, null);
        if (written) {
            records.put(KIND, "v" + next.version(), 0, json, null);
        }
        refresh();
        return written ? Optional.of(next) : Optional.empty();
    }

    /** Published versions, newest first. */
    public List<Playbook> history(int limit) {
        List<Playbook> all = new ArrayList<>();
        for (int version = current.version(); version > 0 && all.size() < limit; version--) {
            RecordStore.Stored stored = records.get(KIND, "v" + version);
            if (stored != null) {
                all.add(PlaybookJson.read(stored.text()));
            }
        }
        return all;
    }
}
