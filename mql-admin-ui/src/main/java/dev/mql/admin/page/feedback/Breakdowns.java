package dev.mql.admin.page.feedback;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import java.util.List;

/** A report as the page shows it. Pure. */
final class Breakdowns {
    private Breakdowns() {}

    static List<FeedbackView.Breakdown> of(Report report) {
        return List.of(
                        breakdown(
                                "By product",
                                "What lay in the carts of those who answered; a cart with several items counts for each.",
                                "Product",
                                report.products()),
                        breakdown("By worth of the cart", "In the currency of each cart.", "Cart", report.bands()),
                        breakdown("By channel", "How the people came who answered.", "Channel", report.channels()))
                .stream()
                .filter(one -> !one.lines().isEmpty())
                .toList();
    }

    private static FeedbackView.Breakdown breakdown(String title, String help, String head, List<Report.Group> groups) {
        long largest = groups.stream().mapToInt(Report.Group::count).max().orElse(0);
        return new FeedbackView.Breakdown(
                title,
                help,
                head,
                groups.stream()
                        .map(g -> new FeedbackView.Line(
                                g.name(),
                                Show.count(g.count()),
                                Show.share(g.count(), largest),
                                Words.answer(g.reason()) + " (" + Show.count(g.times()) + ')'))
                        .toList());
    }

    static List<FeedbackView.Reason> reasons(List<Report.Group> groups) {
        long largest = groups.stream().mapToInt(Report.Group::count).max().orElse(0);
        return groups.stream()
                .map(g -> new FeedbackView.Reason(
                        Words.answer(g.name()), Show.count(g.count()), Show.share(g.count(), largest)))
                .toList();
    }
}
