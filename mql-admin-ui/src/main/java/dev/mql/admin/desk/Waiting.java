package dev.mql.admin.desk;

import dev.mql.lead.Lead;
import dev.mql.scoring.Scorer;
import java.time.Duration;

/**
 * An MQL that waits for sales.
 *
 * @param score now
 * @param grade now, A1 to C3
 * @param quality band of the grade, {@code high} or {@code low}
 * @param waited since it became an MQL, in milliseconds
 * @param target in which sales should have looked, in milliseconds; 0 = no target
 */
public record Waiting(Lead lead, double score, String grade, String quality, long waited, long target) {

    static Waiting of(Lead lead, Scorer scorer, Duration target, long now) {
        double score = scorer.score(lead, now).value();
        String grade = scorer.grade(lead, score);
        return new Waiting(
                lead,
                score,
                grade,
                scorer.model().grades().band(grade),
                Math.max(0, now - lead.since()),
                target.toMillis());
    }

    /** Whether an address is known, so that sales can do something. */
    public boolean reachable() {
        return lead.person().known();
    }

    /** Whether sales should have looked by now. */
    public boolean overdue() {
        return reachable() && target > 0 && waited > target;
    }
}
