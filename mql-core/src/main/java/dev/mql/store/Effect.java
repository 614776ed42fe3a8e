package dev.mql.store;

import dev.mql.lead.LeadId;
import java.util.Map;

/**
 * Something that a commit made happen, told to others: appended to the log of the lead's shard by the commit that won, hence once.
 *
 * @param kind a word, for example {@code stage}, {@code feedback}, {@code order}, {@code mail}
 * @param at milliseconds since 1970 UTC
 * @param fields short texts, without personal data that erasure could not reach
 */
public record Effect(String kind, LeadId lead, long at, Map<String, String> fields) {
    public static final String STAGE = "stage";
    public static final String ORDER = "order";
    public static final String FEEDBACK = "feedback";
    public static final String MAIL = "mail";
    public static final String CART = "cart";

    public Effect {
        fields = Map.copyOf(fields);
    }
}
