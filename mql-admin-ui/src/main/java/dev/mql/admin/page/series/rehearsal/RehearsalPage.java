package dev.mql.admin.page.series.rehearsal;

import dev.mql.Mql;
import dev.mql.admin.page.Csv;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.series.Notice;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.lead.Mailing.Kind;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Rehearsals;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Series.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays the series on the carts of the last thirty days: who would have got which mail when, and who was held back by what. */
public final class RehearsalPage {
    private static final String ON = "on.";
    private static final String SECONDS_BETWEEN_LOOKS = "2";
    private static final Map<String, String> DONE = Map.of(
            "begun", "The rehearsal has begun. Nothing is sent.",
            "busy", "A rehearsal is running already. Wait for it, or end it.",
            "ended", "The rehearsal is ended. What was found so far stands below.");

    private final Mql mql;
    private final Pages pages;
    private final Supplier<MqlNurture> nurture;

    public RehearsalPage(Mql mql, Pages pages, Supplier<MqlNurture> nurture) {
        this.mql = mql;
        this.pages = pages;
        this.nurture = nurture;
    }

    public List<Route> routes() {
        Predicate<String> boxes = name -> name.startsWith(ON) && name.length() <= 50;
        return List.of(
                Route.get("/series/rehearsal", Role.ALL, Set.of("done"), this::show),
                Route.get("/series/rehearsal/export", Role.SELLING, Set.of(), this::export),
                Route.post("/series/rehearsal/begin", Role.TUNING, boxes, this::begin),
                Route.post("/series/rehearsal/cancel", Role.TUNING, Set.of(), this::cancel));
    }

    private Reply begin(Call call) {
        Playbook playbook = nurture.get().sending().playbooks().current();
        for (Series series : playbook.series()) {
            if (series.occasion() == Kind.RECOVERY) {
                boolean on = call.parameters().containsKey(ON + series.id());
                playbook = playbook.with(
                        series.to(on ? Mode.ON : Mode.OFF, mql.clock().millis()));
            }
        }
        boolean begun = nurture.get().sending().rehearsals().begin(playbook);
        return Reply.seeOther(call.base() + "/series/rehearsal?done=" + (begun ? "begun" : "busy"));
    }

    private Reply cancel(Call call) {
        nurture.get().sending().rehearsals().cancel();
        return Reply.seeOther(call.base() + "/series/rehearsal?done=ended");
    }

    private Reply show(Call call) {
        String done = DONE.get(call.parameter("done"));
        if (done == null && !call.parameter("done").isEmpty()) {
            throw Failure.badParameter();
        }
        Show show = pages.show(call);
        Playbook playbook = nurture.get().sending().playbooks().current();
        Rehearsals.@Nullable Result latest =
                nurture.get().sending().rehearsals().latest();
        boolean running = latest != null && latest.running();
        RehearsalView view = new RehearsalView(
                done == null ? null : new Notice(false, done, ""),
                playbook.series().stream()
                        .filter(series -> series.occasion() == Kind.RECOVERY)
                        .map(series -> new RehearsalView.Choice(ON + series.id(), series.name(), series.on()))
                        .toList(),
                Role.TUNING.contains(call.user().role()),
                running,
                latest == null ? null : new Findings(mql, playbook, call.base(), show).of(latest));
        Reply page = pages.page(call, 200, "rehearsal", "Rehearsal", view);
        return running
                ? page.with("Refresh", SECONDS_BETWEEN_LOOKS + ";url=" + call.base() + "/series/rehearsal")
                : page;
    }

    private Reply export(Call call) {
        Rehearsals.@Nullable Result latest =
                nurture.get().sending().rehearsals().latest();
        Csv file = new Csv().line("when", "lead", "cart", "series", "step", "text", "held_back", "page");
        if (latest != null) {
            latest.lines()
                    .forEach(line -> file.line(
                            Instant.ofEpochMilli(line.at()).toString(),
                            line.lead().toString(),
                            line.cart(),
                            line.series(),
                            Integer.toString(line.step()),
                            line.text(),
                            line.reason(),
                            call.base() + "/leads/" + line.lead()));
        }
        return file.reply("rehearsal.csv");
    }
}
