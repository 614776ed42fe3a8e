package dev.mql.admin.page.series;

import dev.mql.Mql;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.cart.Journey.Depth;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Stage;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.series.Path;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Playbooks;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.template.TextKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows one series, and publishes it changed; a save that fails keeps what was typed and says why. */
final class OneSeriesPage {
    private final Mql mql;
    private final Pages pages;
    private final Supplier<MqlNurture> nurture;
    private final AllSeriesViews views;

    OneSeriesPage(Mql mql, Pages pages, Supplier<MqlNurture> nurture) {
        this.mql = mql;
        this.pages = pages;
        this.nurture = nurture;
        this.views = new AllSeriesViews(mql);
    }

    List<Route> routes() {
        return List.of(
                Route.get("/series/{id}", Role.ALL, Set.of("published"), this::show),
                Route.post(
                        "/series/{id}/save",
                        Role.TUNING,
                        name -> name.equals(Publishing.VERSION) || SeriesForm.isField(name),
                        this::save));
    }

    private Playbooks playbooks() {
        return nurture.get().sending().playbooks();
    }

    private Series find(Call call) {
        return playbooks().current().series(call.path("id")).orElseThrow(Failure::notFound);
    }

    private Reply show(Call call) {
        Series series = find(call);
        int version = playbooks().current().version();
        Notice done = call.parameter("published").equals(Integer.toString(version))
                ? new Notice(false, "Version " + version + " is in force, on every server.", "")
                : null;
        return page(call, 200, series, SeriesForm.show(series), done);
    }

    private Reply save(Call call) {
        Playbooks playbooks = playbooks();
        Publishing publishing = new Publishing(playbooks, call);
        Series series = find(call);
        Input input = new Input(call.parameters());
        if (publishing.late()) {
            return conflict(call, series, input);
        }
        Series changed = SeriesForm.read(input, series, mql.clock().millis());
        if (changed == null) {
            Notice notice = new Notice(
                    true,
                    "Nothing was published.",
                    "What can not be used is told at its field; the rest is as you typed it.");
            return page(call, 422, series, input.form(), notice);
        }
        Playbook current = playbooks.current();
        Playbook draft = current.with(changed);
        if (draft.equals(current)) {
            return page(
                    call,
                    422,
                    series,
                    input.form(),
                    new Notice(true, "Nothing was published.", "Nothing differs from what is in force."));
        }
        if (!publishing.publish(draft, "")) {
            return conflict(call, series, input);
        }
        return Reply.seeOther(call.base() + "/series/" + series.id() + "?published="
                + playbooks.current().version());
    }

    private Reply conflict(Call call, Series series, Input input) {
        Notice told = Publishing.conflict(playbooks().current(), pages.show(call));
        return page(
                call,
                409,
                series,
                input.form(),
                new Notice(
                        true,
                        told.title(),
                        "Nothing was overwritten. What you typed is still here: check it against theirs, then publish again."));
    }

    private Reply page(Call call, int status, Series series, Form form, @Nullable Notice notice) {
        Show show = pages.show(call);
        Playbook current = playbooks().current();
        boolean cart = series.occasion() == Kind.RECOVERY;
        OneSeriesView view = new OneSeriesView(
                series.id(),
                series.name(),
                Words.occasion(series.occasion()),
                SeriesWords.after(series),
                cart,
                notice,
                current.version(),
                AllSeriesViews.DAYS,
                views.brought(nurture.get(), current, show).getOrDefault(series.id(), Brought.of(series, null, 0)),
                form,
                Arrays.stream(Series.Mode.values())
                        .map(mode -> new OneSeriesView.Choice(mode.word(), SeriesWords.mode(mode)))
                        .toList(),
                Arrays.stream(Stage.values())
                        .filter(stage -> stage != Stage.DISQUALIFIED)
                        .map(stage -> new OneSeriesView.Choice(
                                stage.word(), Show.stage(stage).label()))
                        .toList(),
                depths(),
                texts(series),
                mails(series),
                Role.TUNING.contains(call.user().role()));
        return pages.page(call, status, "one-series", series.name(), view);
    }

    private static List<OneSeriesView.Choice> depths() {
        return List.of(
                new OneSeriesView.Choice(Depth.CART.word(), "a cart"),
                new OneSeriesView.Choice(Depth.CHECKOUT.word(), "the checkout"),
                new OneSeriesView.Choice(Depth.PAYMENT_FAILED.word(), "a payment that failed"));
    }

    /** All texts, and those of the series that are none of them any more. */
    private static List<OneSeriesView.Choice> texts(Series series) {
        Map<String, String> texts = new TreeMap<>();
        series.steps().forEach(step -> step.paths().forEach(path -> texts.put(path.text(), path.text())));
        List<OneSeriesView.Choice> choices = new ArrayList<>();
        choices.add(new OneSeriesView.Choice("", "No mail"));
        for (TextKey key : TextKey.values()) {
            if (key != TextKey.CONFIRM) {
                choices.add(new OneSeriesView.Choice(key.code(), key.code() + " – " + key.about()));
            }
            texts.remove(key.code());
        }
        texts.remove("");
        texts.keySet().forEach(text -> choices.add(new OneSeriesView.Choice(text, text)));
        return choices;
    }

    private static List<OneSeriesView.Mail> mails(Series series) {
        List<OneSeriesView.Mail> mails = new ArrayList<>();
        for (int number = 1; number <= Series.MAX_STEPS; number++) {
            boolean known = number <= series.steps().size();
            List<Path> paths = known ? series.step(number).paths() : List.of(new Path(List.of(), ""));
            List<OneSeriesView.Way> ways = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) {
                String when =
                        paths.size() == 1 && paths.get(i).when().isEmpty() ? "" : SeriesWords.condition(paths.get(i));
                ways.add(new OneSeriesView.Way(StepsForm.path(number, i + 1), when));
            }
            mails.add(new OneSeriesView.Mail(number, "step." + number + ".delay", known, ways));
        }
        return mails;
    }
}
