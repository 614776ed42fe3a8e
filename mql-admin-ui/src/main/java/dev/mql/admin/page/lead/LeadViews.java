package dev.mql.admin.page.lead;

import dev.mql.admin.page.Names;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.Milestone;
import dev.mql.lead.Person;
import dev.mql.lead.Stage;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a lead into words. Pure. */
final class LeadViews {
    private static final Set<String> TURNS = Set.of("stage", "order", "identity", "consent", "feedback");

    private LeadViews() {}

    static LeadView of(Lead lead, Scorer scorer, Vault vault, Show show) {
        ScoringModel model = scorer.model();
        Score score = scorer.score(lead, show.now());
        Names names = Names.of(lead, vault);
        Carts carts = new Carts(lead, show);
        double before =
                score.lines().stream().mapToDouble(l -> l.given() - l.cut()).sum();
        return new LeadView(
                lead.id().toString(),
                names.name(),
                names.address(),
                Show.stage(lead.stage()),
                Show.points(Show.tenths(score.value())),
                Show.scoreBar(score.value(), before, model.in()),
                "MQL from " + Show.number(model.in()),
                distance(lead, score, model),
                lead.stage() == Stage.MQL ? falls(lead, score, scorer, show) : "",
                show.when(lead.firstSeen()),
                show.when(lead.lastSeen()),
                lead.since() == 0 ? "from the first visit" : "since " + show.moment(lead.since()),
                basis(lead, show),
                Ledger.of(score, show),
                carts.views(),
                carts.otherMails(),
                timeline(lead, show));
    }

    private static String distance(Lead lead, Score score, ScoringModel model) {
        long short10 = Math.round(model.in() * 10) - Show.tenths(score.value());
        if (lead.stage().atLeast(Stage.SAL)) {
            return lead.stage() == Stage.CUSTOMER ? "Has bought." : "Sales is working on this lead.";
        }
        if (short10 > 0) {
            return Show.shortPoints(short10) + (short10 == 10 ? " point" : " points") + " short of "
                    + (lead.stage() == Stage.MQL
                            ? "the threshold, but still MQL until the score falls under " + Show.number(model.out())
                            : "MQL")
                    + ".";
        }
        if (score.signals() < model.minSignals()) {
            return "Enough points, but only " + Show.plural(score.signals(), "kind") + " of signal; MQL needs "
                    + model.minSignals() + ".";
        }
        return "Over the threshold by " + Show.shortPoints(-short10) + (short10 == -10 ? " point." : " points.");
    }

    private static String falls(Lead lead, Score score, Scorer scorer, Show show) {
        double out = scorer.model().out();
        if (score.value() < out) {
            return "";
        }
        return "If nothing more happens, the score falls under " + Show.number(out) + " on "
                + show.moment(scorer.fallsAt(lead, show.now())) + ".";
    }

    private static String basis(Lead lead, Show show) {
        Person person = lead.person();
        if (person.unsubscribed()) {
            return "No: unsubscribed " + show.when(person.unsubscribedAt()).relative();
        }
        return switch (person.basis()) {
            case NONE ->
                lead.claim() != null
                        ? "Not yet: the address waits for its confirmation"
                        : person.known() ? "No: nobody agreed to marketing mail" : "No: no address is known";
            case DOUBLE_OPT_IN -> "Yes: confirmed by double opt-in on " + show.moment(person.basisAt());
            case CONSENT -> "Yes: agreed on " + show.moment(person.basisAt());
            case SOFT_OPT_IN -> "Yes: as a customer, since " + show.moment(person.basisAt());
        };
    }

    private static String told(Milestone milestone) {
        String text = Words.title(milestone.text());
        return milestone.kind().equals("stage") ? text.replace("Mql", "MQL").replace(" mql", " MQL") : text;
    }

    private record Moment(long at, String text, boolean turn) {}

    private static List<LeadView.Day> timeline(Lead lead, Show show) {
        List<Moment> moments = new ArrayList<>();
        lead.activity()
                .touches()
                .forEach(t -> moments.add(new Moment(
                        t.at(), Words.did(t.type()) + (t.object() == null ? "" : ": " + t.object()), false)));
        lead.milestones().forEach(m -> moments.add(new Moment(m.at(), told(m), TURNS.contains(m.kind()))));
        moments.sort(
                Comparator.comparingLong(Moment::at).thenComparing(Moment::turn).reversed());
        Map<String, List<LeadView.Entry>> days = new LinkedHashMap<>();
        for (Moment moment : moments) {
            days.computeIfAbsent(show.day(moment.at()), day -> new ArrayList<>())
                    .add(new LeadView.Entry(show.clock(moment.at()), moment.text(), moment.turn()));
        }
        return days.entrySet().stream()
                .map(day -> new LeadView.Day(day.getKey(), day.getValue()))
                .toList();
    }
}
