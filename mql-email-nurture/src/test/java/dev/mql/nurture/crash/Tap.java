package dev.mql.nurture.crash;

import dev.mql.lead.LeadId;
import dev.mql.store.Change;
import java.util.List;

/** Stands between a node and its store: sees each step, and may end the process there. Called on the node's threads. */
interface Tap {

    /** Whether the node may take leads that are due. */
    default boolean open() {
        return true;
    }

    /** Due leads were taken, nothing is done yet. */
    default void taken(List<LeadId> leads) {}

    /** These changes are about to be committed. */
    default void before(List<Change> changes) {}

    /** These changes were committed; those that lost a race are not among them. */
    default void after(List<Change> changes) {}
}
