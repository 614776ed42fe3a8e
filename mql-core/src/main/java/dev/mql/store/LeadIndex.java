package dev.mql.store;

import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about all leads. Thread-safe; may block and throw {@link StoreException}. */
public interface LeadIndex {

    /** A lead and its place. */
    record Ranked(LeadId id, double rank) {}

    /** Leads in falling rank, equal ranks by id, that come after the given place ({@code null}: from the top). */
    List<Ranked> ranked(@Nullable Ranked after, int limit);

    /**
     * Some of all leads that have a place.
     *
     * @param ids in no order; perhaps none though more are to come
     * @param next where to go on; {@code null} if this was the last part
     */
    record Places(List<LeadId> ids, @Nullable String next) {}

    /**
     * Goes through all places of the ranking, those of expired leads too, in parts of bounded work. A place that is there from the
     * first part to the last comes at least once.
     *
     * @param cursor what the part before gave as {@link Places#next}; {@code null} to begin
     */
    Places places(@Nullable String cursor);

    /** How many leads have at least this rank. */
    long countFrom(double rank);

    /** How many leads stand in each stage; stages without leads are left out. */
    Map<Stage, Long> stageCounts();

    /** The latest effects of a kind, newest first; old ones are forgotten by number. */
    List<Effect> effects(String kind, int limit);
}
