package dev.mql.handoff;

import dev.mql.lead.Lead;
import dev.mql.lead.Notice;

/** One way to tell somebody of a lead, for example a webhook. Thread-safe. */
public interface Channel extends AutoCloseable {

    /**
     * For channels where telling twice would do harm: they call {@link #begin} before they let go of anything. A notice whose outcome
     * is unknown after that is never told again by itself.
     */
    @FunctionalInterface
    interface HandOver {
        /** Commits that the notice leaves now; {@code false} if it must not any more, since somebody else has it or it is gone. */
        boolean begin();
    }

    /**
     * Tells. May block for some seconds; must not throw for what a receiver does.
     *
     * @param lead as committed when the notice was claimed
     */
    Answer tell(Lead lead, Notice notice, HandOver handOver);

    /** When telling makes sense, milliseconds since 1970 UTC; a time that has come for now. Fast and without effect. */
    default long readyAt() {
        return 0;
    }

    /** Lets go of what it holds. */
    @Override
    default void close() {}
}
