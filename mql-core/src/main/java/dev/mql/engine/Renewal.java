package dev.mql.engine;

import dev.mql.MqlException;
import dev.mql.identity.Vault;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.Person;
import org.jspecify.annotations.Nullable;

/**
 * Moves what names a person from an earlier secret to the current one. What can not be opened stays as it is. A newsletter address that
 * waits for its confirmation is left alone: mails are underway under its hash, and it is over within days. Pure, but for the fresh nonce
 * of each sealing.
 */
final class Renewal {
    private final Vault vault;

    Renewal(Vault vault) {
        this.vault = vault;
    }

    /** Whether {@link #apply} would change anything. */
    boolean due(Lead lead) {
        Person person = lead.person();
        return moves(person.sealedAddress()) || moves(person.sealedName()) || due(lead.claim());
    }

    private boolean due(@Nullable Claim claim) {
        return claim != null && !claim.newsletter() && (moves(claim.sealedAddress()) || moves(claim.sealedName()));
    }

    /** Whether a text is under an earlier secret, and readable. */
    private boolean moves(@Nullable String sealed) {
        return sealed != null && !vault.current(sealed) && opened(sealed) != null;
    }

    /** By what the lead's address is found under the current secret; {@code null} without a readable address. */
    @Nullable
    String addressHash(Lead lead) {
        String address = opened(lead.person().sealedAddress());
        return address == null ? null : vault.addressHash(address);
    }

    Lead apply(Lead lead) {
        Person person = lead.person();
        String address = opened(person.sealedAddress());
        if (address != null && moves(person.sealedAddress())) {
            person = person.withAddress(vault.addressHash(address), vault.seal(address), person.company());
        }
        if (moves(person.sealedName())) {
            person = person.withName(renewed(person.sealedName()));
        }
        Claim claim = lead.claim();
        return lead.withPerson(person).withClaim(claim == null || !due(claim) ? claim : renewed(claim));
    }

    private Claim renewed(Claim claim) {
        String address = opened(claim.sealedAddress());
        return new Claim(
                address == null ? claim.addressHash() : vault.addressHash(address),
                address == null ? claim.sealedAddress() : vault.seal(address),
                renewed(claim.sealedName()),
                claim.locale(),
                claim.newsletter(),
                claim.at());
    }

    private @Nullable String renewed(@Nullable String sealed) {
        String text = opened(sealed);
        return text == null ? sealed : vault.seal(text);
    }

    private @Nullable String opened(@Nullable String sealed) {
        try {
            return sealed == null ? null : vault.open(sealed);
        } catch (MqlException unknownKey) {
            return null;
        }
    }
}
