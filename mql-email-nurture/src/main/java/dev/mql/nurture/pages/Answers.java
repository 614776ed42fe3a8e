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
import dev.mql.lead.Topic;
import dev.mql.lead.Touch;
import dev.mql.link.Links;
import dev.mql.nurture.series.Suppressions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people answer by the links in their mails, committed before they are thanked. Each may be repeated without harm. Thread-safe;
 * blocks; throws {@link dev.mql.store.StoreException}.
 */
final class Answers {
    /** Begins the subject of a link that asks about an order; its number follows. */
    static final String ORDER = Links.ORDER;

    private static final String UNSUBSCRIBED = "unsubscribed";

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
    void unsubscribe(Visit visit) {
        String subject = visit.link().subject();
        hashes(visit).forEach(hash -> suppressions.add(hash, UNSUBSCRIBED));
        unsubscribe(visit.link().lead(), subject, visit.token());
        unsubscribe(LeadId.ofAddress(subject), subject, visit.token());
    }

    private void unsubscribe(LeadId id, String addressHash, String token) {
        mql.leads().update(id, lead -> {
            if (lead.person().unsubscribed() || !has(lead.person(), addressHash)) {
                return lead;
            }
            long now = mql.clock().millis();
            return noted(lead, EventType.UNSUBSCRIBE, token, Props.NONE, now)
                    .withPerson(lead.person().unsubscribed(now))
                    .withMilestone(new Milestone(now, "consent", "unsubscribed from all marketing mail"));
        });
    }

    /** Whether the address that the link names gets no marketing mail at all, for whatever reason. */
    boolean unsubscribed(Visit visit) {
        return suppressions.reason(hashes(visit)) != null;
    }

    /** The kinds of mail that the address of the link does not get. */
    Set<Topic> declined(Visit visit) {
        return suppressions.declined(hashes(visit));
    }

    /** From now on the address that the link names gets mails of all kinds but these. */
    void decline(Visit visit, Set<Topic> topics) {
        Set<Topic> before = declined(visit);
        suppressions.decline(hashes(visit), topics);
        if (before.equals(topics)) {
            return;
        }
        mql.leads().update(visit.link().lead(), lead -> {
            if (!has(lead.person(), visit.link().subject())) {
                return lead;
            }
            long now = mql.clock().millis();
            String words = topics.isEmpty()
                    ? "wants every kind of mail again"
                    : "wants no mail of these kinds: "
                            + EnumSet.copyOf(topics).stream().map(Topic::word).collect(Collectors.joining(", "));
            return lead.seen(now, now).withMilestone(new Milestone(now, "consent", words));
        });
    }

    /** Every hash that the address may be known by: that of the link first, then the current one. */
    private List<String> hashes(Visit visit) {
        String subject = visit.link().subject();
        List<String> all = new ArrayList<>(List.of(subject));
        Lead owner = visit.owner();
        List<String> known = owner == null ? List.of() : hashes(owner.person());
        if (known.contains(subject)) {
            known.stream().filter(hash -> !hash.equals(subject)).forEach(all::add);
        }
        return all;
    }

    private boolean has(Person person, String addressHash) {
        return addressHash.equals(person.addressHash()) || hashes(person).contains(addressHash);
    }

    private List<String> hashes(Person person) {
        return person.sealedAddress() == null ? List.of() : mql.vault().sealedAddressHashes(person.sealedAddress());
    }

    /** Keeps the answer on the cart, or on the order; the last one wins. */
    void feedback(Links.Link link, String reason, String text) {
        boolean order = link.subject().startsWith(ORDER);
        mql.leads().update(link.lead(), lead -> {
            Cart cart = about(lead, link.subject()).orElse(null);
            if (cart == null) {
                return lead;
            }
            long now = mql.clock().millis();
            String name = link.lead() + " " + link.subject();
            String words = reason.replace('_', ' ');
            return noted(lead, EventType.FEEDBACK, name, Props.of(Map.of("reason", reason)), now)
                    .withCart(cart.withFeedback(new Feedback(reason, text, now)))
                    .withMilestone(new Milestone(
                            now, "feedback", order ? "said of the order: " + words : "said why not: " + words));
        });
    }

    private static Optional<Cart> about(Lead lead, String subject) {
        if (!subject.startsWith(ORDER)) {
            return lead.cart(subject);
        }
        String order = subject.substring(ORDER.length());
        return lead.carts().stream()
                .filter(cart -> cart.state() == Cart.State.ORDERED)
                .filter(cart -> order.equals(cart.orderRef()) || order.equals(cart.id()))
                .findFirst();
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

    /** As an event in the lead's history; one of the same name counts once, as it was told last. */
    private static Lead noted(Lead lead, String type, String name, Props props, long now) {
        EventId id = EventId.parse(type + " " + name);
        long mark = Lead.mark(id.high(), id.low());
        return lead.seen(now, now)
                .withActivity(lead.activity().withoutMark(mark).with(new Touch(type, now, mark, null, props)));
    }
}
