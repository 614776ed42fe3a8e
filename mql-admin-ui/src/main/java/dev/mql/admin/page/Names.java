package dev.mql.admin.page;

import dev.mql.MqlException;
import dev.mql.identity.Vault;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.Person;
import org.jspecify.annotations.Nullable;

/**
 * What a lead is called on a page. All of it was typed by strangers.
 *
 * @param name the person's name, else the address, else a short form of the id
 * @param address the address and what is known of it; empty without one
 */
public record Names(String name, String address) {

    public static Names of(Lead lead, Vault vault) {
        Person person = lead.person();
        Claim claim = lead.claim();
        String known = open(person.sealedAddress(), vault);
        String claimed = claim == null ? null : open(claim.sealedAddress(), vault);
        String address = known != null ? known : claimed != null ? claimed + " (typed, not confirmed)" : "";
        String name = open(person.sealedName(), vault);
        if (name == null && claim != null && known == null) {
            name = open(claim.sealedName(), vault);
        }
        if (name != null) {
            return new Names(name, address);
        }
        String anyAddress = known != null ? known : claimed;
        return anyAddress != null
                ? new Names(anyAddress, known != null ? "" : "typed, not confirmed")
                : new Names("Visitor " + lead.id().toString().substring(0, 6), "");
    }

    private static @Nullable String open(@Nullable String sealed, Vault vault) {
        if (sealed == null) {
            return null;
        }
        try {
            return vault.open(sealed);
        } catch (MqlException otherSecret) {
            return "(sealed with another mql.secret)";
        }
    }
}
