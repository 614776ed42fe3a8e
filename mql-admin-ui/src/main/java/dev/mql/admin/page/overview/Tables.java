package dev.mql.admin.page.overview;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.ingest.RefusedExample;
import dev.mql.lead.Mailing;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Counts of mails and events in words. Pure. */
final class Tables {
    private static final int EXAMPLES = 12;

    private Tables() {}

    /** What became of the latest mails; those that were not sent, by reason. */
    static List<OverviewView.Count> mails(List<Effect> latest) {
        Map<String, Long> counts = new TreeMap<>();
        for (Effect mail : latest) {
            counts.merge(outcome(mail), 1L, Long::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(e -> count(e.getKey(), e.getValue()))
                .toList();
    }

    private static String outcome(Effect mail) {
        String state = mail.fields().getOrDefault("state", "").toUpperCase(Locale.ROOT);
        String reason = Words.reason(mail.fields().get("reason"));
        for (Mailing.State known : Mailing.State.values()) {
            if (known.name().equals(state)) {
                String words = Words.state(known);
                return reason.isEmpty() || known == Mailing.State.SENT ? words : words + ", " + reason;
            }
        }
        return "Other";
    }

    /** Where the events went that this node has received. */
    static List<OverviewView.Count> events(Map<String, Long> counters) {
        List<OverviewView.Count> rows = new ArrayList<>();
        rows.add(count("Received", value(counters, "events.received")));
        rows.add(count("Scored and stored", value(counters, "events.committed")));
        rows.add(count("Seen before, counted once", value(counters, "events.duplicate")));
        reasons(counters, "events.rejected.", "Turned away", rows);
        reasons(counters, "events.dropped.", "Lost", rows);
        return rows;
    }

    /** The latest examples of what was turned away; an example holds nothing of a person. */
    static List<OverviewView.Refused> refused(List<RefusedExample> examples, Show show) {
        return examples.stream()
                .limit(EXAMPLES)
                .map(each -> new OverviewView.Refused(
                        show.when(each.at()), each.reason().word().replace('_', ' '), what(each)))
                .toList();
    }

    private static String what(RefusedExample example) {
        StringJoiner what = new StringJoiner(", ");
        part(what, "type ", example.type());
        part(what, "field ", example.field());
        part(what, "page ", example.path());
        return what.toString();
    }

    private static void part(StringJoiner what, String name, String value) {
        if (!value.equals("-")) {
            what.add(name + value);
        }
    }

    private static void reasons(
            Map<String, Long> counters, String prefix, String title, List<OverviewView.Count> rows) {
        counters.forEach((name, count) -> {
            if (name.startsWith(prefix) && count > 0) {
                rows.add(count(title + ": " + name.substring(prefix.length()).replace('_', ' '), count));
            }
        });
    }

    static long value(Map<String, Long> counters, String name) {
        return counters.getOrDefault(name, 0L);
    }

    private static OverviewView.Count count(String label, long count) {
        return new OverviewView.Count(label, Show.count(count), count == 0);
    }
}
