package dev.mql.admin.page.overview;

import dev.mql.admin.page.BarChart;
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
        BarChart chart,
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
}
