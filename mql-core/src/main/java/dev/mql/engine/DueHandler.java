package dev.mql.engine;

import dev.mql.lead.Lead;

/** Does what a plan says once its time has come, for example sends a mail. */
@FunctionalInterface
public interface DueHandler {

    /**
     * Called on the due thread, after the decision for this instant was committed. May block for some seconds; must commit its own
     * progress, or the lead comes again after the lease. What it throws is logged and counted.
     */
    void due(Lead lead, long now);

    /** Waits until all that was begun is done, for handlers that go on by themselves; for callers who wake leads on their own thread. */
    default void settle() {}
}
