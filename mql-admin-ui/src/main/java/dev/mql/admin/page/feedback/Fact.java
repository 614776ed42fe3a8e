package dev.mql.admin.page.feedback;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One answer, as reports count it.
 *
 * @param lead id of the lead
 * @param at milliseconds since 1970 UTC
 * @param reason a word of the shop's list
 * @param value of the cart; {@code null} if it is not known
 * @param currency ISO 4217; empty if it is not known
 * @param items names of what lay in it, each once
 * @param channel by which the lead came, for people
 * @param text in their own words; empty where none were given
 */
record Fact(
        String lead,
        long at,
        String reason,
        @Nullable BigDecimal value,
        String currency,
        List<String> items,
        String channel,
        String text) {
    private static final Set<String> SATISFACTION = Set.of("satisfied", "neutral", "unsatisfied");

    Fact {
        items = items.stream().distinct().toList();
    }

    /** Whether it says how an order turned out, rather than why there is none. */
    boolean aboutOrder() {
        return SATISFACTION.contains(reason);
    }
}
