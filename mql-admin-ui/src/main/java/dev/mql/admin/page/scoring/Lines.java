package dev.mql.admin.page.scoring;

import dev.mql.admin.page.JsonLines;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.ScoringModel;

/** A model as JSON that people edit. Pure. */
final class Lines {
    private static final int DEPTH = 2;

    private Lines() {}

    /** The model without what publishing gives it: version, author, note, time. */
    static String of(ScoringModel model) {
        return JsonLines.of(
                ModelJson.write(model.published(0, "", "", 0))
                        .replaceFirst("^\\{\"version\":0,", "{")
                        .replaceFirst(",\"author\":\"\",\"note\":\"\",\"publishedAt\":0}$", "}"),
                DEPTH);
    }
}
