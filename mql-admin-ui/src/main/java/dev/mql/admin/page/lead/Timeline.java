package dev.mql.admin.page.lead;

import dev.mql.acquisition.TrafficSource;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.lead.Lead;
import dev.mql.lead.Milestone;
import dev.mql.lead.Touch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened to a lead, day by day, latest first. Pure. */
final class Timeline {
    private static final Set<String> TURNS =
            Set.of("stage", "order", "identity", "consent", "feedback", "handoff", "score");

    private Timeline() {}

    private static String about(Touch touch) {
        String from = TrafficSource.words(touch.props());
        return from != null ? ": " + from : touch.object() == null ? "" : ": " + touch.object();
    }

    private static String told(Milestone milestone) {
        String text = Words.title(milestone.text());
        return milestone.kind().equals("stage") ? text.replace("Mql", "MQL").replace(" mql", " MQL") : text;
    }

    private record Moment(long at, String text, boolean turn) {}

    static List<LeadView.Day> of(Lead lead, Show show) {
        List<Moment> moments = new ArrayList<>();
        lead.activity().touches().forEach(t -> moments.add(new Moment(t.at(), Words.did(t.type()) + about(t), false)));
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
