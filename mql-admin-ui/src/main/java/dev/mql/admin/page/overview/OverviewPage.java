package dev.mql.admin.page.overview;

import dev.mql.Mql;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Rescoring;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.feedback.Answers;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.config.Settings;
import dev.mql.engine.Leads;
import dev.mql.lead.Mailing;
import dev.mql.lead.Stage;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first page: where everybody stands, what came in and went out, and what needs attention. */
public final class OverviewPage {
    private static final int LATEST = 5_000;
    private static final int ANSWERS = 5;

    private final Mql mql;
    private final Leads leads;
    private final Answers answers;
    private final Pages pages;

    public OverviewPage(Mql mql, Answers answers, Pages pages) {
        this.mql = mql;
        this.leads = mql.leads();
        this.answers = answers;
        this.pages = pages;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("", Role.ALL, Set.of("by"), this::show), Route.get("/", Role.ALL, Set.of("by"), this::show));
    }

    private Reply show(Call call) {
        String by = call.parameter("by");
        if (!Set.of("", "day", "week").contains(by)) {
            throw Failure.badParameter();
        }
        Show show = pages.show(call);
        Map<Stage, Long> stages = leads.stageCounts();
        List<Effect> mails = leads.effects(Effect.MAIL, LATEST);
        List<Effect> changes = leads.effects(Effect.STAGE, LATEST);
        long all = stages.values().stream().mapToLong(Long::longValue).sum();
        OverviewView view = new OverviewView(
                Show.plural(all, "lead") + ", " + Show.count(stages.getOrDefault(Stage.MQL, 0L)) + " of them MQL now.",
                Rescoring.running(mql.rescore()),
                attention(mails, all),
                funnel(call, stages),
                Chart.of(changes, changes.size() < LATEST, by.equals("week"), show),
                by.equals("week"),
                Tables.mails(mails),
                Tables.events(mql.counters().all()),
                Tables.refused(mql.account().examples(), show),
                answers.latest(ANSWERS, call.base(), show));
        return pages.page(call, 200, "overview", "Overview", view);
    }

    private static List<OverviewView.Step> funnel(Call call, Map<Stage, Long> stages) {
        long largest = stages.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<OverviewView.Step> steps = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            long count = stages.getOrDefault(stage, 0L);
            boolean always = stage.compareTo(Stage.MQL) <= 0 || stage == Stage.CUSTOMER;
            if (always || count > 0) {
                steps.add(new OverviewView.Step(
                        Show.stage(stage).label(),
                        call.base() + "/leads?stage=" + stage.word(),
                        Show.count(count),
                        Show.share(count, largest)));
            }
        }
        return steps;
    }

    private List<OverviewView.Attention> attention(List<Effect> mails, long all) {
        List<OverviewView.Attention> found = new ArrayList<>();
        long dropped = mql.counters().value("events.dropped");
        if (dropped > 0) {
            found.add(new OverviewView.Attention(
                    "bad",
                    Show.plural(dropped, "event") + " lost on this server.",
                    "The queue was full or the store was away for too long. Raise mql.queue.size or look at Redis."));
        }
        long dead = outcomes(mails, Mailing.State.DEAD);
        if (dead > 0) {
            found.add(new OverviewView.Attention(
                    "bad", Show.plural(dead, "mail") + " failed for good.", "The reasons stand below, under Mails."));
        }
        long uncertain = outcomes(mails, Mailing.State.UNCERTAIN);
        if (uncertain > 0) {
            found.add(new OverviewView.Attention(
                    "warn",
                    Show.plural(uncertain, "mail") + " of uncertain outcome.",
                    "The mail server may have them, so they are never sent again by themselves."));
        }
        if (!mql.durable()) {
            found.add(new OverviewView.Attention(
                    "warn",
                    "Leads live in memory only.",
                    "They are gone when the shop stops. Set mql.redis.url to keep them."));
        }
        if (!mql.config().isSet(Settings.SMTP_URL)) {
            found.add(new OverviewView.Attention(
                    "warn",
                    "No mail server is set.",
                    "Reminders are planned but nothing is sent. Set mql.smtp.url to send them."));
        }
        if (all == 0) {
            found.add(new OverviewView.Attention(
                    "warn",
                    "No visitor has been seen yet.",
                    "Open the shop in another window. If nothing appears here, check the filter and the script tag."));
        }
        return found;
    }

    private static long outcomes(List<Effect> mails, Mailing.State state) {
        return mails.stream()
                .filter(mail -> state.word().equals(mail.fields().get("state")))
                .count();
    }
}
