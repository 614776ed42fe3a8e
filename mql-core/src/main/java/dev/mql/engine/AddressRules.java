package dev.mql.engine;

import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.identity.Companies;
import dev.mql.identity.Vault;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.Milestone;
import dev.mql.lead.Person;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an address that comes with an event says about who a lead is. Pure, but for the fresh nonce of each sealing. */
final class AddressRules {
    private static final Set<String> YES = Set.of("true", "yes", "on", "1");

    private final Vault vault;
    private final boolean softOptIn;

    /** @param softOptIn whether an order is a basis for mail */
    AddressRules(Vault vault, boolean softOptIn) {
        this.vault = vault;
        this.softOptIn = softOptIn;
    }

    /** An address that is proven becomes the person's; one that is typed stays a claim. */
    Lead apply(Lead lead, Event event) {
        String customer = event.customer();
        Lead next = lead;
        if (customer != null && lead.person().customerHash() == null) {
            next = next.withPerson(
                    lead.person().withCustomer(vault.customerHashes(customer).get(0)));
        }
        String address = event.email();
        if (address == null) {
            return customer == null ? next : greeted(next, event);
        }
        List<String> hashes = vault.addressHashes(address);
        return event.proves() ? proven(next, event, address, hashes) : claimed(next, event, address, hashes);
    }

    /** Somebody known by a customer id alone. */
    private Lead greeted(Lead lead, Event event) {
        String name = name(event);
        Person person = name == null ? lead.person() : lead.person().withName(name);
        return lead.withPerson(placed(person, locale(event), event));
    }

    /** @param hashes under which the address may have been stored, the current one first */
    private Lead proven(Lead lead, Event event, String address, List<String> hashes) {
        Person person = lead.person();
        if (person.known() && !hashes.contains(person.addressHash())) {
            return lead; // another person on the same device: never mixed
        }
        Claim claim = lead.claim();
        Claim typed = claim != null && hashes.contains(claim.addressHash()) ? claim : null;
        Lead next = lead;
        boolean news = !person.known();
        if (!hashes.get(0).equals(person.addressHash())) {
            person = person.withAddress(hashes.get(0), vault.seal(address), Companies.domain(address));
        }
        if (news) {
            next = next.withMilestone(new Milestone(event.at(), "identity", "became known by " + proof(event.type())));
        }
        String name = name(event);
        if (name == null && typed != null && person.sealedName() == null) {
            name = typed.sealedName();
        }
        if (name != null) {
            person = person.withName(name);
        }
        String locale = locale(event);
        if (locale == null && typed != null) {
            locale = typed.locale();
        }
        person = placed(person, locale, event);
        if (event.type().equals(EventType.ADDRESS_CONFIRMED)) {
            person = person.withBasis(Person.Basis.DOUBLE_OPT_IN, event.at());
            next = next.withMilestone(new Milestone(event.at(), "consent", "confirmed the address by double opt-in"));
        }
        if (event.type().equals(EventType.PURCHASE)) {
            Person customer = customer(person, event);
            if (customer.basis() != person.basis()) {
                next = next.withMilestone(new Milestone(event.at(), "consent", customerWords(customer)));
            }
            person = customer;
        }
        return next.withPerson(person).withClaim(typed == null ? claim : null);
    }

    /** The first language that is known stays; a time zone is where somebody is now. */
    private static Person placed(Person person, @Nullable String locale, Event event) {
        String zone = EventRules.zone(event.props());
        String language = person.locale() == null ? locale : person.locale();
        String place = zone == null ? person.zone() : zone;
        return Objects.equals(language, person.locale()) && Objects.equals(place, person.zone())
                ? person
                : person.withLocale(language, place);
    }

    /** Who buys may be written to where the shop offers to refuse it, and they did not. */
    private Person customer(Person person, Event event) {
        String refused = event.props().text("mail_refused");
        if (refused != null && YES.contains(refused.strip().toLowerCase(Locale.ROOT))) {
            return person.basis() == Person.Basis.SOFT_OPT_IN ? person.withBasis(Person.Basis.NONE, 0) : person;
        }
        return softOptIn ? person.alsoOn(Person.Basis.SOFT_OPT_IN, event.at()) : person;
    }

    private static String customerWords(Person customer) {
        return customer.basis() == Person.Basis.NONE ? "refused mail with an order" : "may be written to as a customer";
    }

    private Lead claimed(Lead lead, Event event, String address, List<String> hashes) {
        Person person = lead.person();
        boolean newsletter = event.type().equals(EventType.NEWSLETTER_SIGNUP);
        boolean confirmed =
                person.known() && hashes.contains(person.addressHash()) && person.basis() == Person.Basis.DOUBLE_OPT_IN;
        if (confirmed && !(newsletter && person.unsubscribed())) {
            return lead;
        }
        Claim old = lead.claim();
        Claim typed = old != null && hashes.contains(old.addressHash()) ? old : null;
        if (old != null && old.newsletter() && !newsletter && typed == null) {
            return lead; // a confirmation that is awaited is not given up for an address in another form
        }
        String name = name(event);
        if (typed == null) {
            return lead.withClaim(
                    new Claim(hashes.get(0), vault.seal(address), name, locale(event), newsletter, event.at()));
        }
        return lead.withClaim(new Claim(
                typed.addressHash(),
                typed.sealedAddress(),
                name == null ? typed.sealedName() : name,
                locale(event),
                newsletter || typed.newsletter(),
                newsletter ? event.at() : typed.at()));
    }

    private @Nullable String name(Event event) {
        String name = event.props().text("name");
        return name == null || name.isBlank() ? null : vault.seal(name.length() <= 100 ? name : name.substring(0, 100));
    }

    private static @Nullable String locale(Event event) {
        String locale = event.props().text("locale");
        return locale == null || locale.length() <= 35 ? locale : locale.substring(0, 35);
    }

    private static String proof(String type) {
        return switch (type) {
            case EventType.ADDRESS_CONFIRMED -> "confirming the address";
            case EventType.PURCHASE -> "an order";
            case EventType.LOGIN -> "logging in";
            default -> type.replace('_', ' ');
        };
    }
}
