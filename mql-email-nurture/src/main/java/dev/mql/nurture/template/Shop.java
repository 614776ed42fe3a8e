package dev.mql.nurture.template;

import org.jspecify.annotations.Nullable;

/**
 * What mails and pages say about the shop that sends them.
 *
 * @param name how the shop calls itself
 * @param postalAddress one line for the foot of every mail; empty where none is set
 * @param shipping the shop's own answer to a question about shipping, or {@code null} for a general one
 * @param returns the same for returns
 * @param help the same for help
 */
public record Shop(
        String name,
        String postalAddress,
        @Nullable String shipping,
        @Nullable String returns,
        @Nullable String help) {}
