package dev.mql.store;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * Clears what the indexes still say of leads whose documents have expired; leads whose documents are there stay as they are.
     *
     * @return how many of them are gone
     */
    int forget(List<LeadId> ids);

    /**
     * Some of all stored leads.
     *
     * @param leads in no order, aliases too; perhaps none though more are to come
     * @param next where to go on; {@code null} if this was the last part
     */
    record Scan(List<Lead> leads, @Nullable String next) {}

    /**
     * Goes through everything that is stored, in parts of bounded work. A lead that is there from the first part to the last comes at
     * least once; others come or do not. What changes meanwhile may come in an older or newer state. A document that can not be read
     * is left out and logged.
     *
     * @param cursor what the part before gave as {@link Scan#next}, on whatever node; {@code null} to begin
     * @param about how many leads are wanted, 1 to 1000; it may be somewhat more or fewer
     */
    Scan scan(@Nullable String cursor, int about);

    /**
     * Another place for a lead.
     *
     * @param version the version for which the rank was computed
     * @param rank as in {@link Change#rank}
     */
    record Ranking(LeadId id, long version, double rank) {}

    /**
     * Moves leads to other places in the ranking without writing their documents, each if its version is still the stored one. Moving
     * twice is moving once.
     *
     * @return how many versions were still the stored ones
     */
    int rerank(List<Ranking> rankings);

    /** Removes all effects of a lead from the logs. New ones may come with later commits, so end those first. */
    void eraseEffects(LeadId id);
}
