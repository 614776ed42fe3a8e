package dev.mql.admin.page.feedback;

import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Shows why people did not buy: the reasons counted, and each answer. */
public final class FeedbackPage {
    private static final int LATEST = 100;

    private final Answers answers;
    private final Pages pages;

    public FeedbackPage(Answers answers, Pages pages) {
        this.answers = answers;
        this.pages = pages;
    }

    public List<Route> routes() {
        return List.of(Route.get("/feedback", Role.ALL, Set.of(), this::show));
    }

    private Reply show(Call call) {
        List<FeedbackView.Answer> latest = answers.latest(LATEST, call.base(), pages.show(call));
        Map<String, Long> counts = new TreeMap<>();
        latest.forEach(answer -> counts.merge(answer.reason(), 1L, Long::sum));
        long largest = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<FeedbackView.Reason> reasons = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(e -> new FeedbackView.Reason(
                        e.getKey(), Show.count(e.getValue()), Show.share(e.getValue(), largest)))
                .toList();
        FeedbackView view = new FeedbackView(
                latest.isEmpty()
                        ? "Why people did not buy, in their own words."
                        : "Why people did not buy: "
                                + (latest.size() == 1
                                        ? "one answer so far."
                                        : "the latest " + latest.size() + " answers."),
                reasons,
                latest);
        return pages.page(call, 200, "feedback", "Feedback", view);
    }
}
