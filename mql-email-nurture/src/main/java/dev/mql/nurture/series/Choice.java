package dev.mql.nurture.series;

import dev.mql.lead.Enrolment;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.scoring.Scorer;

/**
 * Which mail a step is for a lead.
 *
 * @param text key of the text, in the second wording {@code KEY@b}; empty for no mail
 * @param silence why there is none; empty if there is one
 */
public record Choice(String text, String silence) {

    /** Follows from the lead and the playbook alone. */
    public static Choice of(Lead lead, Mailing mail, Playbook playbook, Scorer scorer, long now) {
        Enrolment run = lead.enrolment(mail.kind(), mail.subject()).orElse(null);
        Series series = playbook.series(mail.series()).orElse(null);
        if (run == null || series == null || mail.step() > series.steps().size()) {
            return new Choice("", Reason.NO_PATH);
        }
        for (Path path : series.step(mail.step()).paths()) {
            double score = path.when().stream().anyMatch(When::asksScore)
                    ? scorer.score(lead, now).value()
                    : 0;
            if (path.when().stream().allMatch(when -> when.holds(lead, run, score))) {
                if (path.silent()) {
                    return new Choice("", Reason.ANSWERED);
                }
                return new Choice(run.group() == Enrolment.Group.B ? path.text() + "@b" : path.text(), "");
            }
        }
        return new Choice("", Reason.NO_PATH);
    }
}
