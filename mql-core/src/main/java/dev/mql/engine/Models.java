package dev.mql.engine;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.EventType;
import dev.mql.event.Source;
import dev.mql.scoring.Disqualifier;
import dev.mql.scoring.InvalidModelException;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.Presets;
import dev.mql.scoring.Rule;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import dev.mql.store.RecordStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The published scoring model and its history. Each node looks for a newer version twice a second; scoring never waits for that.
 * Thread-safe; publishing and history may block and throw {@link dev.mql.store.StoreException}.
 */
public final class Models {
    private static final String KIND = "model";
    private static final String CURRENT = "current";
    private static final String ALERTS = "alerts";
    private static final String CHALLENGER = "challenger";

    private final RecordStore records;
    private final InstantSource clock;
    private final Set<String> customEvents;
    private volatile Scorer scorer;
    private volatile @Nullable Scorer challenger;
    private volatile boolean tellsCrossings;

    public Models(RecordStore records, InstantSource clock, Config config) {
        this.records = records;
        this.clock = clock;
        this.customEvents = Set.copyOf(config.get(Settings.CUSTOM_EVENTS));
        this.scorer = new Scorer(Presets.smallTicket());
    }

    /** The model that scores now, as far as this node knows. Never blocks. */
    public ScoringModel current() {
        return scorer.model();
    }

    /** The scorer of {@link #current()}. Never blocks. */
    public Scorer scorer() {
        return scorer;
    }

    /** The scorer of the challenger, which scores beside the published model and moves nobody; {@code null} if there is none. Never blocks. */
    public @Nullable Scorer challenger() {
        return challenger;
    }

    /** Whether those are told who hear of stage changes, when a lead crosses the threshold only because this version was published. */
    public boolean tellsCrossings() {
        return tellsCrossings;
    }

    /** Takes over what others have published; where nothing was ever published, publishes the preset. */
    public void refresh() {
        RecordStore.Stored stored = records.get(KIND, CURRENT);
        if (stored == null) {
            ScoringModel preset = Presets.smallTicket();
            if (write(preset.published(1, preset.author(), preset.note(), clock.millis()), 0)) {
                stored = records.get(KIND, CURRENT);
            }
        }
        if (stored != null && stored.version() != current().version()) {
            RecordStore.Stored alerts = records.get(KIND, ALERTS);
            ScoringModel model = ModelJson.read(stored.text());
            tellsCrossings = alerts != null && alerts.text().equals(mark(model));
            scorer = new Scorer(model);
        }
        refreshChallenger();
    }

    private void refreshChallenger() {
        RecordStore.Stored stored = records.get(KIND, CHALLENGER);
        Scorer known = challenger;
        if (stored == null || stored.text().isEmpty()) {
            challenger = null;
        } else if (known == null || known.model().version() != stored.version()) {
            ScoringModel model = ModelJson.read(stored.text());
            challenger = new Scorer(
                    model.published((int) stored.version(), model.author(), model.note(), model.publishedAt()));
        }
    }

    /**
     * Lets a draft score beside the published model on live traffic, in the place of a challenger before; this node at once, others
     * within a second. Its version counts challengers.
     *
     * @throws InvalidModelException naming the field that is wrong
     */
    public ScoringModel challenge(ScoringModel draft, String author, String note) {
        check(draft);
        while (!putChallenger(ModelJson.write(draft.published(0, author, note, clock.millis())))) {
            refreshChallenger(); // somebody else did the same; the last one wins
        }
        refreshChallenger();
        Scorer now = challenger;
        return now == null ? draft : now.model();
    }

    /** Ends the trial; who crossed what stays in the log of effects. */
    public void endChallenge() {
        while (!putChallenger("")) {
            refreshChallenger();
        }
        refreshChallenger();
    }

    private boolean putChallenger(String text) {
        RecordStore.Stored stored = records.get(KIND, CHALLENGER);
        return records.put(KIND, CHALLENGER, stored == null ? 0 : stored.version(), text, null);
    }

    /**
     * Makes a draft the next version; this node scores with it at once, others within a second.
     *
     * @param expectedVersion the version that the draft was made from
     * @return the published model; empty if somebody else has published since
     * @throws InvalidModelException naming the field that is wrong
     */
    public Optional<ScoringModel> publish(ScoringModel draft, int expectedVersion, String author, String note) {
        return publish(draft, expectedVersion, author, note, false);
    }

    /**
     * The same.
     *
     * @param tell whether those who hear of stage changes are to hear of leads that cross the threshold by this publication alone
     */
    public Optional<ScoringModel> publish(
            ScoringModel draft, int expectedVersion, String author, String note, boolean tell) {
        check(draft);
        ScoringModel next = draft.published(expectedVersion + 1, author, note, clock.millis());
        if (tell) {
            RecordStore.Stored old = records.get(KIND, ALERTS);
            records.put(KIND, ALERTS, old == null ? 0 : old.version(), mark(next), null);
        }
        boolean written = write(next, expectedVersion);
        refresh();
        return written ? Optional.of(next) : Optional.empty();
    }

    /** One publication: who loses the race for a version must not speak for the winner. */
    private static String mark(ScoringModel model) {
        return model.version() + " " + model.publishedAt() + ' ' + model.author();
    }

    /**
     * Whether a draft could be published in this shop.
     *
     * @throws InvalidModelException naming the field that is wrong
     */
    public void check(ScoringModel draft) {
        List<String> known = scorableEvents();
        for (Rule rule : draft.rules()) {
            if (!known.contains(rule.event())) {
                throw new InvalidModelException(
                        rule.name() + ".event", "must be an event type of this shop; " + rule.event() + " is none");
            }
        }
        for (Disqualifier disqualifier : draft.disqualifiers()) {
            String event = disqualifier.event();
            if (!event.isEmpty() && !known.contains(event) && !EventType.KNOWN.contains(event)) {
                throw new InvalidModelException(
                        "disqualifiers.event", "must be an event type of this shop; " + event + " is none");
            }
        }
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
            version(version).ifPresent(all::add);
        }
        return all;
    }

    /** A version that was published once; empty if there is none of that number. */
    public Optional<ScoringModel> version(int number) {
        RecordStore.Stored stored = records.get(KIND, "v" + number);
        return stored == null ? Optional.empty() : Optional.of(ModelJson.read(stored.text()));
    }

    /** Names of event types that can be scored in this shop. */
    public List<String> scorableEvents() {
        List<String> all = new ArrayList<>(EventType.KNOWN);
        all.removeIf(type -> !EventType.isScorable(type));
        all.addAll(customEvents);
        return all;
    }

    /** Whether a source may send an event type in this shop. */
    public boolean accepts(String type, Source source) {
        return EventType.accepts(type, source, customEvents);
    }
}
