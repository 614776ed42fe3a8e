package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.Feedback;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Milestone;
import dev.mql.lead.Person;
import dev.mql.lead.Touch;
import dev.mql.link.Links;
import dev.mql.nurture.series.Suppressions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people answer by the links in their mails, committed before they are thanked. Each may be repeated without harm. Thread-safe;
 * blocks; throws {@link dev.mql.store.StoreException}.
 */
final class Answers {
    private final Mql mql;
    private final Suppressions suppressions;

    Answers(Mql mql, Suppressions suppressions) {
        this.mql = mql;
        this.suppressions = suppressions;
    }

    /** The lead of a link's owner, for the language of the page. */
    Optional<Lead> owner(Links.Link link) {
        return mql.leads().get(link.lead());
    }

    /**
     * No more marketing mail to the address that the link names, nor to any lead that has it. The link may be older than the secret:
     * then the address is left alone under both hashes.
     */
    void unsubscribe(Links.Link link, String token) {
        suppressions.add(link.subject(), "unsubscribed");
        owner(link)
                .map(lead -> hashes(lead.person()))
                .filter(hashes -> hashes.contains(link.subject()))
                .ifPresent(hashes -> suppressions.add(hashes.get(0), "unsubscribed"));
        unsubscribe(link.lead(), link.subject(), token);
        unsubscribe(LeadId.ofAddress(link.subject()), link.subject(), token);
    }

    private void unsubscribe(LeadId id, String addressHash, String token) {
        mql.leads().update(id, lead -> {
            if (lead.person().unsubscribed() || !has(lead.person(), addressHash)) {
                return lead;
            }
            long now = mql.clock().millis();
            return noted(lead, EventType.UNSUBSCRIBE, token, now)
                    .withPerson(lead.person().unsubscribed(now))
                    .withMilestone(new Milestone(now, "consent", "unsubscribed from all marketing mail"));
        });
    }

    private boolean has(Person person, String addressHash) {
        return addressHash.equals(person.addressHash()) || hashes(person).contains(addressHash);
    }

    private List<String> hashes(Person person) {
        return person.sealedAddress() == null ? List.of() : mql.vault().sealedAddressHashes(person.sealedAddress());
    }

    /** Keeps the answer on the cart; the last one wins. */
    void feedback(Links.Link link, String token, String reason, String text) {
        mql.leads().update(link.lead(), lead -> {
            Cart cart = lead.cart(link.subject()).orElse(null);
            if (cart == null) {
                return lead;
            }
            long now = mql.clock().millis();
            return noted(lead, EventType.FEEDBACK, token, now)
                    .withCart(cart.withFeedback(new Feedback(reason, text, now)))
                    .withMilestone(new Milestone(now, "feedback", "said why not: " + reason.replace('_', ' ')));
        });
    }

    /** The owner of the address says that it is theirs: the basis for mail, and an end to an earlier unsubscription. */
    void confirm(Links.Link link) {
        String address = mql.vault().open(link.subject());
        List<String> hashes = mql.vault().addressHashes(address);
        Lead person = mql.leads().confirm(link.lead(), address).orElse(null);
        if (person == null || !hashes.contains(String.valueOf(person.person().addressHash()))) {
            return;
        }
        suppressions.lift(hashes);
        mql.leads().update(person.id(), lead -> {
            Claim claim = lead.claim();
            Lead next = claim != null && hashes.contains(claim.addressHash()) ? lead.withClaim(null) : lead;
            return next.person().unsubscribed() ? next.withPerson(next.person().unsubscribed(0)) : next;
        });
    }

    /** The cart that a link brings back, if it is still worth that. */
    Optional<Cart> cart(@Nullable Lead owner, Links.Link link) {
        return Optional.ofNullable(owner)
                .flatMap(lead -> lead.cart(link.subject()))
                .filter(cart -> cart.live() && !cart.lines().isEmpty());
    }

    /** A person is back, having pressed the button: silence is counted anew from here. */
    void recovered(Links.Link link) {
        mql.leads().update(link.lead(), lead -> {
            long now = mql.clock().millis();
            return lead.cart(link.subject())
                    .filter(Cart::live)
                    .map(cart -> lead.withCart(cart.touched(now))
                            .withMilestone(new Milestone(now, "cart", "came back to the cart by a mail's link")))
                    .orElse(lead);
        });
    }

    /** As an event in the lead's history; the same answer by the same link counts once. */
    private static Lead noted(Lead lead, String type, String token, long now) {
        EventId id = EventId.parse(type + " " + token);
        long mark = Lead.mark(id.high(), id.low());
        return lead.activity().has(mark)
                ? lead
                : lead.seen(now, now).withActivity(lead.activity().with(new Touch(type, now, mark, null, Props.NONE)));
    }
}
