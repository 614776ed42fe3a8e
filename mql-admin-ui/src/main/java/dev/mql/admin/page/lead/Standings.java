package dev.mql.admin.page.lead;

import dev.mql.admin.page.Show;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import dev.mql.scoring.Fit;
import dev.mql.scoring.Grades;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import org.jspecify.annotations.Nullable;

/** How far a lead is, what would bring it further, and when it will fall. Pure. */
final class Standings {
    private Standings() {}

    static LeadView.Standing of(Lead lead, Score score, Scorer scorer, Show show) {
        ScoringModel model = scorer.model();
        double before =
                score.lines().stream().mapToDouble(l -> l.given() - l.cut()).sum();
        String grade = scorer.grade(lead, score.value());
        return new LeadView.Standing(
                Show.points(Show.tenths(score.value())),
                Show.scoreBar(score.value(), before, model.in()),
                "MQL from " + Show.number(model.in()),
                grade,
                band(lead.stage(), grade, model.grades()),
                words(grade, scorer.fit(lead)),
                distance(lead, score, scorer, show),
                lead.stage() == Stage.MQL ? falls(lead, score, scorer, show) : "");
    }

    /** Of MQLs and those with sales; a customer is no MQL any more. */
    static String band(Stage stage, String grade, Grades grades) {
        if (!stage.atLeast(Stage.MQL) || stage == Stage.CUSTOMER) {
            return "";
        }
        return grades.band(grade).equals(Grades.HIGH) ? "High-quality MQL" : "Low-quality MQL";
    }

    private static String words(String grade, @Nullable Fit fit) {
        String fits = fit == null
                ? "Whether it fits is not known"
                : switch (grade.charAt(0)) {
                    case 'A' -> "Fits well";
                    case 'B' -> "Fits in part";
                    default -> "Fits badly";
                };
        return fits
                + switch (grade.charAt(1)) {
                    case '1' -> ", very interested";
                    case '2' -> ", interested";
                    default -> ", little interest yet";
                };
    }

    private static String distance(Lead lead, Score score, Scorer scorer, Show show) {
        ScoringModel model = scorer.model();
        long short10 = Math.round(model.in() * 10) - Show.tenths(score.value());
        if (lead.stage() == Stage.DISQUALIFIED) {
            return "Out of the game, whatever the score is.";
        }
        if (lead.stage().atLeast(Stage.SAL)) {
            return lead.stage() == Stage.CUSTOMER ? "Has bought." : "Sales is working on this lead.";
        }
        if (lead.handoff().heldUntil() > show.now()) {
            return "Does not become an MQL before " + show.moment(lead.handoff().heldUntil())
                    + ", since sales gave it back.";
        }
        String ways = Ways.words(scorer.ways(lead, show.now()));
        String how = ways.isEmpty() ? "." : ": " + ways + ".";
        if (short10 > 0) {
            String missing = Show.shortPoints(short10) + (short10 == 10 ? " point" : " points") + " short of ";
            return lead.stage() == Stage.MQL
                    ? missing + "the threshold, but still MQL until the score falls under " + Show.number(model.out())
                            + "."
                    : missing + "MQL" + how;
        }
        if (score.signals() < model.minSignals()) {
            return "Enough points, but only " + Show.plural(score.signals(), "kind") + " of signal; MQL needs "
                    + model.minSignals() + how;
        }
        return "Over the threshold by " + Show.shortPoints(-short10) + (short10 == -10 ? " point." : " points.");
    }

    private static String falls(Lead lead, Score score, Scorer scorer, Show show) {
        double out = scorer.model().out();
        if (score.value() < out) {
            return "";
        }
        long at = scorer.fallsAt(lead, show.now());
        return at == Lead.NEVER
                ? "If nothing more happens, the score stays over " + Show.number(out) + "."
                : "If nothing more happens, the score falls under " + Show.number(out) + " on " + show.moment(at) + ".";
    }
}
