package dev.mql.lead;

import org.jspecify.annotations.Nullable;

/**
 * An address that somebody typed and that nobody has confirmed. It gets a confirmation mail and nothing else; one that is not confirmed
 * is forgotten after {@link #LIFETIME_MILLIS}.
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
        long at) {

    /** As long as the link in the confirmation mail works: seven days. */
    public static final long LIFETIME_MILLIS = 7 * 86_400_000L;

    /** When the address is to be forgotten, unless it was confirmed; {@link Lead#NEVER} for one that a person gave to be answered. */
    public long endsAt() {
        return newsletter ? at + LIFETIME_MILLIS : Lead.NEVER;
    }
}
