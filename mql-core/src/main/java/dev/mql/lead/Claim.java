package dev.mql.lead;

import org.jspecify.annotations.Nullable;

/**
 * An address that somebody typed and that nobody has confirmed. It gets at most one confirmation mail and nothing else.
 *
 * @param newsletter whether the owner shall be asked to confirm; an address typed into another form is only kept for who answers it
 * @param at when it was typed, milliseconds since 1970 UTC
 */
public record Claim(
        String addressHash,
        String sealedAddress,
        @Nullable String sealedName,
        @Nullable String locale,
        boolean newsletter,
        long at) {}
