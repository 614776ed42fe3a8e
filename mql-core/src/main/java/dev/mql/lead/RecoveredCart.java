package dev.mql.lead;

import org.jspecify.annotations.Nullable;

/**
 * A cart that a mail's link has put into somebody's session. Whoever orders there has bought it, whatever address they give: then no
 * mail may ask for it any more.
 *
 * @param lead whose cart it is
 * @param cart its id
 */
public record RecoveredCart(LeadId lead, String cart) {
    /** The session attribute in which it waits for the order, as {@link #text()}. */
    public static final String ATTRIBUTE = "dev.mql.recovered";

    /** The property of a purchase that names it, as {@link #text()}. */
    public static final String PROPERTY = "recovered_cart";

    public String text() {
        return lead + " " + cart;
    }

    /** @return {@code null} if the text names none */
    public static @Nullable RecoveredCart parse(@Nullable String text) {
        int space = text == null ? -1 : text.indexOf(' ');
        LeadId lead = text == null || space < 0 ? null : LeadId.parse(text.substring(0, space));
        return text == null || lead == null ? null : new RecoveredCart(lead, text.substring(space + 1));
    }
}
