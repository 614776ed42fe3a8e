package dev.mql.nurture.series;

import dev.mql.lead.Lead;
import dev.mql.scoring.Grades;
import dev.mql.scoring.Scorer;

/**
 * Where a lead stands now.
 *
 * @param grade cell of the matrix, for example A1
 * @param quality {@link Grades#HIGH} or {@link Grades#LOW}
 */
public record Standing(double score, String grade, String quality) {

    static Standing of(Lead lead, Scorer scorer, long now) {
        double score = scorer.score(lead, now).value();
        String grade = scorer.grade(lead, score);
        return new Standing(score, grade, scorer.model().grades().band(grade));
    }
}
