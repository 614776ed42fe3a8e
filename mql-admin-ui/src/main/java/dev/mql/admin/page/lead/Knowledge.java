package dev.mql.admin.page.lead;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.lead.Attribute;
import dev.mql.lead.Consent;
import dev.mql.lead.Lead;
import dev.mql.scoring.Fit;
import dev.mql.scoring.Scorer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of who a lead is, what that says of its fit, and what it agreed to. Pure. */
final class Knowledge {
    private Knowledge() {}

    static LeadView.Known of(Lead lead, Scorer scorer, Show show) {
        Fit fit = scorer.fit(lead);
        Map<String, Fit.Line> lines = new TreeMap<>();
        if (fit != null) {
            fit.lines().forEach(line -> lines.put(line.attribute(), line));
        }
        List<LeadView.AttributeRow> rows = lead.profile().attributes().stream()
                .map(a -> row(a, lines, show))
                .toList();
        String missing = scorer.model().fit().stream()
                .map(rule -> rule.attribute())
                .distinct()
                .filter(name -> lead.profile().get(name) == null)
                .map(name -> Words.title(name).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new LeadView.Known(
                words(fit, scorer),
                rows,
                missing.isEmpty() ? "" : "Not known: " + missing + ". That counts neither for nor against.");
    }

    private static String words(@org.jspecify.annotations.Nullable Fit fit, Scorer scorer) {
        if (scorer.model().fit().isEmpty()) {
            return "The scoring asks for no attributes, so everybody fits alike.";
        }
        return fit == null
                ? "Nothing is known yet that tells whether this lead fits."
                : "Fit " + Math.round(fit.value()) + " of 100, from " + Math.round(fit.known() * 100)
                        + " % of what there is to know.";
    }

    private static LeadView.AttributeRow row(Attribute attribute, Map<String, Fit.Line> lines, Show show) {
        Fit.Line line = lines.get(attribute.name());
        return new LeadView.AttributeRow(
                Words.title(attribute.name()),
                attribute.value(),
                show.when(attribute.at()),
                line == null ? "" : Show.number(line.points()) + " of " + Show.number(line.most()));
    }

    static List<LeadView.ConsentRow> consents(Lead lead, Show show) {
        return lead.consents().stream().map(c -> consent(c, show)).toList();
    }

    private static LeadView.ConsentRow consent(Consent consent, Show show) {
        String wording = consent.wording().isEmpty() ? "no wording given" : "wording “" + consent.wording() + "”";
        String removed = consent.granted() ? "" : "; " + Show.plural(consent.removed(), "event") + " forgotten";
        return new LeadView.ConsentRow(
                consent.granted(),
                (consent.granted() ? "Agreed to " : "Withdrew ")
                        + consent.purpose().word(),
                wording + ", told by " + consent.source() + removed,
                show.when(consent.at()));
    }
}
