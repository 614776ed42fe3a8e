package dev.mql.store;

import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
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
 */
public record Change(Lead before, Lead after, double rank, long expireAt, List<Effect> effects) {

    /** The stage under which the lead is counted in the store now; {@code null} if it is not. */
    public @Nullable Stage countedBefore() {
        return before.stored() && before.aliasOf() == null && !before.gone() ? before.stage() : null;
    }

    /** The stage under which it will be counted; an alias is nobody, and so is who was erased. */
    public @Nullable Stage countedAfter() {
        return after.aliasOf() == null && !after.gone() ? after.stage() : null;
    }
}
