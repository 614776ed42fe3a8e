package dev.mql.admin.page.lead;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Tally;
import dev.mql.admin.page.Words;
import dev.mql.scoring.LedgerLine;
import dev.mql.scoring.Score;
import java.util.ArrayList;
import java.util.List;

/** The score, line by line, rounded so that what a reader adds up is what stands below. */
final class Ledger {
    private Ledger() {}

    static List<LeadView.Line> of(Score score, Show show) {
        List<Long> left =
                Tally.tenths(score.lines().stream().map(LedgerLine::left).toList());
        List<LeadView.Line> lines = new ArrayList<>();
        for (int i = 0; i < score.lines().size(); i++) {
            lines.add(line(score.lines().get(i), left.get(i), show));
        }
        return lines;
    }

    private static LeadView.Line line(LedgerLine line, long left, Show show) {
        long cut = Math.round(line.cut() * 10);
        long given = Math.round(line.given() * 10);
        long faded = given - cut - left;
        if (Long.signum(faded) * Long.signum(given) < 0) {
            // Rounding alone: nothing fades into more than it was.
            given = cut + left;
            faded = 0;
        }
        return new LeadView.Line(
                what(line),
                show.when(line.at()),
                Show.points(given),
                Show.points(cut),
                Show.points(faded),
                Show.points(left));
    }

    private static String what(LedgerLine line) {
        if (line.rule().equals(LedgerLine.CORRECTION)) {
            return "Corrected by hand: " + line.note();
        }
        if (line.rule().equals(LedgerLine.CONSENT)) {
            return "Withdrew consent for " + line.note() + ": " + Show.plural(Math.round(line.count()), "event")
                    + " forgotten";
        }
        long times = Math.round(line.count());
        String rule = line.rule().equals(line.event()) ? "" : " (rule “" + line.rule() + "”)";
        return Words.did(line.event()) + rule + (times > 1 ? ", " + Show.count(times) + " times before" : "");
    }
}
