package dev.mql.admin.page.series;

import dev.mql.admin.page.Show;
import dev.mql.nurture.effect.Arm;
import dev.mql.nurture.effect.Estimate;
import dev.mql.nurture.effect.Uplift;
import dev.mql.nurture.series.Series;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a series brought, in words: what is put down to it, and what there would not have been without it. Pure. Public because
 * templates read it.
 *
 * @param revenue that is put down to it; empty for none
 * @param net the revenue that came on top, or why that can not be said
 * @param range in which it lies; empty if it can not be said
 * @param early whether it can not be said
 * @param wordings which of two wordings is better, or why that can not be said; empty for one wording
 */
public record Brought(
        String runs,
        String sent,
        String orders,
        String revenue,
        String net,
        String range,
        boolean early,
        String wordings) {

    /** @param uplift {@code null} if nobody has entered it yet */
    static Brought of(Series series, @Nullable Uplift uplift, long sent) {
        if (uplift == null) {
            return new Brought("0", Show.count(sent), "0", "", "Nobody yet", "", true, "");
        }
        Estimate net = uplift.netRevenue();
        boolean early = uplift.tooEarly();
        return new Brought(
                Show.count(uplift.mailed().entered() + uplift.holdout().entered()),
                Show.count(sent),
                Show.count(uplift.credited()),
                uplift.credited() == 0 ? "" : money(uplift.creditedRevenue(), uplift.currency()),
                early ? tooEarly(series, uplift) : money(net.value(), uplift.currency()),
                early
                        ? ""
                        : money(net.from(), uplift.currency()) + " to " + money(net.to(), uplift.currency())
                                + (net.clear() ? "" : ": may be chance"),
                early,
                series.twoWordings() ? wordings(uplift) : "");
    }

    /** Whether nobody has entered it. */
    public boolean idle() {
        return runs.equals("0");
    }

    private static String tooEarly(Series series, Uplift uplift) {
        if (series.holdout() == 0 && uplift.holdout().entered() == 0) {
            return "Can not be said: everybody gets mail.";
        }
        return "Too early to say: " + missing(uplift.mailed(), "with", uplift.holdout(), "without");
    }

    private static String missing(Arm one, String first, Arm other, String second) {
        if (other.entered() < Uplift.LEAST_RUNS) {
            return other.entered() + " of " + Uplift.LEAST_RUNS + ' ' + second + " mail so far.";
        }
        if (one.entered() < Uplift.LEAST_RUNS) {
            return one.entered() + " of " + Uplift.LEAST_RUNS + ' ' + first + " mail so far.";
        }
        return one.ordered() + other.ordered() + " of " + Uplift.LEAST_ORDERS + " orders so far.";
    }

    private static String wordings(Uplift uplift) {
        if (uplift.wordingsTooEarly()) {
            return "Too early to say which wording is better: "
                    + missing(
                            uplift.first(),
                            "with the first wording of a",
                            uplift.second(),
                            "with the second wording of a");
        }
        Estimate more = uplift.wordings();
        String range = " (" + tenths(more.from()) + " to " + tenths(more.to()) + ')';
        if (!more.clear()) {
            return "No difference between the wordings that could not be chance: of a hundred, " + tenths(more.value())
                    + " more order by the second" + range + '.';
        }
        return "The " + (more.value() > 0 ? "second" : "first") + " wording is better: of a hundred, "
                + tenths(Math.abs(more.value())) + " more order by it" + range + '.';
    }

    private static String tenths(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString()
                .replace('-', '−');
    }

    private static String money(double value, String currency) {
        BigDecimal whole = BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP);
        String text = Show.money(whole.abs(), currency).replaceFirst("[.,]00$", "");
        return whole.signum() < 0 ? '−' + text : text;
    }
}
