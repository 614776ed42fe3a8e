package dev.mql.admin.page.series;

import dev.mql.Mql;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.json.InvalidFieldException;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.series.Limits;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.PlaybookJson;
import dev.mql.nurture.series.Playbooks;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Series.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows all series with what they brought; switches them, and changes the limits over them. Each change is a published version. */
final class AllSeriesPage {
    private static final int MAX_JSON = 60_000;

    private final Mql mql;
    private final Pages pages;
    private final Supplier<MqlNurture> nurture;
    private final AllSeriesViews views;

    AllSeriesPage(Mql mql, Pages pages, Supplier<MqlNurture> nurture) {
        this.mql = mql;
        this.pages = pages;
        this.nurture = nurture;
        this.views = new AllSeriesViews(mql);
    }

    List<Route> routes() {
        return List.of(
                Route.get("/series", Role.ALL, Set.of("published"), this::show),
                Route.post(
                        "/series/all/limits",
                        Role.TUNING,
                        name -> name.equals(Publishing.VERSION) || LimitsForm.isField(name),
                        this::limits),
                Route.post("/series/all/again", Role.TUNING, Set.of(Publishing.VERSION, "number"), this::again),
                Route.post("/series/all/json", Role.TUNING, Set.of(Publishing.VERSION, "json", "note"), this::json)
                        .taking(MAX_JSON),
                Route.post("/series/all/resume", Role.TUNING, Set.of(), this::resume),
                Route.post("/series/{id}/mode", Role.TUNING, Set.of(Publishing.VERSION, "mode"), this::mode));
    }

    private Playbooks playbooks() {
        return nurture.get().sending().playbooks();
    }

    private Reply show(Call call) {
        Playbook current = playbooks().current();
        Notice done = call.parameter("published").equals(Integer.toString(current.version()))
                ? new Notice(false, "Version " + current.version() + " is in force, on every server.", current.note())
                : null;
        return page(call, 200, done, LimitsForm.show(current.limits()), null, null);
    }

    private Reply mode(Call call) {
        Playbooks playbooks = playbooks();
        Publishing publishing = new Publishing(playbooks, call);
        Mode mode = Arrays.stream(Mode.values())
                .filter(one -> one.word().equals(call.parameter("mode")))
                .findFirst()
                .orElseThrow(Failure::badParameter);
        Playbook current = playbooks.current();
        Series series = current.series(call.path("id")).orElseThrow(Failure::notFound);
        return published(
                call, publishing, current.with(series.to(mode, mql.clock().millis())), "");
    }

    private Reply resume(Call call) {
        nurture.get().brakes().resume(call.user().name());
        return Reply.seeOther(call.base() + "/series");
    }

    private Reply limits(Call call) {
        Playbooks playbooks = playbooks();
        Publishing publishing = new Publishing(playbooks, call);
        Input input = new Input(call.parameters());
        Limits limits = LimitsForm.read(input);
        if (limits == null) {
            Notice notice =
                    new Notice(true, "Nothing was published.", "Some of the limits can not be used, see below.");
            return page(call, 422, notice, input.form(), null, null);
        }
        return published(call, publishing, playbooks.current().with(limits), "");
    }

    private Reply again(Call call) {
        Playbooks playbooks = playbooks();
        Publishing publishing = new Publishing(playbooks, call);
        String number = call.parameter("number");
        Playbook old = playbooks.history(AllSeriesViews.HISTORY).stream()
                .filter(one -> Integer.toString(one.version()).equals(number))
                .findFirst()
                .orElseThrow(Failure::notFound);
        return published(call, publishing, activated(old, playbooks.current()), "Version " + number + " again");
    }

    private Playbook activated(Playbook draft, Playbook current) {
        return Activation.of(draft, current, mql.clock().millis());
    }

    private Reply json(Call call) {
        Playbooks playbooks = playbooks();
        Publishing publishing = new Publishing(playbooks, call);
        Playbook current = playbooks.current();
        String typed = call.parameter("json");
        try {
            return published(call, publishing, activated(PlaybookJson.read(typed), current), "Changed as JSON");
        } catch (InvalidFieldException wrong) {
            Notice notice = new Notice(true, "Nothing was published.", "The JSON can not be used, see below.");
            String error = "“" + wrong.field() + "” " + wrong.reason() + '.';
            return page(call, 422, notice, LimitsForm.show(current.limits()), typed, error);
        }
    }

    private Reply published(Call call, Publishing publishing, Playbook draft, String note) {
        if (!publishing.late() && publishing.publish(draft, note)) {
            return Reply.seeOther(
                    call.base() + "/series?published=" + playbooks().current().version());
        }
        Playbook current = playbooks().current();
        return page(
                call,
                409,
                Publishing.conflict(current, pages.show(call)),
                LimitsForm.show(current.limits()),
                null,
                null);
    }

    private Reply page(
            Call call,
            int status,
            @Nullable Notice notice,
            Form limits,
            @Nullable String json,
            @Nullable String jsonError) {
        Show show = pages.show(call);
        AllSeriesView view = views.of(
                nurture.get(),
                call.base(),
                show,
                notice,
                limits,
                views.json(playbooks().current(), json, jsonError),
                Role.TUNING.contains(call.user().role()));
        return pages.page(call, status, "series", "Series", view);
    }
}
