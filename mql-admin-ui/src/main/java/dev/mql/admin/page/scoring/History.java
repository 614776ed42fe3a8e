package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;

/** The versions that were published. Pure. */
final class History {
    private History() {}

    /** Newest first, each with what it changed against the one before. */
    static List<ScoringView.Version> of(List<ScoringModel> newestFirst, Show show) {
        List<ScoringView.Version> history = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            ScoringModel version = newestFirst.get(i);
            List<String> changes =
                    i + 1 < newestFirst.size() ? Changes.between(newestFirst.get(i + 1), version) : List.of();
            history.add(new ScoringView.Version(
                    version.version(),
                    i == 0,
                    "Version " + version.version(),
                    show.when(version.publishedAt()),
                    version.author(),
                    version.note(),
                    changes));
        }
        return history;
    }
}
