package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one version changed against another, in words. */
final class Changes {
    private Changes() {}

    static List<String> between(ScoringModel before, ScoringModel after) {
        Map<String, Numbers.Entry> old = Numbers.of(before, events(after));
        Map<String, Numbers.Entry> all = new LinkedHashMap<>(old);
        all.putAll(Numbers.of(after, events(before)));
        List<String> changes = new ArrayList<>();
        all.forEach((name, number) -> {
            Numbers.Entry was = old.get(name);
            double from = was == null ? 0 : was.value();
            if (from != number.value()) {
                changes.add(number.label() + ' ' + Show.number(from) + " → " + Show.number(number.value()));
            }
        });
        return changes;
    }

    private static List<String> events(ScoringModel model) {
        return model.rules().stream().map(Rule::event).toList();
    }
}
