package dev.mql.lead;

import org.jspecify.annotations.Nullable;

/**
 * What is known of who a lead is. Texts that name a person are sealed: only {@link dev.mql.identity.Vault} reads them.
 *
 * @param addressHash keyed hash of the address, to look it up and to compare it
 * @param sealedAddress the address itself
 * @param sealedName a name to greet with
 * @param locale BCP 47 tag, or {@code null}
 * @param zone IANA time zone, or {@code null}
 * @param basis why mail may be sent to the address
 * @param basisAt since when, milliseconds since 1970 UTC; 0 without a basis
 * @param company domain of the company's mail, or {@code null} for a private address
 * @param customerHash keyed hash of the shop's own id of the person, or {@code null}
 * @param unsubscribedAt when the person said no to marketing mail; 0 if they did not
 */
public record Person(
        @Nullable String addressHash,
        @Nullable String sealedAddress,
        @Nullable String sealedName,
        @Nullable String locale,
        @Nullable String zone,
        @Nullable String company,
        Basis basis,
        long basisAt,
        long unsubscribedAt,
        @Nullable String customerHash) {

    /** Why marketing mail to an address is lawful. The order is stored: only ever append. */
    public enum Basis {
        NONE,
        DOUBLE_OPT_IN,
        CONSENT,
        /** Has bought; see the settings of soft opt-in. */
        SOFT_OPT_IN;

        /** Whether this proves more than the other one: double opt-in, then consent, then soft opt-in, then nothing. */
        boolean betterThan(Basis other) {
            return this != NONE && (other == NONE || ordinal() < other.ordinal());
        }
    }

    public static final Person UNKNOWN = new Person(null, null, null, null, null, null, Basis.NONE, 0, 0, null);

    public boolean known() {
        return addressHash != null;
    }

    public boolean unsubscribed() {
        return unsubscribedAt != 0;
    }

    public Person withAddress(String hash, String sealed, @Nullable String itsCompany) {
        return new Person(
                hash, sealed, sealedName, locale, zone, itsCompany, basis, basisAt, unsubscribedAt, customerHash);
    }

    public Person withCustomer(@Nullable String hash) {
        return new Person(
                addressHash, sealedAddress, sealedName, locale, zone, company, basis, basisAt, unsubscribedAt, hash);
    }

    public Person withName(@Nullable String sealed) {
        return new Person(
                addressHash,
                sealedAddress,
                sealed,
                locale,
                zone,
                company,
                basis,
                basisAt,
                unsubscribedAt,
                customerHash);
    }

    public Person withBasis(Basis newBasis, long at) {
        return new Person(
                addressHash,
                sealedAddress,
                sealedName,
                locale,
                zone,
                company,
                newBasis,
                at,
                unsubscribedAt,
                customerHash);
    }

    /** With a basis that came beside the one there is: the better one holds, of two equal ones the later. */
    public Person alsoOn(Basis other, long at) {
        return other.betterThan(basis) || other == basis && at > basisAt ? withBasis(other, at) : this;
    }

    public Person withLocale(@Nullable String newLocale, @Nullable String newZone) {
        return new Person(
                addressHash,
                sealedAddress,
                sealedName,
                newLocale,
                newZone,
                company,
                basis,
                basisAt,
                unsubscribedAt,
                customerHash);
    }

    public Person unsubscribed(long at) {
        return new Person(
                addressHash, sealedAddress, sealedName, locale, zone, company, basis, basisAt, at, customerHash);
    }
}
