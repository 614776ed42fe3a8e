package dev.mql.nurture.series;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.engine.DueHandler;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.State;
import dev.mql.lead.Milestone;
import dev.mql.lead.Topic;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.template.MailTemplates;
import dev.mql.store.RecordStore;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, each mail along PLANNED → CLAIMED → HANDED → SENT, UNCERTAIN, RETRY or DEAD; each arrow is a commit of the lead.
 * The number of the attempt is the fence: who finds another number than its own has lost the mail to somebody else. Thread-safe; any
 * number of nodes may do this at once.
 */
public final class Dispatch implements DueHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration ONE_PER_ADDRESS = Duration.ofHours(24);
    static final int MOST_ATTEMPTS = 8;
    private static final Set<String> NOBODY_THERE = Set.of("5.1.1", "5.1.2", "5.1.10", "5.2.1");

    private final Mql mql;
    private final SeriesSettings settings;
    private final Composer composer;
    private final MailSender sender;
    private final Suppressions suppressions;

    public Dispatch(
            Mql mql, SeriesSettings settings, MailTemplates templates, MailSender sender, Suppressions suppressions) {
        this.mql = mql;
        this.settings = settings;
        this.composer = new Composer(mql, settings, templates);
        this.sender = sender;
        this.suppressions = suppressions;
    }

    @Override
    public void due(Lead lead, long now) {
        for (Mailing mail : lead.mails()) {
            if (mail.state().waiting() && mail.due() <= now) {
                deliver(lead, mail);
            }
        }
    }

    private void deliver(Lead lead, Mailing planned) {
        List<String> address = addressHashes(lead, planned);
        String suppressed = suppressed(address, planned);
        Lead claimed = claim(lead.id(), planned, suppressed);
        Mailing mine = claimed == null ? null : find(claimed, planned);
        if (claimed == null || mine == null) {
            return;
        }
        if (!mine.kind().marketing() && !reserve(mine, address, claimed.id())) {
            settle(claimed.id(), mine, State.CLAIMED, State.SKIPPED, "asked_within_24_hours");
            return;
        }
        OutgoingMail outgoing;
        try {
            outgoing = composer.compose(claimed, mine, mql.clock().instant());
        } catch (StoreException away) {
            throw away;
        } catch (IllegalArgumentException unsendable) {
            settle(claimed.id(), mine, State.CLAIMED, State.DEAD, "address_not_sendable");
            return;
        } catch (MqlException sealed) {
            LOG.warn("Lead {}: {}", claimed.id(), sealed.getMessage());
            settle(claimed.id(), mine, State.CLAIMED, State.DEAD, "address_not_readable");
            return;
        }
        Outcome outcome = sender.send(outgoing, () -> handOver(claimed.id(), mine, address));
        record(claimed.id(), mine, outcome, address);
    }

    /** PLANNED → CLAIMED, or SKIPPED with the reason. */
    private @Nullable Lead claim(LeadId id, Mailing planned, @Nullable String suppressed) {
        boolean[] won = new boolean[1];
        Lead after = mql.leads()
                .update(id, lead -> {
                    long now = mql.clock().millis();
                    Mailing mail = find(lead, planned);
                    won[0] = false;
                    if (mail == null || !mail.state().waiting() || mail.due() > now) {
                        return lead;
                    }
                    String reason = refuse(lead, mail, suppressed, now);
                    if (reason != null) {
                        return heldBack(lead, mail, reason, now);
                    }
                    won[0] = true;
                    return lead.withMail(mail.to(State.CLAIMED, null, now)
                            .attempted()
                            .dueAt(now + LEASE.toMillis(), mail.notAfter()));
                })
                .orElse(null);
        Mailing mail = after == null ? null : find(after, planned);
        return won[0] && mail != null && mail.state() == State.CLAIMED ? after : null;
    }

    /** CLAIMED → HANDED: the last look, committed before the server gets the first byte of content. */
    private boolean handOver(LeadId id, Mailing mine, List<String> address) {
        String suppressed = suppressed(address, mine);
        boolean[] go = new boolean[1];
        mql.leads().update(id, lead -> {
            long now = mql.clock().millis();
            Mailing mail = find(lead, mine);
            go[0] = false;
            if (mail == null || mail.state() != State.CLAIMED || mail.attempts() != mine.attempts()) {
                return lead;
            }
            String reason = refuse(lead, mail, suppressed, now);
            if (reason != null) {
                return heldBack(lead, mail, reason, now);
            }
            go[0] = true;
            return lead.withMail(mail.to(State.HANDED, null, now).dueAt(now + LEASE.toMillis(), mail.notAfter()));
        });
        return go[0];
    }

    private @Nullable String suppressed(List<String> address, Mailing mail) {
        return mail.kind().marketing() ? suppressions.reason(address, Topic.REMINDERS) : suppressions.reason(address);
    }

    private @Nullable String refuse(Lead lead, Mailing mail, @Nullable String suppressed, long now) {
        return Guards.refuse(
                new Guards.Moment(lead, mail, lead.cart(mail.subject()).orElse(null), suppressed, settings, now));
    }

    /** A cart in use again is not over: the planner finds the new time for its mails. */
    private static Lead heldBack(Lead lead, Mailing mail, String reason, long now) {
        State state = reason.equals(Guards.CART_IN_USE) ? State.PLANNED : State.SKIPPED;
        return lead.withMail(mail.to(state, reason, now));
    }

    private void record(LeadId id, Mailing mine, Outcome outcome, List<String> address) {
        mql.counters().add("mail." + outcome.kind().name().toLowerCase(Locale.ROOT), 1);
        switch (outcome.kind()) {
            case SENT -> settle(id, mine, State.HANDED, State.SENT, null);
            case UNCERTAIN -> {
                LOG.warn(
                        "Lead {}: the mail server may or may not have a mail ({}); it is not sent again.",
                        id,
                        outcome.reason());
                settle(id, mine, State.HANDED, State.UNCERTAIN, outcome.reason());
            }
            case TEMPORARY -> retry(id, mine, outcome.reason());
            case PERMANENT -> {
                if (!address.isEmpty()
                        && NOBODY_THERE.stream()
                                .anyMatch(code -> outcome.reason().endsWith("_" + code))) {
                    suppressions.add(address.get(0), "bounced");
                }
                settle(id, mine, null, State.DEAD, outcome.reason());
            }
            case STOPPED -> LOG.debug("Lead {}: a mail was held back at the last moment.", id);
        }
    }

    private void retry(LeadId id, Mailing mine, String reason) {
        change(id, mine, mail -> {
            long now = mql.clock().millis();
            long next = now
                    + Duration.ofMinutes(1L << Math.min(6, mail.attempts() - 1)).toMillis();
            return mail.attempts() >= MOST_ATTEMPTS || next >= mail.notAfter()
                    ? mail.to(State.DEAD, reason, now)
                    : mail.to(State.RETRY, reason, now).dueAt(next, mail.notAfter());
        });
    }

    private void settle(LeadId id, Mailing mine, @Nullable State from, State to, @Nullable String reason) {
        change(
                id,
                mine,
                mail -> from == null || mail.state() == from
                        ? mail.to(to, reason, mql.clock().millis())
                        : mail);
    }

    /** Changes the mailing as long as it is still this attempt's. */
    private void change(LeadId id, Mailing mine, UnaryOperator<Mailing> to) {
        mql.leads().update(id, lead -> {
            Mailing mail = find(lead, mine);
            if (mail == null
                    || mail.attempts() != mine.attempts()
                    || (mail.state() != State.CLAIMED && mail.state() != State.HANDED)) {
                return lead;
            }
            Mailing next = to.apply(mail);
            return next.state() == State.SENT
                    ? lead.withMail(next).withMilestone(new Milestone(next.at(), "mail", words(next)))
                    : lead.withMail(next);
        });
    }

    private static String words(Mailing mail) {
        return mail.kind().marketing() ? "cart mail " + mail.step() + " sent" : "asked to confirm the address";
    }

    /** One confirmation mail per address and day, over all visitors and nodes; the one who holds the place may try again. */
    private boolean reserve(Mailing mail, List<String> address, LeadId id) {
        String holder = id.toString();
        for (String hash : address) {
            RecordStore.Stored stored = mql.records().get("confirming", hash);
            if (stored != null) {
                return mail.attempts() > 1 && stored.text().equals(holder);
            }
        }
        return mql.records().put("confirming", address.get(0), 0, holder, ONE_PER_ADDRESS);
    }

    /** Everything that the mail's address may be stored under; empty if no address is known. */
    private List<String> addressHashes(Lead lead, Mailing mail) {
        Claim claim = mail.kind().marketing() ? null : lead.claim();
        String sealed = claim != null ? claim.sealedAddress() : lead.person().sealedAddress();
        String hash = mail.kind().marketing() ? lead.person().addressHash() : mail.subject();
        if (hash == null) {
            return List.of();
        }
        List<String> all = sealed == null ? List.of() : mql.vault().sealedAddressHashes(sealed);
        return all.contains(hash) ? all : List.of(hash);
    }

    private static @Nullable Mailing find(Lead lead, Mailing mail) {
        return lead.mail(mail.kind(), mail.subject(), mail.step()).orElse(null);
    }
}
