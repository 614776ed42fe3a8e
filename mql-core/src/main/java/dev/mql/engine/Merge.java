package dev.mql.engine;

import dev.mql.acquisition.Acquisition;
import dev.mql.cart.Cart;
import dev.mql.lead.Correction;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Handoff;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import dev.mql.lead.Notice;
import dev.mql.lead.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Two histories of one person as one. Pure; nothing that stops mail is ever lost. */
final class Merge {
    private Merge() {}

    /** @return the known lead with everything the other one had; it keeps its id */
    static Lead into(Lead known, Lead other, long now) {
        List<Cart> carts = new ArrayList<>(known.carts());
        carts.addAll(other.carts());
        carts.sort(Comparator.comparingLong(Cart::touchedAt).reversed());
        List<Mailing> mails = new ArrayList<>(known.mails());
        other.mails().stream()
                .filter(m -> known.mail(m.kind(), m.subject(), m.step()).isEmpty())
                .forEach(mails::add);
        mails.sort(Comparator.comparingLong(Mailing::at).reversed());
        List<Enrolment> enrolments = new ArrayList<>(known.enrolments());
        other.enrolments().stream()
                .filter(e -> known.enrolment(e.kind(), e.subject()).isEmpty())
                .forEach(enrolments::add);
        enrolments.sort(Comparator.comparingLong(Enrolment::at).reversed());
        List<Milestone> milestones = new ArrayList<>(known.milestones());
        milestones.addAll(other.milestones());
        milestones.add(new Milestone(now, "identity", "an anonymous history was joined"));
        milestones.sort(Comparator.comparingLong(Milestone::at).reversed());
        Handoff handoff = other.handoff().at() > known.handoff().at() ? other.handoff() : known.handoff();
        List<Correction> corrections = new ArrayList<>(known.corrections());
        other.corrections().stream().filter(c -> !corrections.contains(c)).forEach(corrections::add);
        corrections.sort(Comparator.comparingLong(Correction::at).reversed());
        List<Notice> notices = new ArrayList<>(other.notices());
        notices.addAll(known.notices());
        Lead merged = known.seen(other.firstSeen(), other.lastSeen())
                .withPerson(person(known.person(), other.person()))
                .withClaim(known.claim() == null ? other.claim() : known.claim())
                .withProfile(known.profile().merge(other.profile()))
                .withAcquisition(Acquisition.merged(known.acquisition(), other.acquisition()))
                .withConsents(ConsentRules.merged(known.consents(), other.consents()))
                .withActivity(known.activity().merge(other.activity()))
                .withCorrections(corrections)
                .withHandoff(handoff)
                .withNotices(notices)
                .withCarts(carts)
                .withMails(mails)
                .withEnrolments(enrolments)
                .withMilestones(milestones)
                .withAbsorbed(other.id());
        return ConsentRules.kept(merged);
    }

    private static Person person(Person known, Person other) {
        Person merged = known;
        if (!known.known() && other.addressHash() != null && other.sealedAddress() != null) {
            merged = merged.withAddress(other.addressHash(), other.sealedAddress(), other.company());
        }
        if (known.sealedName() == null) {
            merged = merged.withName(other.sealedName());
        }
        if (known.locale() == null) {
            merged = merged.withLocale(other.locale(), known.zone() == null ? other.zone() : known.zone());
        }
        if (known.customerHash() == null) {
            merged = merged.withCustomer(other.customerHash());
        }
        return merged.alsoOn(other.basis(), other.basisAt())
                .unsubscribed(Math.max(known.unsubscribedAt(), other.unsubscribedAt()));
    }
}
