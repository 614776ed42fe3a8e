package dev.mql.admin.page.lead;

import dev.mql.admin.page.Names;
import dev.mql.admin.page.Pages;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.engine.Leads;
import dev.mql.engine.Models;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows one lead. */
public final class LeadPage {
    private final Leads leads;
    private final Models models;
    private final Vault vault;
    private final Pages pages;

    public LeadPage(Leads leads, Models models, Vault vault, Pages pages) {
        this.leads = leads;
        this.models = models;
        this.vault = vault;
        this.pages = pages;
    }

    public List<Route> routes() {
        return List.of(Route.get("/leads/{id}", Role.ALL, Set.of(), this::show));
    }

    private Reply show(Call call) {
        LeadId id = LeadId.parse(call.path("id"));
        Optional<Lead> found = id == null ? Optional.empty() : leads.get(id);
        Lead lead = found.orElseThrow(() -> new Failure(
                404, "no_lead", "No such lead", "It was forgotten after its time, erased, or never existed."));
        LeadView view = LeadViews.of(lead, models.scorer(), vault, pages.show(call));
        return pages.page(call, 200, "lead", Names.of(lead, vault).name(), view);
    }
}
