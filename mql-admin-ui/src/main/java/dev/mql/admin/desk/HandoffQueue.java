package dev.mql.admin.desk;

import dev.mql.Mql;
import dev.mql.config.Settings;
import dev.mql.scoring.Scorer;
import java.util.List;

/** The MQLs that wait for sales, those first that wait longest. Thread-safe; blocks. */
public final class HandoffQueue {
    private static final int MOST = 10_000;

    private final Mql mql;

    public HandoffQueue(Mql mql) {
        this.mql = mql;
    }

    /**
     * Which of them.
     *
     * @param grade A1 to C3; empty for all
     * @param quality {@code high} or {@code low}; empty for both
     * @param anonymous whether also those of whom no address is known, whom sales can not reach
     */
    public record Question(String grade, String quality, boolean anonymous) {

        public boolean takes(Waiting waiting) {
            return (anonymous || waiting.reachable())
                    && (grade.isEmpty() || grade.equals(waiting.grade()))
                    && (quality.isEmpty() || quality.equals(waiting.quality()));
        }
    }

    /** All of them, up to 10,000, also those whom sales can not reach. */
    public List<Waiting> all() {
        Scorer scorer = mql.models().scorer();
        long now = mql.clock().millis();
        return mql.desk().queue(MOST).stream()
                .map(lead -> Waiting.of(lead, scorer, mql.config().get(Settings.HANDOFF_FIRST_TOUCH), now))
                .toList();
    }

    /** @param limit at most so many */
    public List<Waiting> list(Question question, int limit) {
        return all().stream().filter(question::takes).limit(limit).toList();
    }
}
