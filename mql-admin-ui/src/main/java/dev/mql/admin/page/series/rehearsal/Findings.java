package dev.mql.admin.page.series.rehearsal;

import dev.mql.Mql;
import dev.mql.admin.page.Names;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Rehearsal;
import dev.mql.nurture.series.Rehearsals;
import dev.mql.nurture.series.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts the result of a rehearsal into words. May block. For one request. */
final class Findings {
    private static final int ROWS = 200;

    private final Mql mql;
    private final Playbook playbook;
    private final String base;
    private final Show show;

    Findings(Mql mql, Playbook playbook, String base, Show show) {
        this.mql = mql;
        this.playbook = playbook;
        this.base = base;
        this.show = show;
    }

    RehearsalView.Found of(Rehearsals.Result result) {
        List<Rehearsal.Line> lines =
                result.lines().subList(0, Math.min(ROWS, result.lines().size()));
        Map<LeadId, Lead> leads = new HashMap<>();
        mql.leads()
                .all(lines.stream().map(Rehearsal.Line::lead).distinct().toList())
                .forEach(lead -> leads.put(lead.id(), lead));
        return new RehearsalView.Found(
                summary(result),
                show.when(result.at()),
                result.failed(),
                counts(result.sent(), this::step),
                counts(result.heldBack(), Words::why),
                lines.stream().map(line -> row(line, leads.get(line.lead()))).toList(),
                result.lines().size() > ROWS);
    }

    private static String summary(Rehearsals.Result result) {
        long sent = sum(result.sent());
        long heldBack = sum(result.heldBack());
        String asked = Show.plural(result.leads(), "lead") + (result.running() ? " asked so far" : " asked") + ", "
                + Show.plural(result.carts(), "cart") + " of the last 30 days: ";
        return asked + Show.plural(sent, "mail") + " would have gone, " + Show.count(heldBack)
                + (heldBack == 1 ? " was" : " were") + " held back.";
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** “Cart left, mail 2” of {@code cart 2}. */
    private String step(String seriesAndStep) {
        String[] parts = seriesAndStep.split(" ", 2);
        return parts.length == 2 ? series(parts[0]) + ", mail " + parts[1] : seriesAndStep;
    }

    private String series(String id) {
        return playbook.series(id).map(Series::name).orElse(Words.title(id));
    }

    private static List<RehearsalView.Count> counts(Map<String, Long> counts, UnaryOperator<String> label) {
        long largest = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(e -> new RehearsalView.Count(
                        label.apply(e.getKey()), Show.count(e.getValue()), Show.share(e.getValue(), largest)))
                .toList();
    }

    private RehearsalView.Row row(Rehearsal.Line line, @Nullable Lead lead) {
        String value = lead == null
                ? ""
                : lead.cart(line.cart())
                        .map(cart -> Show.money(cart.total(), cart.currency()))
                        .orElse("");
        return new RehearsalView.Row(
                base + "/leads/" + line.lead(),
                lead == null ? "Lead" : Names.of(lead, mql.vault()).name(),
                value,
                (line.series().isEmpty() ? "" : series(line.series()))
                        + (line.step() == 0 ? "" : ", mail " + line.step()),
                show.when(line.at()),
                line.sent(),
                line.sent() ? line.text() : Words.reason(line.reason()));
    }
}
