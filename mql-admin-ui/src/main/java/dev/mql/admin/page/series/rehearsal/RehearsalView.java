package dev.mql.admin.page.series.rehearsal;

import dev.mql.admin.page.Show.Bar;
import dev.mql.admin.page.Show.When;
import dev.mql.admin.page.series.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of rehearsals shows. Public because the template reads it.
 *
 * @param found {@code null} before the first one
 */
public record RehearsalView(
        @Nullable Notice notice,
        List<Choice> choices,
        boolean mayTune,
        boolean running,
        @Nullable Found found) {

    /** A series that can be switched on for the rehearsal. */
    public record Choice(String name, String label, boolean on) {}

    /**
     * @param summary how many mails there would have been
     * @param early whether it ended before all leads were asked
     * @param cut whether there are more lines than are shown
     */
    public record Found(
            String summary,
            When began,
            boolean early,
            List<Count> sent,
            List<Count> heldBack,
            List<Row> rows,
            boolean cut) {}

    public record Count(String label, String count, Bar bar) {}

    /** @param text which mail, or why there would be none */
    public record Row(String href, String name, String value, String series, When when, boolean sent, String text) {}
}
