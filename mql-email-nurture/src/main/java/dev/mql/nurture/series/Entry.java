package dev.mql.nurture.series;

import dev.mql.cart.Journey.Depth;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import dev.mql.scoring.Grades;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a series takes. Everything that is said has to hold.
 *
 * @param depths how far a cart came; empty for any
 * @param from leads of this stage
 * @param to up to this one, in the order of {@link Stage}
 * @param grades cells of the matrix, for example A1; empty for any
 * @param quality {@code high}, {@code low} or empty for both
 * @param scoreFrom at least this score
 * @param scoreTo below this score; 0 for no bound
 * @param valueFrom what is left in the cart is worth at least this, in its own currency
 * @param valueTo and less than this; {@code null} for no bound
 * @param free whether carts that cost nothing are taken
 * @param countries ISO 3166; empty for any
 * @param segment attributes, all of which the lead must have
 * @param maxAge what was touched longer ago is left alone
 */
public record Entry(
        Set<Depth> depths,
        Stage from,
        Stage to,
        List<String> grades,
        String quality,
        double scoreFrom,
        double scoreTo,
        BigDecimal valueFrom,
        @Nullable BigDecimal valueTo,
        boolean free,
        List<String> countries,
        List<Trait> segment,
        Duration maxAge) {
    public static final Duration USUAL_AGE = Duration.ofDays(7);

    public Entry {
        depths = Set.copyOf(depths);
        valueFrom = valueFrom.stripTrailingZeros();
        valueTo = valueTo == null ? null : valueTo.stripTrailingZeros();
        grades = List.copyOf(grades);
        countries = List.copyOf(countries);
        segment = List.copyOf(segment);
        Checks.that(from.compareTo(to) <= 0, "to", "must not be before from");
        Checks.that(Set.copyOf(Grades.CELLS).containsAll(grades), "grades", "must be cells such as A1");
        Checks.that(Set.of("", Grades.HIGH, Grades.LOW).contains(quality), "quality", "must be high, low or empty");
        Checks.that(Double.isFinite(scoreFrom) && scoreFrom >= 0, "scoreFrom", "must be a score of 0 or more");
        Checks.that(
                scoreTo == 0 || Double.isFinite(scoreTo) && scoreTo > scoreFrom,
                "scoreTo",
                "must be above scoreFrom, or 0 for no bound");
        Checks.that(valueFrom.signum() >= 0, "valueFrom", "must be 0 or more");
        Checks.that(valueTo == null || valueTo.compareTo(valueFrom) > 0, "valueTo", "must be above valueFrom");
        Checks.that(
                countries.stream().allMatch(c -> c.matches("[A-Z]{2}")), "countries", "must be ISO 3166 such as DE");
        Checks.that(segment.size() <= 8, "segment", "must be at most 8 attributes");
        Checks.span(maxAge, Duration.ofMinutes(1), Duration.ofDays(800), "maxAge");
    }

    /** Everybody in these stages. */
    static Entry of(Stage from, Stage to, Duration maxAge) {
        return new Entry(
                Set.of(), from, to, List.of(), "", 0, 0, BigDecimal.ZERO, null, false, List.of(), List.of(), maxAge);
    }

    Entry withQuality(String band) {
        return new Entry(
                depths, from, to, grades, band, scoreFrom, scoreTo, valueFrom, valueTo, free, countries, segment,
                maxAge);
    }

    /** Why a lead is not taken, a word a marketer can read, or {@code null} if it is. */
    @Nullable
    String refuse(Lead lead, Standing standing, Occasion occasion, String country, long now) {
        if (occasion.touchedAt() + maxAge.toMillis() <= now) {
            return "too_old";
        }
        if (occasion.hasCart() && !depths.isEmpty() && !depths.contains(occasion.depth())) {
            return "other_depth";
        }
        if (occasion.hasCart() && !free && occasion.value().signum() == 0) {
            return "only_free_items";
        }
        if (occasion.hasCart()
                && (occasion.value().compareTo(valueFrom) < 0
                        || valueTo != null && occasion.value().compareTo(valueTo) >= 0)) {
            return "other_value";
        }
        if (!inStage(lead)) {
            return Reason.NOT_QUALIFIED;
        }
        if (!grades.isEmpty() && !grades.contains(standing.grade())
                || !quality.isEmpty() && !quality.equals(standing.quality())) {
            return "other_grade";
        }
        if (standing.score() < scoreFrom || scoreTo != 0 && standing.score() >= scoreTo) {
            return "other_score";
        }
        if (!countries.isEmpty() && !countries.contains(country)) {
            return "other_country";
        }
        return segment.stream().allMatch(trait -> trait.of(lead.profile())) ? null : "other_segment";
    }

    boolean inStage(Lead lead) {
        return lead.stage().atLeast(from) && lead.stage().compareTo(to) <= 0;
    }
}
