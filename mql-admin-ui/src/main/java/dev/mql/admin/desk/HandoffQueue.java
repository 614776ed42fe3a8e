package dev.mql.admin.desk;

import dev.mql.Mql;
import dev.mql.config.Settings;
import dev.mql.scoring.Scorer;
import java.util.List;

/** The MQLs that wait for sales, those first that wait longest. Thread-safe; blocks. */
public final class HandoffQueue {
    private static final int MOST = 1_000;

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
    public record Question(String grade, String quality, boolean anonymous) {}

    /** @param limit at most so many, up to 1,000 */
    public List<Waiting> list(Question question, int limit) {
        Scorer scorer = mql.models().scorer();
        long now = mql.clock().millis();
        return mql.desk().queue(10 * MOST).stream()
                .filter(lead -> question.anonymous() || lead.person().known())
                .map(lead -> Waiting.of(lead, scorer, mql.config().get(Settings.HANDOFF_FIRST_TOUCH), now))
                .filter(one -> question.grade().isEmpty() || question.grade().equals(one.grade()))
                .filter(one ->
                        question.quality().isEmpty() || question.quality().equals(one.quality()))
                .limit(Math.min(MOST, limit))
                .toList();
    }
}
