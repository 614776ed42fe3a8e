package dev.mql.nurture.send;

import dev.mql.MqlException;
import dev.mql.identity.Vault;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import java.util.List;

/**
 * Whom a mail goes to.
 *
 * @param hashes everything that the address may be stored under, the present secret's first; empty if no address is known
 * @param domain what stands behind its at sign; empty if it can not be read
 */
record Address(List<String> hashes, String domain) {

    /** That of marketing mail to a lead. */
    static Address of(Lead lead, Mailing.Kind kind, Vault vault) {
        return of(lead, Mailing.planned(kind, "", 1, 0, 0, 0), vault);
    }

    static Address of(Lead lead, Mailing mail, Vault vault) {
        Claim claim = mail.kind().marketing() ? null : lead.claim();
        String sealed = claim != null ? claim.sealedAddress() : lead.person().sealedAddress();
        String hash = mail.kind().marketing() ? lead.person().addressHash() : mail.subject();
        if (hash == null) {
            return new Address(List.of(), "");
        }
        List<String> all = sealed == null ? List.of() : vault.sealedAddressHashes(sealed);
        return new Address(all.contains(hash) ? all : List.of(hash), sealed == null ? "" : domain(sealed, vault));
    }

    private static String domain(String sealed, Vault vault) {
        try {
            String address = vault.open(sealed);
            return address.substring(address.lastIndexOf('@') + 1);
        } catch (MqlException notReadable) {
            return ""; // told when the mail is written
        }
    }
}
