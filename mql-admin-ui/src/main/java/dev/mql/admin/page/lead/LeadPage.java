package dev.mql.admin.page.lead;

import dev.mql.Mql;
import dev.mql.admin.desk.Decisions;
import dev.mql.admin.page.Names;
import dev.mql.admin.page.Pages;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.lead.Handoff.Verdict;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows one lead, with what can be decided about it. */
public final class LeadPage {
    /** What became of a press of a button, by the word that stands in the address after it. */
    private static final Map<String, String> DONE = Map.of(
            Verdict.ACCEPTED.word(),
            "Accepted. Sales works this lead now.",
            Verdict.QUALIFIED.word(),
            "Qualified. It is an opportunity now.",
            Verdict.REJECTED.word(),
            "Rejected. It does not come to sales again for a while.",
            Verdict.RECYCLED.word(),
            "Given back to marketing.",
            Verdict.WON.word(),
            "Won. It is a customer now.",
            Verdict.DISQUALIFIED.word(),
            "Disqualified. It is out of the game.",
            Verdict.NONE.word(),
            "Taken back. What the lead did and its score decide again.",
            "corrected",
            "Corrected. The score has changed.",
            "anew",
            "Started anew. What it did before counts for nothing any more.",
            "told",
            "Done. What was to be told is tried again, or dropped.");

    private final Mql mql;
    private final Pages pages;
    private final LeadViews views;

    public LeadPage(Mql mql, Pages pages) {
        this.mql = mql;
        this.pages = pages;
        this.views = new LeadViews(mql);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/leads/{id}", Role.ALL, Set.of("done"), this::show));
        routes.addAll(new LeadForms(mql, this).routes());
        routes.addAll(new PersonForms(mql, pages).routes());
        return routes;
    }

    private Reply show(Call call) {
        String done = call.parameter("done");
        String text = DONE.get(done);
        if (text == null && !done.isEmpty()) {
            throw Failure.badParameter();
        }
        LeadView.Note note = text == null ? null : new LeadView.Note(false, text, "");
        return page(call, 200, note, Hands.Typed.NOTHING);
    }

    Reply page(Call call, int status, LeadView.@Nullable Note note, Hands.Typed typed) {
        Lead lead = find(mql, call);
        LeadView view = views.of(lead, call.user().role(), pages.show(call), note, typed);
        return pages.page(call, status, "lead", Names.of(lead, mql.vault()).name(), view);
    }

    /** @throws Failure 404 if there is no such lead */
    static Lead find(Mql mql, Call call) {
        return Optional.ofNullable(LeadId.parse(call.path("id")))
                .flatMap(mql.leads()::get)
                .orElseThrow(Decisions::noLead);
    }
}
