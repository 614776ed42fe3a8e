package dev.mql.store;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where leads are kept. The atomic step is the seam: a change is committed whole, with its place in the indexes and its effects, if
 * the version it was made from is still the stored one. Thread-safe; calls may block on the network and then throw
 * {@link StoreException}, after which nothing is known of the outcome: committing again is safe, since a change that had won shows
 * as a conflict.
 */
public interface LeadStore {

    /** Reads leads in the order asked for; an id that is not stored gives {@link Lead#fresh}. */
    List<Lead> load(List<LeadId> ids);

    /** Commits changes of different leads, each for itself; the outcomes come in the same order. */
    List<Outcome> commit(List<Change> changes);

    /**
     * Takes leads whose {@link Lead#wakeAt} has come. Each is taken by one caller; if nobody commits it, it comes again after the
     * lease.
     *
     * @return at most {@code max} ids, earliest first within a shard
     */
    List<LeadId> claimDue(Instant now, Duration lease, int max);

    /** Clears what indexes still say of a lead whose document has expired; does nothing if the document is there. */
    void forget(LeadId id);
}
