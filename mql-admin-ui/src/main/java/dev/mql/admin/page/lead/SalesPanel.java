package dev.mql.admin.page.lead;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.lead.Handoff;
import dev.mql.lead.Handoff.Verdict;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where a lead stands with sales, in words, and what sales can say of it now. Pure. */
final class SalesPanel {
    private static final LeadView.Choice ACCEPT = choice(Verdict.ACCEPTED, "Accept");
    private static final LeadView.Choice QUALIFY = choice(Verdict.QUALIFIED, "Qualified");
    private static final LeadView.Choice WIN = choice(Verdict.WON, "Won");
    private static final LeadView.Choice BACK = choice(Verdict.NONE, "Take back");
    private static final LeadView.Choice REJECT = choice(Verdict.REJECTED, "Reject");
    private static final LeadView.Choice RECYCLE = choice(Verdict.RECYCLED, "Give back to marketing");
    private static final LeadView.Choice DISQUALIFY = choice(Verdict.DISQUALIFIED, "Disqualify");

    private SalesPanel() {}

    private static LeadView.Choice choice(Verdict verdict, String label) {
        return new LeadView.Choice(verdict.word(), label);
    }

    /** @param target in which sales should have looked at an MQL; zero = no target */
    static LeadView.Sales of(Lead lead, List<String> reasons, Duration target, Show show) {
        List<LeadView.Choice> verdicts = new ArrayList<>();
        List<LeadView.Choice> refusals = new ArrayList<>();
        switch (lead.stage()) {
            case MQL -> {
                verdicts.add(ACCEPT);
                refusals.add(REJECT);
                refusals.add(DISQUALIFY);
            }
            case SAL -> {
                verdicts.addAll(List.of(QUALIFY, WIN));
                refusals.addAll(List.of(RECYCLE, DISQUALIFY));
            }
            case SQL -> {
                verdicts.add(WIN);
                refusals.addAll(List.of(RECYCLE, DISQUALIFY));
            }
            case VISITOR, SUBSCRIBER, LEAD -> refusals.add(DISQUALIFY);
            case CUSTOMER, DISQUALIFIED -> {}
        }
        if (lead.handoff().verdict() != Verdict.NONE) {
            verdicts.add(BACK);
        }
        boolean overdue = overdue(lead, target, show);
        return new LeadView.Sales(
                text(lead, target, overdue, show),
                overdue,
                verdicts,
                refusals,
                reasons.stream()
                        .map(code -> new LeadView.Choice(code, Words.title(code)))
                        .toList());
    }

    private static boolean overdue(Lead lead, Duration target, Show show) {
        return lead.stage() == Stage.MQL
                && lead.person().known()
                && !target.isZero()
                && show.now() - lead.since() > target.toMillis();
    }

    private static String text(Lead lead, Duration target, boolean overdue, Show show) {
        Handoff handoff = lead.handoff();
        if (lead.stage() == Stage.MQL) {
            if (!lead.person().known()) {
                return "An MQL without an address: sales can not reach it yet.";
            }
            String waits = "Waits for sales since " + show.moment(lead.since());
            if (target.isZero()) {
                return waits + ".";
            }
            return overdue
                    ? waits + ", longer than the " + Show.span(target) + " in which sales should look."
                    : waits + "; sales should look within " + Show.span(target) + ".";
        }
        String said = show.when(handoff.at()).relative() + " by " + handoff.by();
        String why = handoff.reason().isEmpty()
                ? ""
                : " Reason: " + Words.title(handoff.reason()).toLowerCase(java.util.Locale.ROOT) + ".";
        return switch (handoff.verdict()) {
            case NONE ->
                lead.stage() == Stage.CUSTOMER
                        ? "Bought without sales."
                        : lead.stage() == Stage.DISQUALIFIED
                                ? "Out of the game by a rule of the scoring."
                                : "Not with sales: it is not an MQL.";
            case ACCEPTED -> "Accepted " + said + ".";
            case QUALIFIED -> "Qualified " + said + ".";
            case WON -> "Won " + said + ".";
            case REJECTED -> "Rejected " + said + "." + why + held(handoff, show);
            case RECYCLED -> "Given back " + said + "." + why + held(handoff, show);
            case DISQUALIFIED -> "Disqualified " + said + "." + why;
        };
    }

    private static String held(Handoff handoff, Show show) {
        return handoff.heldUntil() > show.now()
                ? " It does not come to sales again before " + show.moment(handoff.heldUntil()) + "."
                : "";
    }
}
