package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.engine.Models;
import dev.mql.scoring.InvalidModelException;
import dev.mql.scoring.ScoringModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows the scoring in force and publishes changed versions; a save that fails keeps what was typed and says why. */
public final class ScoringPage {
    private static final int HISTORY = 20;

    private final Models models;
    private final Pages pages;

    public ScoringPage(Models models, Pages pages) {
        this.models = models;
        this.pages = pages;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/scoring", Role.ALL, Set.of("published"), this::show),
                Route.post(
                        "/scoring/publish",
                        Role.TUNING,
                        name -> Numbers.isName(name) || name.equals("version") || name.equals("note"),
                        this::publish));
    }

    private Reply show(Call call) {
        String published = call.parameter("published");
        String done = published.equals(Integer.toString(models.current().version()))
                ? "Version " + published + " is in force. Leads are scored with it from now on, on every server."
                : null;
        return page(call, 200, Typed.NOTHING, "", done, null);
    }

    private Reply publish(Call call) {
        ScoringModel current = models.current();
        int version = version(call.parameter("version"));
        String note = call.parameter("note").strip();
        Map<String, Numbers.Entry> numbers = Numbers.of(current, models.scorableEvents());
        Typed typed = Typed.read(numbers, call.parameters());
        if (current.version() > version) {
            return conflict(call, typed, note, version);
        }
        if (!typed.errors().isEmpty()) {
            return page(call, 422, typed, note, null, errors(typed, numbers));
        }
        try {
            ScoringModel draft = Numbers.model(current, models.scorableEvents(), typed.values());
            if (Changes.between(current, draft).isEmpty()) {
                return page(
                        call,
                        422,
                        typed,
                        note,
                        null,
                        new Problem(
                                "Nothing was published.", "No number differs from the version in force.", List.of()));
            }
            Optional<ScoringModel> published =
                    models.publish(draft, version, call.user().name(), note);
            return published.isPresent()
                    ? Reply.seeOther(call.base() + "/scoring?published="
                            + published.get().version())
                    : conflict(call, typed, note, version);
        } catch (InvalidModelException invalid) {
            return page(
                    call,
                    422,
                    typed,
                    note,
                    null,
                    new Problem("Nothing was published.", invalid.field() + " " + invalid.reason() + ".", List.of()));
        }
    }

    /** Somebody else was faster: what was typed stays, what they changed is told, and only a second press overwrites it. */
    private Reply conflict(Call call, Typed typed, String note, int version) {
        ScoringModel current = models.current();
        List<String> theirs = models.history(HISTORY).stream()
                .filter(model -> model.version() == version)
                .findFirst()
                .map(model -> Changes.between(model, current))
                .orElse(List.of());
        return page(
                call,
                409,
                typed,
                note,
                null,
                new Problem(
                        "Not published: " + current.author() + " published version " + current.version()
                                + " while you were editing.",
                        "Your numbers are still here, the ones that differ from version " + current.version()
                                + " are marked. Check them against what was changed, then publish again:",
                        theirs));
    }

    private record Problem(String title, String text, List<String> list) {}

    private static Problem errors(Typed typed, Map<String, Numbers.Entry> numbers) {
        return new Problem(
                "Nothing was published.",
                typed.errors().size() == 1 ? "One number can not be used:" : "Some numbers can not be used:",
                numbers.values().stream()
                        .filter(n -> typed.errors().containsKey(n.name()))
                        .map(n -> n.label() + ". " + typed.errors().get(n.name()))
                        .toList());
    }

    private static int version(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Failure.badParameter();
        }
        return Integer.parseInt(text);
    }

    private Reply page(
            Call call, int status, Typed typed, String note, @Nullable String done, @Nullable Problem problem) {
        ScoringModel model = models.current();
        Show show = pages.show(call);
        ScoringView view = new ScoringView(
                "Version " + model.version() + " is in force, published "
                        + show.when(model.publishedAt()).relative() + " by " + model.author() + ".",
                model.version(),
                done,
                problem == null ? null : problem.title(),
                problem == null ? null : problem.text(),
                problem == null ? List.of() : problem.list(),
                new ScoringViews(model, models.scorableEvents(), typed).groups(),
                note,
                Role.TUNING.contains(call.user().role()),
                "Publish version " + (model.version() + 1),
                "Change a number, then publish.",
                ScoringViews.history(models.history(HISTORY), show));
        return pages.page(call, status, "scoring", "Scoring", view);
    }
}
