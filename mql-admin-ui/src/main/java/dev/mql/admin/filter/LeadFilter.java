package dev.mql.admin.filter;

import dev.mql.admin.web.Failure;
import dev.mql.engine.Leads;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.scoring.Grades;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import dev.mql.store.LeadIndex.Ranked;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question about leads: names and values come from closed sets, anything else is refused.
 *
 * @param minScoreText as it was given; empty for none
 * @param grade one of {@link Grades#CELLS}; empty for all
 * @param quality {@link Grades#HIGH} or {@link Grades#LOW}: MQLs and further ones of that band; empty for all leads
 * @param company mail domain of a company; empty for all
 */
public record LeadFilter(Leads.Query query, String minScoreText, String grade, String quality, String company) {
    private static final String DOMAIN = "[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){1,8}";

    public static LeadFilter all(int limit) {
        return new LeadFilter(new Leads.Query(null, 0, null, limit), "", "", "", "");
    }

    /** @throws Failure if a value can not be used */
    public static LeadFilter read(Map<String, String> parameters, int defaultLimit) {
        String score = parameters.getOrDefault("min_score", "").strip();
        return new LeadFilter(
                new Leads.Query(
                        stage(parameters.getOrDefault("stage", "")),
                        score(score),
                        after(parameters.getOrDefault("cursor", "")),
                        limit(parameters.getOrDefault("limit", ""), defaultLimit)),
                score,
                oneOf(Grades.CELLS, parameters.getOrDefault("grade", "")),
                oneOf(List.of(Grades.HIGH, Grades.LOW), parameters.getOrDefault("quality", "")),
                domain(parameters.getOrDefault("company", "")));
    }

    private static String oneOf(List<String> words, String word) {
        if (!word.isEmpty() && !words.contains(word)) {
            throw Failure.badParameter();
        }
        return word;
    }

    /** @throws Failure if it can not be the domain of a company */
    public static String domain(String text) {
        String domain = text.strip().toLowerCase(Locale.ROOT);
        if (!domain.isEmpty() && !domain.matches(DOMAIN)) {
            throw Failure.badParameter();
        }
        return domain;
    }

    private static @Nullable Stage stage(String word) {
        if (word.isEmpty()) {
            return null;
        }
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.word().equals(word))
                .findFirst()
                .orElseThrow(Failure::badParameter);
    }

    private static double score(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("-?[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw Failure.badParameter();
        }
        return Double.parseDouble(text);
    }

    private static int limit(String text, int otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 200) {
            throw Failure.badParameter();
        }
        return Integer.parseInt(text);
    }

    /** Where the next page begins, as a text of {@code [A-Za-z0-9_.-]}. */
    public static String cursor(Ranked last) {
        return Long.toHexString(Double.doubleToLongBits(last.rank())) + '.' + last.id();
    }

    private static @Nullable Ranked after(String cursor) {
        if (cursor.isEmpty()) {
            return null;
        }
        int dot = cursor.indexOf('.');
        LeadId id = LeadId.parse(cursor.substring(dot + 1));
        if (dot < 1 || dot > 16 || id == null) {
            throw Failure.badParameter();
        }
        try {
            double rank = Double.longBitsToDouble(Long.parseUnsignedLong(cursor.substring(0, dot), 16));
            if (!Double.isFinite(rank)) {
                throw Failure.badParameter();
            }
            return new Ranked(id, rank);
        } catch (NumberFormatException changed) {
            throw Failure.badParameter();
        }
    }

    public String stageWord() {
        Stage stage = query.stage();
        return stage == null ? "" : stage.word();
    }

    /** Whether it leaves anybody out. */
    public boolean filters() {
        return query.stage() != null
                || query.minScore() > 0
                || query.after() != null
                || !grade.isEmpty()
                || !quality.isEmpty()
                || !company.isEmpty();
    }

    /** Whether a lead, as it is now, is asked for; the place in the list apart. */
    public boolean takes(Lead lead, Scorer scorer, long now) {
        if (query.stage() != null && query.stage() != lead.stage()
                || !company.isEmpty() && !company.equals(lead.person().company())
                || !quality.isEmpty() && !lead.stage().atLeast(Stage.MQL)) {
            return false;
        }
        if (query.minScore() <= 0 && grade.isEmpty() && quality.isEmpty()) {
            return true;
        }
        Score score = scorer.score(lead, now);
        String cell = scorer.grade(lead, score.value());
        return (query.minScore() <= 0 || score.value() >= query.minScore())
                && (grade.isEmpty() || grade.equals(cell))
                && (quality.isEmpty() || quality.equals(scorer.model().grades().band(cell)));
    }
}
