package dev.mql.lead;

/**
 * Something worth telling in a lead's timeline beside its events.
 *
 * @param at milliseconds since 1970 UTC
 * @param kind a word: {@code stage}, {@code identity}, {@code order}, {@code cart}, {@code mail}, {@code feedback}, {@code consent}
 * @param text what happened, without personal data, at most 120 characters
 */
public record Milestone(long at, String kind, String text) {
    public Milestone {
        text = text.length() <= 120 ? text : text.substring(0, 120);
    }
}
