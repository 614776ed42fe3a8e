package dev.mql.engine;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.lead.Correction;
import dev.mql.lead.Handoff;
import dev.mql.lead.Handoff.Verdict;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Milestone;
import dev.mql.lead.Stage;
import dev.mql.store.LeadIndex;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people decide about leads by hand: verdicts of sales, corrections of scores. Thread-safe; blocks; throws
 * {@link dev.mql.store.StoreException}. Everything returns the lead as committed, or nothing if there is no such lead; what can not be
 * is refused with an {@link IllegalArgumentException} (what was typed) or an {@link IllegalStateException} (where the lead stands),
 * each with a sentence for the person who asked.
 */
public final class Desk {
    /** Corrections and timelines keep texts of at most this length. */
    private static final int MAX_NOTE = 100;

    private static final int PAGE = 200;
    private static final int MAX_PAGES = 50;
    private static final Set<Stage> WITH_SALES = Set.of(Stage.SAL, Stage.SQL);

    private final Leads leads;
    private final InstantSource clock;
    private final List<String> reasons;
    private final long held;

    public Desk(Leads leads, InstantSource clock, Config config) {
        this.leads = leads;
        this.clock = clock;
        this.reasons = List.copyOf(config.get(Settings.HANDOFF_REASONS));
        this.held = config.get(Settings.HANDOFF_HOLD).toMillis();
    }

    /** Codes from which sales chooses when it says no. */
    public List<String> reasons() {
        return reasons;
    }

    /** Sales takes an MQL on. */
    public Optional<Lead> accept(LeadId id, String by) {
        return verdict(id, Verdict.ACCEPTED, "", by, Set.of(Stage.MQL), "Only an MQL can be accepted");
    }

    /** Sales found a real opportunity. */
    public Optional<Lead> qualify(LeadId id, String by) {
        return verdict(
                id,
                Verdict.QUALIFIED,
                "",
                by,
                Set.of(Stage.MQL, Stage.SAL),
                "Only an MQL or an accepted lead can be qualified");
    }

    /** Sales does not take an MQL on; it does not qualify again for a while. */
    public Optional<Lead> reject(LeadId id, String reason, String by) {
        return verdict(id, Verdict.REJECTED, checked(reason), by, Set.of(Stage.MQL), "Only an MQL can be rejected");
    }

    /** Sales gives a lead that it worked back to marketing; it does not qualify again for a while. */
    public Optional<Lead> recycle(LeadId id, String reason, String by) {
        return verdict(
                id,
                Verdict.RECYCLED,
                checked(reason),
                by,
                WITH_SALES,
                "Only a lead that sales works can be given back");
    }

    /** Sales sold something that no order tells. */
    public Optional<Lead> win(LeadId id, String by) {
        return verdict(
                id,
                Verdict.WON,
                "",
                by,
                Set.of(Stage.MQL, Stage.SAL, Stage.SQL),
                "Only a lead that sales has can be won");
    }

    /** Takes a lead out of the game. */
    public Optional<Lead> disqualify(LeadId id, String reason, String by) {
        return verdict(
                id,
                Verdict.DISQUALIFIED,
                checked(reason),
                by,
                Set.of(Stage.VISITOR, Stage.SUBSCRIBER, Stage.LEAD, Stage.MQL, Stage.SAL, Stage.SQL),
                "A lead that has bought or is disqualified can not be disqualified");
    }

    /** Takes the last verdict back: what the lead did and its score decide again. */
    public Optional<Lead> release(LeadId id, String by) {
        return leads.update(id, Cause.PERSON, lead -> {
            if (lead.handoff().verdict() == Verdict.NONE) {
                throw new IllegalStateException("Nobody has said anything about this lead that could be taken back.");
            }
            long now = clock.millis();
            return lead.withHandoff(new Handoff(
                            Verdict.NONE, "", by, now, 0, lead.handoff().escalatedAt()))
                    .withMilestone(new Milestone(
                            now,
                            "handoff",
                            "took back: " + lead.handoff().verdict().word() + ", by " + by(by)));
        });
    }

    private Optional<Lead> verdict(
            LeadId id, Verdict verdict, String reason, String by, Set<Stage> from, String otherwise) {
        return leads.update(id, Cause.PERSON, lead -> {
            if (!from.contains(lead.stage())) {
                throw new IllegalStateException(
                        otherwise + "; this one is " + lead.stage().word() + " now.");
            }
            long now = clock.millis();
            boolean back = verdict == Verdict.REJECTED || verdict == Verdict.RECYCLED;
            return lead.withHandoff(new Handoff(
                            verdict,
                            reason,
                            by,
                            now,
                            back ? now + held : 0,
                            lead.handoff().escalatedAt()))
                    .withMilestone(new Milestone(
                            now,
                            "handoff",
                            verdict.word() + " by " + by(by) + (reason.isEmpty() ? "" : ": " + words(reason))));
        });
    }

    private String checked(String reason) {
        if (!reasons.contains(reason)) {
            throw new IllegalArgumentException("A reason is one of " + String.join(", ", reasons) + ".");
        }
        return reason;
    }

    private static String by(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40);
    }

    private static String words(String code) {
        return code.replace('_', ' ');
    }

    /**
     * Gives or takes points by hand.
     *
     * @param points -500 to 500, not 0
     * @param until when it ends, at most 366 days from now
     */
    public Optional<Lead> correct(LeadId id, double points, String reason, String by, Instant until) {
        Correction correction = new Correction(points, reason, by, clock.millis(), until.toEpochMilli());
        return leads.update(id, Cause.PERSON, lead -> {
            if (lead.corrections().size() >= Lead.MAX_CORRECTIONS
                    && lead.corrections().stream().allMatch(c -> c.holds(clock.millis()))) {
                throw new IllegalStateException("This lead has " + Lead.MAX_CORRECTIONS
                        + " corrections in force; wait until one ends, or start its score anew.");
            }
            List<Correction> all = new ArrayList<>(lead.corrections());
            all.removeIf(
                    old -> old.until() <= clock.millis() && lead.corrections().size() >= Lead.MAX_CORRECTIONS);
            all.add(0, correction);
            return lead.withCorrections(all);
        });
    }

    /** What a lead did so far counts for nothing any more, and its corrections end: for example after a purchase or a loss. */
    public Optional<Lead> startAnew(LeadId id, String reason, String by) {
        if (reason.isBlank() || reason.length() > MAX_NOTE) {
            throw new IllegalArgumentException("Starting anew needs a reason of at most " + MAX_NOTE + " characters.");
        }
        return leads.update(id, Cause.PERSON, lead -> {
            long now = clock.millis();
            return lead.withActivity(lead.activity().startedAnew(now))
                    .withCorrections(List.of())
                    .withMilestone(new Milestone(now, "score", "started anew by " + by(by) + ": " + reason));
        });
    }

    /**
     * MQLs that wait for sales, those first that wait longest.
     *
     * @param limit at most so many
     */
    public List<Lead> queue(int limit) {
        List<Lead> waiting = new ArrayList<>();
        LeadIndex.Ranked after = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            Leads.Page found = leads.list(new Leads.Query(Stage.MQL, 0, after, PAGE));
            waiting.addAll(found.leads());
            after = found.next();
            if (after == null) {
                break;
            }
        }
        waiting.sort(Comparator.comparingLong(Lead::since));
        return List.copyOf(waiting.subList(0, Math.min(limit, waiting.size())));
    }
}
