package dev.mql.admin.page.series;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.nurture.series.Path;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Series.Mode;
import dev.mql.nurture.series.Step;
import dev.mql.nurture.series.When;
import java.util.stream.Collectors;

/** Parts of series as people say them. Pure. */
public final class SeriesWords {
    private SeriesWords() {}

    public static String mode(Mode mode) {
        return switch (mode) {
            case OFF -> "Off";
            case DRY_RUN -> "Dry run";
            case ON -> "On";
        };
    }

    /** “1 hour, 1 day, 3 days after the cart was touched last”. */
    static String steps(Series series) {
        return Spans.words(series.steps().stream().map(Step::delay).toList()) + ' ' + after(series);
    }

    static String after(Series series) {
        return switch (series.occasion()) {
            case RECOVERY -> "after the cart was touched last";
            case BROWSE -> "after the last look";
            case WELCOME, CONFIRM_ADDRESS -> "after the address was confirmed";
            case WIN_BACK -> "after the last visit";
            case SATISFACTION -> "after the order";
            case QUESTION -> "after the last mail about the cart";
        };
    }

    /** When a path is taken: “if they said: too expensive”. */
    static String condition(Path path) {
        return path.when().isEmpty()
                ? "otherwise"
                : "if " + path.when().stream().map(SeriesWords::condition).collect(Collectors.joining(" and "));
    }

    private static String condition(When when) {
        return switch (when.ask()) {
            case CLICKED -> "they clicked in a mail";
            case NOT_CLICKED -> "they clicked in no mail";
            case VISITED -> "they were in the shop again";
            case NOT_VISITED -> "they were not in the shop again";
            case SCORE_FROM -> "their score is at least " + Show.number(when.score());
            case SCORE_BELOW -> "their score is below " + Show.number(when.score());
            case REASON -> "they said: " + reasons(when);
            case NOT_REASON -> "they did not say: " + reasons(when);
        };
    }

    private static String reasons(When when) {
        return when.reasons().stream().map(Words::answer).collect(Collectors.joining(" or "));
    }
}
