package dev.mql.admin.page.scoring;

import dev.mql.Mql;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Rescoring;
import dev.mql.admin.page.Show;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.engine.Models;
import dev.mql.engine.Rescore;
import dev.mql.engine.Trial;
import dev.mql.scoring.Presets;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows the scoring in force, and publishes or tries changed versions; a save that fails keeps what was typed and says why. */
public final class ScoringPage {
    private static final int HISTORY = 20;
    /** Characters of a model as JSON: a hundred rules with conditions have some forty thousand. */
    private static final int MAX_JSON = 120_000;

    private static final Set<String> SENT = Set.of("version", "from", "note", "tell", Sent.JSON);

    private final Mql mql;
    private final Models models;
    private final Pages pages;

    public ScoringPage(Mql mql, Pages pages) {
        this.mql = mql;
        this.models = mql.models();
        this.pages = pages;
    }

    public List<Route> routes() {
        Predicate<String> sent = name -> SENT.contains(name) || Numbers.isName(name);
        return List.of(
                Route.get("/scoring", Role.ALL, Set.of("published", "from", "trial"), this::show),
                Route.get("/scoring/progress", Role.ALL, Set.of(), this::progress),
                Route.post("/scoring/check", Role.TUNING, sent, this::check).taking(MAX_JSON),
                Route.post("/scoring/publish", Role.TUNING, sent, this::publish).taking(MAX_JSON),
                Route.post("/scoring/try", Role.TUNING, sent, this::challenge).taking(MAX_JSON),
                Route.post("/scoring/end", Role.TUNING, Set.of(), this::end));
    }

    private Reply show(Call call) {
        String published = call.parameter("published");
        String trial = call.parameter("trial");
        if (!Set.of("", "begun", "ended").contains(trial)) {
            throw Failure.badParameter();
        }
        String done = published.equals(Integer.toString(models.current().version()))
                ? "Version " + published + " is in force. Leads are scored with it from now on, on every server."
                : trial.equals("begun") && models.challenger() != null
                        ? "The trial has begun. The challenger scores all that happens from now on, and moves nobody."
                        : trial.equals("ended") && models.challenger() == null ? "The trial is over." : null;
        Origin origin = Origin.of(call.parameter("from"), models);
        return page(
                call,
                200,
                Sent.nothing(origin, models),
                done,
                null,
                !origin.name().isEmpty());
    }

    private Reply progress(Call call) {
        Rescore.Progress progress = mql.rescore();
        Rescoring now = Rescoring.of(progress);
        return Reply.json(
                200,
                "{\"running\":" + !progress.finished() + ",\"done\":" + now.done() + ",\"total\":" + now.total()
                        + ",\"title\":\"" + now.title() + "\",\"text\":\"" + now.text() + "\"}");
    }

    private Reply check(Call call) {
        Sent sent = Sent.read(call, models);
        return sent.draft() == null
                ? page(call, 422, sent, null, sent.refusal(), false)
                : page(call, 200, sent, null, null, true);
    }

    private Reply publish(Call call) {
        Sent sent = Sent.read(call, models);
        ScoringModel current = models.current();
        ScoringModel draft = sent.draft();
        if (current.version() > sent.version()) {
            return conflict(call, sent);
        }
        if (draft == null) {
            return page(call, 422, sent, null, sent.refusal(), false);
        }
        if (Changes.none(current, draft)) {
            return same(call, sent, "Nothing was published.");
        }
        Optional<ScoringModel> published =
                models.publish(draft, sent.version(), call.user().name(), sent.note(), sent.tell());
        if (published.isEmpty()) {
            return conflict(call, sent);
        }
        if (sent.origin().trial()) {
            models.endChallenge();
        }
        return Reply.seeOther(
                call.base() + "/scoring?published=" + published.get().version());
    }

    private Reply challenge(Call call) {
        Sent sent = Sent.read(call, models);
        ScoringModel draft = sent.draft();
        if (draft == null) {
            return page(call, 422, sent, null, sent.refusal(), false);
        }
        if (Changes.none(models.current(), draft)) {
            return same(call, sent, "No trial was begun.");
        }
        models.challenge(draft, call.user().name(), sent.note());
        return Reply.seeOther(call.base() + "/scoring?trial=begun");
    }

    private Reply end(Call call) {
        models.endChallenge();
        return Reply.seeOther(call.base() + "/scoring?trial=ended");
    }

    private Reply same(Call call, Sent sent, String title) {
        ScoringView.Problem problem =
                new ScoringView.Problem(title, "No number differs from the version in force.", List.of());
        return page(call, 422, sent, null, problem, false);
    }

    /** Somebody else was faster: what was typed stays, what they changed is told, and only a second press overwrites it. */
    private Reply conflict(Call call, Sent sent) {
        ScoringModel current = models.current();
        List<String> theirs = models.version(sent.version())
                .map(model -> Changes.between(model, current))
                .orElse(List.of());
        ScoringView.Problem problem = new ScoringView.Problem(
                "Not published: " + current.author() + " published version " + current.version()
                        + " while you were editing.",
                "What you typed is still here, in place of theirs where both of you changed the same. Check it against what"
                        + " they changed, then publish again:",
                theirs);
        return page(call, 409, sent, null, problem, false);
    }

    /** @param preview whether to tell what publishing would change */
    private Reply page(
            Call call,
            int status,
            Sent sent,
            @Nullable String done,
            ScoringView.@Nullable Problem problem,
            boolean preview) {
        ScoringModel current = models.current();
        Show show = pages.show(call);
        ScoringViews views = new ScoringViews(sent.origin().model(), models.scorableEvents(), sent.typed());
        String json = sent.json() == null
                ? Lines.of(sent.draft() == null ? sent.origin().model() : sent.draft())
                : sent.json();
        ScoringView view = new ScoringView(
                "Version " + current.version() + " is in force, published "
                        + show.when(current.publishedAt()).relative() + " by " + current.author() + ".",
                done,
                problem,
                Rescoring.running(mql.rescore()),
                preview ? preview(sent, current) : null,
                trial(current, show),
                form(call, sent, current),
                views.groups(),
                views.reset(),
                views.fit(),
                views.matrix(),
                views.out(),
                new ScoringView.Json(
                        json, (int) Math.min(30, json.lines().count() + 1), sent.json() != null, sent.jsonError()),
                Presets.all().entrySet().stream()
                        .map(p -> new ScoringView.Preset(
                                p.getKey(),
                                InWords.capital(p.getKey()),
                                p.getValue().note()))
                        .sorted(Comparator.comparing(ScoringView.Preset::name).reversed())
                        .toList(),
                History.of(models.history(HISTORY), show));
        return pages.page(call, status, "scoring", "Scoring", view);
    }

    private static ScoringView.Form form(Call call, Sent sent, ScoringModel current) {
        return new ScoringView.Form(
                current.version(),
                sent.origin().name(),
                sent.note(),
                sent.tell(),
                Role.TUNING.contains(call.user().role()),
                "Publish version " + (current.version() + 1),
                sent.origin().name().isEmpty()
                        ? "Change a number, then publish."
                        : "This is a draft, not published yet.");
    }

    private static ScoringView.Preview preview(Sent sent, ScoringModel current) {
        ScoringModel draft = sent.draft() == null ? sent.origin().model() : sent.draft();
        List<String> changes = Changes.between(current, draft);
        String title = sent.origin().title();
        return changes.isEmpty()
                ? new ScoringView.Preview(
                        title + " is the same as the version in force", "There is nothing to publish.", List.of())
                : new ScoringView.Preview(
                        title + " is not published",
                        "This is what publishing it would change against version " + current.version() + ":",
                        changes);
    }

    private ScoringView.@Nullable TrialView trial(ScoringModel current, Show show) {
        Scorer challenger = models.challenger();
        if (challenger == null) {
            return null;
        }
        return Trial.running(models, mql.leads())
                .map(trial -> Trials.of(trial, current, challenger.model(), show))
                .orElse(null);
    }
}
