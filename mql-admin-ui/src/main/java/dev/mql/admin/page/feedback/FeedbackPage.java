package dev.mql.admin.page.feedback;

import dev.mql.Mql;
import dev.mql.admin.page.Csv;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shows why people did not buy: the reasons counted in several ways, each answer, and how orders turned out. */
public final class FeedbackPage {
    private static final int LATEST = 100;
    private static final List<Integer> PERIODS = List.of(30, 90, 365);
    private static final int USUAL = 90;

    private final Facts facts;
    private final Answers answers;
    private final Pages pages;

    public FeedbackPage(Mql mql, Answers answers, Pages pages) {
        this.facts = new Facts(mql.leads());
        this.answers = answers;
        this.pages = pages;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/feedback", Role.ALL, Set.of("days"), this::show),
                Route.get("/feedback/export", Role.SELLING, Set.of("days"), this::export));
    }

    private static int days(Call call) {
        String days = call.parameter("days");
        return days.isEmpty()
                ? USUAL
                : PERIODS.stream()
                        .filter(period -> days.equals(period.toString()))
                        .findFirst()
                        .orElseThrow(Failure::badParameter);
    }

    private List<Fact> facts(int days, Show show) {
        return facts.since(show.now() - Duration.ofDays(days).toMillis());
    }

    private Reply export(Call call) {
        Csv file = new Csv().line("when", "lead", "reason", "cart", "currency", "items", "channel", "words");
        for (Fact fact : facts(days(call), pages.show(call))) {
            file.line(
                    Instant.ofEpochMilli(fact.at()).toString(),
                    fact.lead(),
                    fact.reason(),
                    fact.value() == null ? "" : fact.value().toPlainString(),
                    fact.currency(),
                    String.join("; ", fact.items()),
                    fact.channel(),
                    fact.text());
        }
        return file.reply("feedback.csv");
    }

    private Reply show(Call call) {
        int days = days(call);
        Show show = pages.show(call);
        List<Fact> all = facts(days, show);
        List<Fact> unbought = all.stream().filter(fact -> !fact.aboutOrder()).toList();
        List<Fact> orders = all.stream().filter(Fact::aboutOrder).toList();
        Report report = Report.of(unbought);
        FeedbackView view = new FeedbackView(
                summary(report, days),
                days,
                PERIODS,
                Breakdowns.reasons(report.reasons()),
                Weeks.of(unbought, days, show),
                Breakdowns.of(report),
                Breakdowns.reasons(Report.of(orders).reasons()),
                satisfied(orders),
                answers.latest(LATEST, call.base(), show),
                Role.SELLING.contains(call.user().role()));
        return pages.page(call, 200, "feedback", "Feedback", view);
    }

    private static String summary(Report report, int days) {
        if (report.reasons().isEmpty()) {
            return "Why people did not buy, in their own words.";
        }
        Report.Group first = report.reasons().get(0);
        return Show.plural(report.answers(), "answer") + " in the last " + days
                + " days why people did not buy; most often: "
                + Words.answer(first.name()).toLowerCase(Locale.ROOT) + " (" + Show.count(first.count()) + ").";
    }

    private static String satisfied(List<Fact> orders) {
        long satisfied = orders.stream()
                .filter(fact -> fact.reason().equals("satisfied"))
                .count();
        return orders.isEmpty()
                ? ""
                : Show.count(satisfied) + " of " + Show.count(orders.size())
                        + " who answered after an order are satisfied.";
    }
}
