package dev.mql.engine;

import dev.mql.acquisition.Acquisition;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.event.Purpose;
import dev.mql.lead.Activity;
import dev.mql.lead.Consent;
import dev.mql.lead.Lead;
import dev.mql.lead.Milestone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What was agreed to and taken back, purpose by purpose, and what that leaves of a history. Pure. */
final class ConsentRules {
    private static final Comparator<Consent> NEWEST =
            Comparator.comparingLong(Consent::at).reversed().thenComparing(Consent::purpose);

    private ConsentRules() {}

    static boolean isConsent(Event event) {
        return event.type().equals(EventType.CONSENT_GRANTED) || event.type().equals(EventType.CONSENT_WITHDRAWN);
    }

    /** Whether an event of this type and time may be kept: nothing from before a withdrawal, nothing after it until the next yes. */
    static boolean allows(Lead lead, String type, long at) {
        Purpose purpose = Purpose.of(type);
        if (purpose == Purpose.SERVICE || lead.consents().isEmpty()) {
            return true;
        }
        long withdrawn = lead.consents().stream()
                .filter(c -> c.purpose() == purpose && !c.granted())
                .mapToLong(Consent::at)
                .max()
                .orElse(Long.MIN_VALUE);
        return withdrawn == Long.MIN_VALUE
                || lead.consents().stream()
                        .anyMatch(c -> c.purpose() == purpose && c.granted() && c.at() > withdrawn && c.at() <= at);
    }

    /** @return the same instance if nothing new was said */
    static Lead apply(Lead lead, Event event) {
        boolean granted = event.type().equals(EventType.CONSENT_GRANTED);
        String wording = event.props().text("wording");
        Lead next = lead;
        for (Purpose purpose : purposes(event)) {
            Consent consent = new Consent(
                    purpose,
                    granted,
                    wording == null ? "" : wording,
                    event.source().name().toLowerCase(Locale.ROOT),
                    event.at(),
                    0);
            if (!known(next, consent)) {
                next = said(next, consent);
            }
        }
        return next;
    }

    /** Requests of one page may see the same change, a moment apart: it is told once, unless there is still something to forget. */
    private static boolean known(Lead lead, Consent consent) {
        List<Consent> before = lead.consents().stream()
                .filter(c -> c.purpose() == consent.purpose())
                .toList();
        if (before.stream().anyMatch(c -> c.at() == consent.at() && c.granted() == consent.granted())) {
            return true;
        }
        return !before.isEmpty()
                && before.get(0).at() < consent.at()
                && before.get(0).granted() == consent.granted()
                && before.get(0).wording().equals(consent.wording())
                && (consent.granted() || nothingToForget(lead, consent));
    }

    private static boolean nothingToForget(Lead lead, Consent consent) {
        return lead.activity().without(consent.purpose(), consent.at()).size()
                        == lead.activity().size()
                && (consent.purpose() != Purpose.ADVERTISING
                        || Objects.equals(lead.acquisition(), Acquisition.after(lead.acquisition(), consent.at())))
                && (consent.purpose() != Purpose.BEHAVIOUR || lead.liveCart().isEmpty());
    }

    /** The purposes named; all that can be asked for where none is. */
    private static List<Purpose> purposes(Event event) {
        String words = event.props().text("purposes");
        List<Purpose> all = new ArrayList<>();
        for (String word : words == null ? new String[0] : words.split("[,\\s]+", 9)) {
            Purpose purpose = Purpose.parse(word);
            if (purpose != null && purpose != Purpose.SERVICE && !all.contains(purpose)) {
                all.add(purpose);
            }
        }
        return words == null ? List.of(Purpose.BEHAVIOUR, Purpose.ADVERTISING, Purpose.MAIL) : all;
    }

    private static Lead said(Lead lead, Consent consent) {
        Lead next = lead;
        Consent kept = consent;
        if (!consent.granted()) {
            Activity left = lead.activity().without(consent.purpose(), consent.at());
            int removed = lead.activity().size() - left.size();
            kept = new Consent(consent.purpose(), false, consent.wording(), consent.source(), consent.at(), removed);
            next = lead.withActivity(left)
                    .withMilestone(new Milestone(
                            consent.at(),
                            "consent",
                            "withdrew consent for " + consent.purpose().word() + ": " + removed
                                    + (removed == 1 ? " event was" : " events were") + " forgotten"));
            if (consent.purpose() == Purpose.ADVERTISING) {
                next = next.withAcquisition(Acquisition.after(next.acquisition(), consent.at()));
            }
            if (consent.purpose() == Purpose.BEHAVIOUR) {
                next = EventRules.forgetCarts(next, "consent_withdrawn", consent.at());
            }
        }
        List<Consent> all = new ArrayList<>(next.consents());
        all.add(kept);
        all.sort(NEWEST);
        return next.withConsents(all);
    }

    /** What either history said. */
    static List<Consent> merged(List<Consent> a, List<Consent> b) {
        List<Consent> all = new ArrayList<>(a);
        b.stream().filter(c -> !all.contains(c)).forEach(all::add);
        all.sort(NEWEST);
        return all;
    }

    /** A joined history keeps to what was withdrawn on either side. */
    static Lead kept(Lead lead) {
        Activity activity = lead.activity();
        Acquisition acquisition = lead.acquisition();
        for (Consent consent : lead.consents()) {
            if (!consent.granted()) {
                activity = activity.without(consent.purpose(), consent.at());
                if (consent.purpose() == Purpose.ADVERTISING) {
                    acquisition = Acquisition.after(acquisition, consent.at());
                }
            }
        }
        return lead.withActivity(activity).withAcquisition(acquisition);
    }
}
