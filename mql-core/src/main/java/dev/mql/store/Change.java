package dev.mql.store;

import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new state of a lead, ready to be committed.
 *
 * @param before what was read; its version is the one that must still be stored
 * @param after the new state; the store gives it the next version
 * @param rank place among all leads, the same at every instant ({@link dev.mql.scoring.Scorer#rank}); not finite = not listed
 * @param expireAt when the document may be forgotten, milliseconds since 1970 UTC
 * @param effects told to others if, and only if, this change is committed
 * @param beside what stands beside the document of {@code before}, as far as its reader knows; {@code null} if it does not. A store may
 *     leave it as it is where nothing is to change
 */
public record Change(
        Lead before,
        Lead after,
        double rank,
        long expireAt,
        List<Effect> effects,
        @Nullable Beside beside) {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    /**
     * What a commit has written beside the document.
     *
     * @param rank as in {@link Change}
     * @param expireAt as in {@link Change}
     */
    public record Beside(double rank, long expireAt) {}

    /** A change by somebody who knows the document only. */
    public Change(Lead before, Lead after, double rank, long expireAt, List<Effect> effects) {
        this(before, after, rank, expireAt, effects, null);
    }

    Change knowing(@Nullable Beside stored) {
        return new Change(before, after, rank, expireAt, effects, stored);
    }

    /** Whether the place in the ranking is known to be the right one already. */
    public boolean keepsRank() {
        return beside != null && beside.rank() == rank;
    }

    /** Whether the document is known to live as long as it should already, up to an hour, and long enough for a clock that is wrong. */
    public boolean keepsExpiry() {
        return beside != null
                && beside.expireAt() <= expireAt
                && expireAt - beside.expireAt() < HOUR
                && beside.expireAt() >= Math.max(after.lastSeen(), after.since()) + HOUR;
    }

    /** What stands beside the document once this is committed. */
    Beside committed() {
        return new Beside(rank, beside != null && keepsExpiry() ? beside.expireAt() : expireAt);
    }

    /** The stage under which the lead is counted in the store now; {@code null} if it is not. */
    public @Nullable Stage countedBefore() {
        return before.stored() && before.aliasOf() == null && !before.gone() ? before.stage() : null;
    }

    /** The stage under which it will be counted; an alias is nobody, and so is who was erased. */
    public @Nullable Stage countedAfter() {
        return after.aliasOf() == null && !after.gone() ? after.stage() : null;
    }
}
