package dev.mql.admin.page.overview;

import dev.mql.admin.page.Rescoring;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Show.Bar;
import dev.mql.admin.page.feedback.FeedbackView.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the overview shows. Public because the template reads it. */
public record OverviewView(
        String summary,
        @Nullable Rescoring rescoring,
        List<Attention> attention,
        List<Step> funnel,
        Chart chart,
        boolean byWeek,
        List<Count> mails,
        List<Count> events,
        List<Refused> refused,
        List<Answer> feedback) {

    /** @param level {@code warn} or {@code bad} */
    public record Attention(String level, String title, String text) {}

    public record Step(String label, String href, String count, Bar bar) {}

    public record Count(String label, String count, boolean zero) {}

    /** An event that was turned away: why, and what of it may be seen. */
    public record Refused(Show.When when, String reason, String what) {}

    /** A bar chart, ready to be drawn; lengths in units of its view box. */
    public record Chart(String title, String summary, String viewBox, int width, int base, List<Column> bars) {}

    /**
     * One bar.
     *
     * @param value written above it; empty for none
     * @param tick written below it; empty for none
     */
    public record Column(
            String label, String count, String value, String tick, int x, int y, int width, int height, int middle) {}
}
