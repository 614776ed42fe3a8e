package dev.mql.cart;

/**
 * Why somebody did not buy, in their own words; one answer per cart, the last one wins.
 *
 * @param reason a word from the list that the shop offers, for example {@code price}
 * @param text free text, at most 1,000 characters; empty where none was given
 * @param at when, milliseconds since 1970 UTC
 */
public record Feedback(String reason, String text, long at) {
    public Feedback {
        reason = reason.length() <= 40 ? reason : reason.substring(0, 40);
        text = text.length() <= 1_000 ? text : text.substring(0, 1_000);
    }
}
