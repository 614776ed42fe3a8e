package dev.mql.admin.page.lead;

import dev.mql.Mql;
import dev.mql.admin.desk.Decisions;
import dev.mql.admin.page.Names;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.lead.Lead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a shop owes a person who asks: everything that is kept of them, and that it goes. Erasing takes two steps. */
final class PersonForms {
    private static final String WORD = "erase";

    private final Mql mql;
    private final Pages pages;

    PersonForms(Mql mql, Pages pages) {
        this.mql = mql;
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/leads/{id}/export", Role.KEEPING, Set.of(), this::export),
                Route.get("/leads/{id}/erase", Role.KEEPING, Set.of(), call -> ask(call, 200, null)),
                Route.post("/leads/{id}/erase", Role.KEEPING, Set.of("confirm"), this::erase));
    }

    private Reply export(Call call) {
        Lead lead = LeadPage.find(mql, call);
        String json = mql.privacy().export(lead.id()).orElseThrow(Decisions::noLead);
        return Reply.json(200, json)
                .with("Content-Disposition", "attachment; filename=\"lead-" + lead.id() + ".json\"");
    }

    private Reply ask(Call call, int status, @Nullable String error) {
        Lead lead = LeadPage.find(mql, call);
        EraseView view =
                new EraseView(lead.id().toString(), Names.of(lead, mql.vault()).name(), goes(lead), stays(lead), error);
        return pages.page(call, status, WORD, "Erase a lead", view);
    }

    private static List<String> goes(Lead lead) {
        List<String> goes = new ArrayList<>();
        if (lead.person().known() || lead.claim() != null) {
            goes.add("name and mail address");
        }
        goes.add("everything it did: " + Show.plural(lead.activity().size(), "event"));
        if (!lead.profile().attributes().isEmpty()) {
            goes.add(Show.plural(lead.profile().attributes().size(), "attribute"));
        }
        if (!lead.carts().isEmpty()) {
            goes.add(Show.plural(lead.carts().size(), "cart"));
        }
        if (!lead.mails().isEmpty()) {
            goes.add(Show.plural(lead.mails().size(), "mail") + ", also those that were still to be sent");
        }
        goes.add("score, stage, verdicts and corrections");
        goes.add("its place in lists, logs and charts, under every id it ever had");
        return goes;
    }

    private static String stays(Lead lead) {
        return lead.person().unsubscribed()
                ? "What stays is that this address wants no mail, as a hash that nobody can read."
                : "Nothing stays but the fact that something was erased, for a week.";
    }

    private Reply erase(Call call) {
        if (!call.parameter("confirm").strip().equalsIgnoreCase(WORD)) {
            return ask(call, 422, "Type the word erase to confirm. Nothing was erased.");
        }
        if (!mql.privacy().erase(LeadPage.find(mql, call).id())) {
            throw Decisions.noLead();
        }
        return Reply.seeOther(call.base() + "/leads?done=erased");
    }
}
