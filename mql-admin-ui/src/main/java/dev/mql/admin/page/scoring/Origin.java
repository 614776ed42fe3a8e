package dev.mql.admin.page.scoring;

import dev.mql.admin.web.Failure;
import dev.mql.engine.Models;
import dev.mql.scoring.Presets;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;

/**
 * What a draft is made from.
 *
 * @param name how forms and addresses name it; empty for the version in force
 * @param title for people
 */
record Origin(String name, String title, ScoringModel model) {
    private static final String TRIAL = "challenger";

    /** @throws Failure if there is no such thing */
    static Origin of(String name, Models models) {
        if (name.isEmpty()) {
            return new Origin("", "Your draft", models.current());
        }
        if (name.equals(TRIAL)) {
            Scorer challenger = models.challenger();
            if (challenger == null) {
                throw new Failure(
                        409, "no_challenger", "The trial is over", "Somebody has ended it. Nothing was published.");
            }
            return new Origin(name, "The challenger", challenger.model());
        }
        ScoringModel preset = Presets.all().get(name);
        if (preset != null) {
            return new Origin(name, "The preset “" + name + "”", preset);
        }
        if (!name.matches("v[0-9]{1,9}")) {
            throw Failure.badParameter();
        }
        String number = name.substring(1);
        return new Origin(
                name,
                "Version " + number,
                models.version(Integer.parseInt(number)).orElseThrow(Failure::notFound));
    }

    boolean trial() {
        return name.equals(TRIAL);
    }
}
