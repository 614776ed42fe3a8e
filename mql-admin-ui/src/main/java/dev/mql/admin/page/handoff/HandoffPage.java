package dev.mql.admin.page.handoff;

import dev.mql.Mql;
import dev.mql.admin.desk.HandoffQueue;
import dev.mql.admin.desk.Waiting;
import dev.mql.admin.filter.LeadFilter;
import dev.mql.admin.page.Names;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.admin.page.lead.Hands;
import dev.mql.admin.page.lead.LeadView;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.config.Settings;
import dev.mql.handoff.Delivery;
import dev.mql.lead.Handoff.Verdict;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.scoring.Grades;
import dev.mql.store.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The queue of sales, longest waiting first, with a button for each word that sales can say. */
public final class HandoffPage {
    private static final int MOST = 200;
    private static final int EXPORTED = 1_000;
    private static final int VERDICTS = 2_000;
    private static final int DEAD = 200;
    private static final Duration LOOK_BACK = Duration.ofDays(30);
    private static final Map<String, String> DONE = Map.of(
            Verdict.ACCEPTED.word(),
            "Accepted: ",
            Verdict.REJECTED.word(),
            "Rejected: ",
            Verdict.DISQUALIFIED.word(),
            "Disqualified: ",
            Verdict.NONE.word(),
            "Taken back: ",
            "told",
            "Tried again or dropped: ");

    private final Mql mql;
    private final Pages pages;
    private final HandoffQueue queue;

    public HandoffPage(Mql mql, Pages pages) {
        this.mql = mql;
        this.pages = pages;
        this.queue = new HandoffQueue(mql);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/handoff", Role.ALL, Set.of("grade", "quality", "anonymous", "done", "lead"), this::show),
                Route.get("/handoff/export", Role.SELLING, Set.of("grade", "quality", "anonymous"), this::export));
    }

    private static HandoffQueue.Question question(Call call) {
        LeadFilter filter =
                LeadFilter.read(Map.of("grade", call.parameter("grade"), "quality", call.parameter("quality")), MOST);
        String anonymous = call.parameter("anonymous");
        if (!Set.of("", "1").contains(anonymous)) {
            throw Failure.badParameter();
        }
        return new HandoffQueue.Question(filter.grade(), filter.quality(), !anonymous.isEmpty());
    }

    private Reply export(Call call) {
        return new QueueFile(mql.vault(), call.base())
                .of(queue.list(question(call), EXPORTED))
                .reply("handoff.csv");
    }

    private Reply show(Call call) {
        Show show = pages.show(call);
        HandoffQueue.Question question = question(call);
        List<Waiting> all = queue.all();
        long reachable = all.stream().filter(Waiting::reachable).count();
        long overdue = all.stream().filter(Waiting::overdue).count();
        boolean selling = Role.SELLING.contains(call.user().role());
        HandoffView view = new HandoffView(
                summary(reachable, overdue),
                new HandoffView.Filter(question.grade(), question.quality(), question.anonymous()),
                Grades.CELLS,
                all.stream()
                        .filter(question::takes)
                        .limit(MOST)
                        .map(w -> row(call, w, show))
                        .toList(),
                mql.desk().reasons().stream()
                        .map(code -> new LeadView.Choice(code, Words.title(code)))
                        .toList(),
                question.anonymous() || all.size() == reachable
                        ? ""
                        : Show.plural(all.size() - reachable, "more MQL") + " can not be reached: no address is known.",
                !question.grade().isEmpty() || !question.quality().isEmpty(),
                call.base() + "/handoff/export?grade=" + question.grade() + "&quality=" + question.quality()
                        + "&anonymous=" + (question.anonymous() ? "1" : ""),
                done(call),
                verdicts(show),
                dead(call, show),
                selling);
        return pages.page(call, 200, "handoff", "Hand-off", view);
    }

    private String summary(long reachable, long overdue) {
        Duration target = mql.config().get(Settings.HANDOFF_FIRST_TOUCH);
        String waiting = reachable == 0
                ? "Nobody waits for sales"
                : Show.plural(reachable, "MQL") + " wait" + (reachable == 1 ? "s" : "") + " for sales";
        return waiting
                + (overdue == 0 ? "" : ", " + Show.count(overdue) + " of them for too long")
                + (target.isZero() ? "." : "; first touch is due within " + Show.span(target) + ".");
    }

    private HandoffView.Row row(Call call, Waiting waiting, Show show) {
        Lead lead = waiting.lead();
        String company = lead.person().company();
        return new HandoffView.Row(
                lead.id().toString(),
                call.base() + "/leads/" + lead.id(),
                Names.of(lead, mql.vault()).name(),
                company == null ? "" : company,
                Show.points(Show.tenths(waiting.score())),
                Show.scoreBar(
                        waiting.score(), waiting.score(), mql.models().current().in()),
                waiting.grade(),
                waiting.quality().equals(Grades.HIGH) ? "high" : "low",
                lead.liveCart()
                        .filter(c -> !c.lines().isEmpty())
                        .map(c -> Show.money(c.total(), c.currency()))
                        .orElse(""),
                show.when(lead.since()),
                Show.span(Duration.ofMillis(waiting.waited())),
                late(waiting),
                waiting.overdue());
    }

    private static String late(Waiting waiting) {
        if (!waiting.reachable()) {
            return "no address";
        }
        return waiting.overdue()
                ? "overdue by " + Show.span(Duration.ofMillis(waiting.waited() - waiting.target()))
                : "";
    }

    private HandoffView.@Nullable Done done(Call call) {
        String text = DONE.get(call.parameter("done"));
        LeadId id = LeadId.parse(call.parameter("lead"));
        if (text == null || id == null) {
            return null;
        }
        return mql.leads()
                .get(id)
                .map(lead -> new HandoffView.Done(
                        text + Names.of(lead, mql.vault()).name(),
                        call.base() + "/leads/" + lead.id(),
                        lead.handoff().verdict() == Verdict.NONE
                                ? ""
                                : lead.id().toString()))
                .orElse(null);
    }

    private HandoffView.@Nullable Verdicts verdicts(Show show) {
        Outcomes outcomes =
                Outcomes.of(mql.leads().effects(Effect.HANDOFF, VERDICTS), show.now() - LOOK_BACK.toMillis());
        if (outcomes.all() == 0) {
            return null;
        }
        return new HandoffView.Verdicts(
                Show.plural(outcomes.all(), "verdict") + " in the last 30 days; half of them within "
                        + Show.span(Duration.ofMillis(outcomes.waited())) + ".",
                outcomes.definitionIsWrong(),
                List.of(
                        share("Accepted", outcomes.accepted(), outcomes.all()),
                        share("Rejected", outcomes.rejected(), outcomes.all())),
                outcomes.reasons().stream()
                        .map(r -> share(Words.title(r.reason()), r.count(), outcomes.rejected()))
                        .toList(),
                outcomes.versions().stream()
                        .map(v -> new HandoffView.Version(
                                "Version " + v.version(),
                                Show.count(v.accepted()),
                                Show.count(v.rejected()),
                                Outcomes.share(v.rejected(), v.accepted() + v.rejected()) + " %"))
                        .toList());
    }

    private static HandoffView.Share share(String label, int part, int all) {
        return new HandoffView.Share(
                label, Show.share(part, all), Outcomes.share(part, all) + " % (" + Show.count(part) + ")");
    }

    private List<HandoffView.Dead> dead(Call call, Show show) {
        return mql.handoff().dead(DEAD).stream()
                .map(letter -> dead(call, letter, show))
                .toList();
    }

    private HandoffView.Dead dead(Call call, Delivery.DeadLetter letter, Show show) {
        String name = mql.leads()
                .get(letter.lead())
                .map(lead -> Names.of(lead, mql.vault()).name())
                .orElse("Lead");
        return new HandoffView.Dead(
                call.base() + "/leads/" + letter.lead(),
                name,
                letter.lead().toString(),
                Hands.row(letter.notice(), show));
    }
}
