package dev.mql.admin.page.series;

import dev.mql.nurture.series.Limits;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What one playbook changes against another, as sentences. Pure. */
final class Changes {
    private Changes() {}

    static List<String> between(Playbook before, Playbook after) {
        List<String> changes = new ArrayList<>();
        for (Series series : after.series()) {
            before.series(series.id())
                    .ifPresentOrElse(
                            old -> series(old, series, changes), () -> changes.add("New: " + named(series) + '.'));
        }
        for (Series old : before.series()) {
            if (after.series(old.id()).isEmpty()) {
                changes.add("Removed: " + named(old) + '.');
            }
        }
        limits(before.limits(), after.limits(), changes);
        if (changes.isEmpty() && !before.series().equals(after.series())) {
            changes.add("Series in another order.");
        }
        return changes;
    }

    private static String named(Series series) {
        return '“' + series.name() + '”';
    }

    private static void series(Series old, Series series, List<String> changes) {
        List<String> parts = new ArrayList<>();
        if (old.mode() != series.mode()) {
            parts.add(SeriesWords.mode(series.mode()).toLowerCase(Locale.ROOT));
        }
        if (!old.name().equals(series.name())) {
            parts.add("was called “" + old.name() + '”');
        }
        if (!delays(old).equals(delays(series))) {
            parts.add("mails after " + delays(series) + " instead of " + delays(old));
        } else if (!old.steps().equals(series.steps())) {
            parts.add("other texts");
        }
        if (!old.entry().equals(series.entry())) {
            parts.add("takes others");
        }
        if (old.holdout() != series.holdout()) {
            parts.add(series.holdout() + " of a hundred get no mail instead of " + old.holdout());
        }
        if (!old.coolDown().equals(series.coolDown())) {
            parts.add("rests " + Spans.words(series.coolDown()) + " instead of " + Spans.words(old.coolDown()));
        }
        if (old.twoWordings() != series.twoWordings()) {
            parts.add(series.twoWordings() ? "two wordings" : "one wording");
        }
        if (!old.credit().equals(series.credit())) {
            parts.add("orders count for " + Spans.words(series.credit()) + " instead of " + Spans.words(old.credit()));
        }
        if (!Objects.equals(old.offer(), series.offer())) {
            parts.add(
                    series.offer() == null
                            ? "no coupon"
                            : "a coupon from mail " + series.offer().fromStep() + " on");
        }
        if (!parts.isEmpty()) {
            changes.add(named(series) + ": " + String.join("; ", parts) + '.');
        }
    }

    private static String delays(Series series) {
        return Spans.words(series.steps().stream().map(Step::delay).toList());
    }

    private static void limits(Limits old, Limits limits, List<String> changes) {
        if (old.perDay() != limits.perDay() || old.perWeek() != limits.perWeek()) {
            changes.add("At most " + limits.perDay() + " a day and " + limits.perWeek() + " a week instead of "
                    + old.perDay() + " and " + old.perWeek() + '.');
        }
        if (!old.quietFrom().equals(limits.quietFrom()) || !old.quietTo().equals(limits.quietTo())) {
            changes.add("Quiet from " + limits.quietFrom() + " to " + limits.quietTo() + '.');
        }
        if (!old.days().equals(limits.days())) {
            changes.add("Mail goes out on " + LimitsForm.days(limits) + '.');
        }
        if (old.catchUp() != limits.catchUp()) {
            changes.add("Late mails: " + (limits.catchUp() == 0 ? "any number" : limits.catchUp()) + " a minute.");
        }
    }
}
