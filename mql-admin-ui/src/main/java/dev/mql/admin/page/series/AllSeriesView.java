package dev.mql.admin.page.series;

import dev.mql.admin.page.Show.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of all series shows. Public because the template reads it.
 *
 * @param days over how many days it is counted what they brought
 * @param nothingLeaves why no mail leaves whatever is switched on; empty if mail leaves
 * @param stopped why marketing mail has stopped itself, and what to do; empty if it has not
 */
public record AllSeriesView(
        String summary,
        @Nullable Notice notice,
        int version,
        int days,
        String nothingLeaves,
        String stopped,
        List<Row> rows,
        Form limits,
        List<Day> weekdays,
        Json json,
        List<Version> history,
        boolean mayTune) {

    public record Row(
            String id,
            String href,
            String name,
            String occasion,
            String steps,
            String mode,
            String modeLabel,
            Brought brought) {}

    /** A box of the form of limits. */
    public record Day(String name, String label) {}

    /** @param text all of it, or what was typed */
    public record Json(
            String text, int lines, boolean open, @Nullable String error) {}

    public record Version(
            int number, boolean inForce, String title, When when, String author, String note, List<String> changes) {}
}
