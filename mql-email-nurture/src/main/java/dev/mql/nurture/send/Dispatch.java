package dev.mql.nurture.send;

import dev.mql.Mql;
import dev.mql.engine.DueHandler;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.series.Choice;
import dev.mql.nurture.series.Guards;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Playbooks;
import dev.mql.nurture.series.Reason;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.SeriesSettings;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.series.Zones;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.smtp.pace.Pace;
import dev.mql.store.RecordStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, on threads of its own: asks, claims, writes, asks once more, hands over, records. Thread-safe; any number of nodes
 * may do this at once.
 */
public final class Dispatch implements DueHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Duration ONE_PER_ADDRESS = Duration.ofHours(24);
    /** A mail that is so much late is one of many that wait for something that was down. */
    private static final long LATE = Duration.ofMinutes(15).toMillis();

    private final Mql mql;
    private final Playbooks playbooks;
    private final Progress progress;
    private final Preparing preparing;
    private final MailSender sender;
    private final Pace pace;
    private final Suppressions suppressions;
    private final Brakes brakes;
    private final SeriesSettings settings;
    private final Slots late = new Slots();
    private final Outbox outbox;

    Dispatch(
            Mql mql,
            Playbooks playbooks,
            SeriesSettings settings,
            Composer composer,
            Goods goods,
            Sending.Parts parts,
            int threads) {
        this.mql = mql;
        this.playbooks = playbooks;
        this.progress = new Progress(mql.leads(), mql.clock());
        this.preparing = new Preparing(mql, playbooks, composer, goods, progress);
        this.sender = parts.sender();
        this.pace = parts.pace();
        this.suppressions = parts.suppressions();
        this.brakes = parts.brakes();
        this.settings = settings;
        this.outbox = new Outbox(threads);
    }

    @Override
    public void due(Lead lead, long now) {
        for (Mailing mail : lead.mails()) {
            if (mail.state().waiting() && mail.due() <= now) {
                outbox.take(() -> deliver(lead, mail));
            }
        }
    }

    /** Does something on a sending thread before there are mails: who comes first is not to wait for what is loaded once. */
    void warmUp(Runnable once) {
        outbox.take(once);
    }

    @Override
    public void settle() {
        outbox.await();
    }

    private void deliver(Lead lead, Mailing planned) {
        Address address = Address.of(lead, planned, mql.vault());
        long now = mql.clock().millis();
        long slot = slot(planned, now);
        if (slot > now) {
            progress.putOff(lead.id(), planned, Reason.CATCHING_UP, slot);
            return;
        }
        long free = pace.reserve(address.domain(), now);
        if (free > now) {
            progress.putOff(lead.id(), planned, Reason.SENDING_RATE, free);
            return;
        }
        Outcome outcome = Outcome.STOPPED;
        try {
            outcome = attempted(lead.id(), planned, address);
        } finally {
            pace.answered(address.domain(), outcome, mql.clock().millis());
        }
    }

    /** What was due long ago goes out at a rate that nobody notices. */
    private long slot(Mailing planned, long now) {
        boolean waited = planned.kind().marketing() && planned.due() + LATE < now && planned.attempts() == 0;
        return waited ? late.take(now, playbooks.current().limits().catchUp()) : now;
    }

    private Outcome attempted(LeadId id, Mailing planned, Address address) {
        Look look = look(address, planned);
        Progress.Claimed claimed = progress.claim(id, planned, (l, m) -> refuse(l, m, look, true));
        if (claimed == null) {
            return Outcome.STOPPED;
        }
        if (!planned.kind().marketing()
                && !reserve(claimed.mail(), address.hashes(), claimed.lead().id())) {
            progress.settle(claimed, State.CLAIMED, State.SKIPPED, "asked_within_24_hours");
            return Outcome.STOPPED;
        }
        OutgoingMail mail = preparing.mail(claimed);
        if (mail == null) {
            return Outcome.STOPPED;
        }
        String dry = dryRun(claimed);
        if (dry != null) {
            progress.settle(claimed, State.CLAIMED, State.SKIPPED, dry);
            return Outcome.STOPPED;
        }
        Outcome outcome = sender.send(mail, () -> handOver(claimed, address));
        record(claimed, outcome, address);
        return outcome;
    }

    private Look look(Address address, Mailing mail) {
        return new Look(suppressions.reason(address.hashes(), mail.kind()), brakes.stopped());
    }

    /** Everything about a mail that is looked up outside of the lead. */
    private record Look(
            @Nullable String suppressed, @Nullable String stopped) {}

    private Guards.@Nullable Refusal refuse(Lead lead, Mailing mail, Look look, boolean choosing) {
        Playbook playbook = playbooks.current();
        long now = mql.clock().millis();
        Guards.Refusal refusal = Guards.refuse(new Guards.Moment(
                lead,
                mail,
                playbook,
                settings,
                look.suppressed(),
                look.stopped(),
                Zones.of(lead, settings.zone()),
                now));
        if (refusal != null || !choosing || !mail.kind().marketing()) {
            return refusal;
        }
        Choice choice = Choice.of(lead, mail, playbook, mql.models().scorer(), now);
        return choice.text().isEmpty() ? Guards.Refusal.forGood(choice.silence()) : null;
    }

    private @Nullable String dryRun(Progress.Claimed claimed) {
        if (settings.dryRun() != null) {
            return settings.dryRun();
        }
        return playbooks
                .current()
                .series(claimed.mail().series())
                .filter(series -> series.mode() == Series.Mode.DRY_RUN)
                .map(series -> Reason.DRY_RUN)
                .orElse(null);
    }

    /** The last look, committed before the server gets the first byte of content; what lies beside the lead is read anew for it. */
    private boolean handOver(Progress.Claimed claimed, Address address) {
        if (claimed.mail().kind() == Mailing.Kind.RECOVERY && preparing.gone(claimed)) {
            progress.settle(claimed, State.CLAIMED, State.SKIPPED, Reason.NOTHING_LEFT);
            return false;
        }
        return progress.handOver(claimed, (lead, mail) -> refuse(lead, mail, look(address, mail), false));
    }

    private void record(Progress.Claimed claimed, Outcome outcome, Address address) {
        mql.counters().add("mail." + outcome.word(), 1);
        boolean marketing = claimed.mail().kind().marketing();
        if (marketing && (outcome.kind() == Outcome.Kind.SENT || outcome.kind() == Outcome.Kind.UNCERTAIN)) {
            brakes.sent(1);
        }
        switch (outcome.kind()) {
            case SENT -> progress.settle(claimed, State.HANDED, State.SENT, null);
            case UNCERTAIN -> {
                LOG.warn(
                        "Lead {}: the mail server may or may not have a mail ({}); it is not sent again.",
                        claimed.lead().id(),
                        outcome.reason());
                progress.settle(claimed, State.HANDED, State.UNCERTAIN, outcome.reason());
            }
            case TEMPORARY -> progress.retry(claimed, outcome.reason());
            case PERMANENT -> {
                if (!address.hashes().isEmpty() && outcome.nobodyThere()) {
                    suppressions.add(address.hashes().get(0), "bounced");
                    if (marketing) {
                        brakes.bounced();
                    }
                }
                progress.settle(claimed, null, State.DEAD, outcome.reason());
            }
            case STOPPED ->
                LOG.debug(
                        "Lead {}: a mail was held back at the last moment.",
                        claimed.lead().id());
        }
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

    /** Gives mails that are underway six seconds. */
    @Override
    public void close() {
        outbox.close();
    }
}
