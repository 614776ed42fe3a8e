package dev.mql.admin.page.scoring;

import dev.mql.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one version changed against another, in words. */
final class Changes {
    private Changes() {}

    static List<String> between(ScoringModel before, ScoringModel after) {
        Map<String, Map<String, String>> old = Aspects.of(before);
        Map<String, Map<String, String>> now = Aspects.of(after);
        Map<String, Map<String, String>> all = new LinkedHashMap<>(old);
        all.putAll(now);
        List<String> changes = new ArrayList<>();
        all.forEach((part, any) -> {
            Map<String, String> was = old.get(part);
            Map<String, String> is = now.get(part);
            if (was == null) {
                changes.add("New: " + whole(part, any));
            } else if (is == null) {
                changes.add("Gone: " + whole(part, any));
            } else {
                String what = is.entrySet().stream()
                        .filter(a -> !a.getValue().equals(was.get(a.getKey())))
                        .map(a -> (a.getKey() + ' ' + was.getOrDefault(a.getKey(), "") + " → " + a.getValue()).strip())
                        .collect(Collectors.joining("; "));
                if (!what.isEmpty()) {
                    changes.add(part + (is.containsKey("") ? " " : ": ") + what);
                }
            }
        });
        return changes.isEmpty() && !bare(before).equals(bare(after))
                ? List.of("The order in which the parts are written.")
                : changes;
    }

    /** Whether both score alike and look alike, whoever published them. */
    static boolean none(ScoringModel before, ScoringModel after) {
        return bare(before).equals(bare(after));
    }

    private static ScoringModel bare(ScoringModel model) {
        return model.published(0, "", "", 0);
    }

    private static String whole(String part, Map<String, String> aspects) {
        return part
                + ": "
                + aspects.entrySet().stream()
                        .filter(a -> !Aspects.usual(a.getKey(), a.getValue()))
                        .map(a -> a.getKey().isEmpty() ? a.getValue() : a.getKey() + ' ' + a.getValue())
                        .collect(Collectors.joining(", "));
    }
}
