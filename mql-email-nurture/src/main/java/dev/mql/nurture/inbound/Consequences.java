package dev.mql.nurture.inbound;

import dev.mql.Mql;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Milestone;
import dev.mql.lead.Person;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.sent.Returns;
import dev.mql.nurture.sent.SentMail;
import dev.mql.nurture.series.Suppressions;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Does what a report means: an address that is dead or complained is left alone, the lead's history tells so, the brakes count. What
 * is done for an address and a lead may be repeated without harm, and is done again if a node died in the middle; the brakes count
 * each mail once, or not at all if the node died right then. Thread-safe; blocks; throws {@link dev.mql.store.StoreException}, after
 * which the same report should come again.
 */
final class Consequences {
    static final String BOUNCED = "bounced";
    static final String COMPLAINED = "complained";

    private final Mql mql;
    private final Returns returns;
    private final Suppressions suppressions;
    private final Brakes brakes;
    private final SoftBounces soft;
    private final Once counted;

    Consequences(Mql mql, Returns returns, Suppressions suppressions, Brakes brakes) {
        this.mql = mql;
        this.returns = returns;
        this.suppressions = suppressions;
        this.brakes = brakes;
        this.soft = new SoftBounces(mql.records(), mql.clock());
        this.counted = new Once(mql.records(), Returns.KEPT);
    }

    /**
     * What a report is about.
     *
     * @param lead whose mail it was, or {@code null} if nobody is known by the address
     * @param key names the mail, else the address: the same report has the same one
     * @param marketing whether the brakes are concerned
     */
    private record About(@Nullable LeadId lead, String addressHash, String key, boolean marketing) {}

    /** @return whether the report said something about a mail or an address of ours */
    boolean take(Report report) {
        mql.counters().add("inbound." + report.kind().word(), 1);
        About about =
                switch (report.kind()) {
                    case NONE, AUTO_REPLY, DELAYED -> null;
                    default -> about(report);
                };
        if (about == null) {
            boolean nothingToDo = report.kind() == Report.Kind.AUTO_REPLY || report.kind() == Report.Kind.DELAYED;
            if (!nothingToDo) {
                mql.counters().add("inbound.unknown_mail", 1);
            }
            return nothingToDo;
        }
        switch (report.kind()) {
            case BOUNCE_HARD -> bounced(about);
            case BOUNCE_SOFT -> {
                if (soft.enough(about.addressHash(), about.key())) {
                    leaveAlone(about, BOUNCED);
                }
            }
            case BOUNCE_POLICY -> {
                if (first("policy", about)) {
                    brakes.refused();
                }
            }
            default -> complained(about);
        }
        return true;
    }

    private @Nullable About about(Report report) {
        for (String token : report.tokens()) {
            SentMail mail = returns.find(token);
            if (mail != null) {
                return new About(
                        mail.lead(), mail.addressHash(), token, mail.kind().marketing());
            }
        }
        String address = report.address();
        if (address == null) {
            return null;
        }
        String hash = mql.vault().addressHash(address);
        LeadId lead = mql.leads().byAddress(address).map(Lead::id).orElse(null);
        return new About(lead, hash, "address " + hash, true);
    }

    private void bounced(About about) {
        leaveAlone(about, BOUNCED);
        note(about, "email_bounce");
        if (first("email_bounce", about) && about.marketing()) {
            brakes.bounced();
        }
    }

    private void complained(About about) {
        leaveAlone(about, COMPLAINED);
        note(about, "email_complaint");
        change(about.lead(), about.addressHash(), this::unsubscribed);
        change(LeadId.ofAddress(about.addressHash()), about.addressHash(), this::unsubscribed);
        if (first("email_complaint", about) && about.marketing()) {
            brakes.complained();
        }
    }

    /** The mail may be older than the secret: then the address is left alone under both hashes. */
    private void leaveAlone(About about, String reason) {
        suppressions.add(about.addressHash(), reason);
        if (about.lead() != null) {
            mql.leads()
                    .get(about.lead())
                    .map(lead -> hashes(lead.person()))
                    .filter(hashes -> hashes.contains(about.addressHash()))
                    .ifPresent(hashes -> suppressions.add(hashes.get(0), reason));
        }
    }

    /** Into the lead's history; the same mail counts once, also when the history has forgotten the event's id. */
    private void note(About about, String type) {
        if (about.lead() != null && !counted.seen(type + " " + about.key())) {
            EventId id = EventId.parse(type + " " + about.key());
            mql.leads()
                    .apply(about.lead(), Event.of(id, "", type, mql.clock().millis(), Source.SYSTEM, null, Props.NONE));
        }
    }

    private Lead unsubscribed(Lead lead) {
        long now = mql.clock().millis();
        return lead.withPerson(lead.person().unsubscribed(now))
                .withMilestone(
                        new Milestone(now, "consent", "unsubscribed from all marketing mail: reported one as spam"));
    }

    private void change(@Nullable LeadId id, String addressHash, UnaryOperator<Lead> to) {
        if (id != null) {
            mql.leads()
                    .update(
                            id,
                            lead -> lead.person().unsubscribed() || !has(lead.person(), addressHash)
                                    ? lead
                                    : to.apply(lead));
        }
    }

    private boolean has(Person person, String addressHash) {
        return addressHash.equals(person.addressHash()) || hashes(person).contains(addressHash);
    }

    private List<String> hashes(Person person) {
        return person.sealedAddress() == null ? List.of() : mql.vault().sealedAddressHashes(person.sealedAddress());
    }

    private boolean first(String what, About about) {
        return counted.first(what + " " + about.key());
    }
}
