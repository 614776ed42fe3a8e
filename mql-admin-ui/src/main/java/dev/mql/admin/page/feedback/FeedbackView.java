package dev.mql.admin.page.feedback;

import dev.mql.admin.page.BarChart;
import dev.mql.admin.page.Show.Bar;
import dev.mql.admin.page.Show.When;
import java.util.List;

/**
 * What the feedback page shows. Public because the template reads it.
 *
 * @param days the chosen period
 * @param satisfaction how orders turned out; empty if nobody has said
 * @param mayExport whether the reader may take the answers away as a file
 */
public record FeedbackView(
        String summary,
        int days,
        List<Integer> periods,
        List<Reason> reasons,
        BarChart weeks,
        List<Breakdown> breakdowns,
        List<Reason> satisfaction,
        String satisfactionSummary,
        List<Answer> rows,
        boolean mayExport) {

    public record Reason(String label, String count, Bar bar) {}

    /** Answers by something: product, price, channel. */
    public record Breakdown(String title, String help, String head, List<Line> lines) {}

    /** @param mostly the most frequent reason among them, and how often */
    public record Line(String label, String count, Bar bar, String mostly) {}

    /** @param value of the cart that was left */
    public record Answer(String href, String reason, String text, String value, When when) {}
}
