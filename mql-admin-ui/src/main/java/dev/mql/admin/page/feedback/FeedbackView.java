package dev.mql.admin.page.feedback;

import dev.mql.admin.page.Show.Bar;
import dev.mql.admin.page.Show.When;
import java.util.List;

/** What the feedback page shows. Public because the template reads it. */
public record FeedbackView(String summary, List<Reason> reasons, List<Answer> rows) {

    public record Reason(String label, String count, Bar bar) {}

    /** @param value of the cart that was left */
    public record Answer(String href, String reason, String text, String value, When when) {}
}
