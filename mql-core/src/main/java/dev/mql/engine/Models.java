package dev.mql.engine;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.EventType;
import dev.mql.event.Source;
import dev.mql.scoring.InvalidModelException;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.Rule;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import dev.mql.store.RecordStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The published scoring model and its history. Each node looks for a newer version twice a second; scoring never waits for that.
 * Thread-safe; publishing and history may block and throw {@link dev.mql.store.StoreException}.
 */
public final class Models {
    private static final String KIND = "model";
    private static final String CURRENT = "current";

    private final RecordStore records;
    private final InstantSource clock;
    private final Set<String> customEvents;
    private volatile Scorer scorer;

    public Models(RecordStore records, InstantSource clock, Config config) {
        this.records = records;
        this.clock = clock;
        this.customEvents = Set.copyOf(config.get(Settings.CUSTOM_EVENTS));
        this.scorer = new Scorer(ScoringModel.smallTicket());
    }

    /** The model that scores now, as far as this node knows. Never blocks. */
    public ScoringModel current() {
        return scorer.model();
    }

    /** The scorer of {@link #current()}. Never blocks. */
    public Scorer scorer() {
        return scorer;
    }

    /** Takes over what others have published; where nothing was ever published, publishes the preset. */
    public void refresh() {
        RecordStore.Stored stored = records.get(KIND, CURRENT);
        if (stored == null) {
            ScoringModel preset = ScoringModel.smallTicket();
            if (write(preset.published(1, preset.author(), preset.note(), clock.millis()), 0)) {
                stored = records.get(KIND, CURRENT);
            }
        }
        if (stored != null && stored.version() != current().version()) {
            scorer = new Scorer(ModelJson.read(stored.text()));
        }
    }

    /**
     * Makes a draft the next version; this node scores with it at once, others within a second.
     *
     * @param expectedVersion the version that the draft was made from
     * @return the published model; empty if somebody else has published since
     * @throws InvalidModelException naming the field that is wrong
     */
    public Optional<ScoringModel> publish(ScoringModel draft, int expectedVersion, String author, String note) {
        for (Rule rule : draft.rules()) {
            if (!scorableEvents().contains(rule.event())) {
                throw new InvalidModelException(rule.event(), "is not an event type of this shop");
            }
        }
        ScoringModel next = draft.published(expectedVersion + 1, author, note, clock.millis());
        boolean written = write(next, expectedVersion);
        refresh();
        return written ? Optional.of(next) : Optional.empty();
    }

    private boolean write(ScoringModel model, long expectedVersion) {
        String json = ModelJson.write(model);
        if (!records.put(KIND, CURRENT, expectedVersion, json, null)) {
            return false;
        }
        records.put(KIND, "v" + model.version(), 0, json, null);
        return true;
    }

    /** Published versions, newest first. */
    public List<ScoringModel> history(int limit) {
        List<ScoringModel> all = new ArrayList<>();
        for (int version = current().version(); version > 0 && all.size() < limit; version--) {
            RecordStore.Stored stored = records.get(KIND, "v" + version);
            if (stored != null) {
                all.add(ModelJson.read(stored.text()));
            }
        }
        return all;
    }

    /** Names of event types that can be scored in this shop. */
    public List<String> scorableEvents() {
        List<String> all = new ArrayList<>(EventType.KNOWN);
        all.remove(EventType.CART_SNAPSHOT);
        all.addAll(customEvents);
        return all;
    }

    /** Whether a source may send an event type in this shop. */
    public boolean accepts(String type, Source source) {
        return EventType.accepts(type, source, customEvents);
    }
}
