package dev.mql.store;

import dev.mql.lead.LeadId;
import java.util.List;
import java.util.Map;

/**
 * Something that a commit made happen, told to others: appended to the log of the lead's shard by the commit that won, hence once.
 *
 * @param kind one of {@link #KINDS}
 * @param at milliseconds since 1970 UTC
 * @param fields short texts, without personal data that erasure could not reach
 */
public record Effect(String kind, LeadId lead, long at, Map<String, String> fields) {
    public static final String STAGE = "stage";
    public static final String ORDER = "order";
    public static final String FEEDBACK = "feedback";
    public static final String MAIL = "mail";
    public static final String CART = "cart";
    /** What sales made of a lead. */
    public static final String HANDOFF = "handoff";
    /** Somebody could not be told of a change. */
    public static final String NOTICE = "notice";
    /** A lead would have crossed the threshold under the challenger. */
    public static final String SHADOW = "shadow";

    /** A series took somebody up, or somebody in it ordered. */
    public static final String SERIES = "series";

    /** All kinds there are; erasure looks through the logs of these. */
    public static final List<String> KINDS =
            List.of(STAGE, ORDER, FEEDBACK, MAIL, CART, HANDOFF, NOTICE, SHADOW, SERIES);

    public Effect {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "effects of kind '" + kind + "' would escape erasure: name the kind in Effect.KINDS");
        }
        fields = Map.copyOf(fields);
    }
}
