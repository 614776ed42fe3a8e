package dev.mql.nurture.template;

import org.jspecify.annotations.Nullable;

/**
 * Absolute addresses in a marketing mail; those of items are in the {@link CartView}.
 *
 * @param button where the one button leads, for example what brings the cart back
 * @param feedback asks why not; {@code ?reason=} of it chooses an answer beforehand; {@code null} where nobody is asked
 * @param unsubscribe ends marketing mail
 * @param preferences chooses kinds of mail, or {@code null} where there is no such page
 */
public record MailLinks(
        String button,
        @Nullable String feedback,
        String unsubscribe,
        @Nullable String preferences) {}
