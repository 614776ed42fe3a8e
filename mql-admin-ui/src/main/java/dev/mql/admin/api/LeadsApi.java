package dev.mql.admin.api;

import dev.mql.Mql;
import dev.mql.admin.desk.Decisions;
import dev.mql.admin.filter.LeadFilter;
import dev.mql.admin.filter.LeadList;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Route;
import dev.mql.company.Company;
import dev.mql.engine.Leads;
import dev.mql.identity.Visitors;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leads: a page of them by score, one by visitor or address, one with everything about it. */
final class LeadsApi {
    private static final int PAGE = 50;

    private final Mql mql;

    LeadsApi(Mql mql) {
        this.mql = mql;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/leads",
                        Set.of(),
                        Set.of(
                                "visitor",
                                "email",
                                "stage",
                                "min_score",
                                "grade",
                                "quality",
                                "company",
                                "limit",
                                "cursor"),
                        this::list),
                Route.get("/leads/{id}", Set.of(), Set.of(), this::one),
                Route.get("/companies/{domain}", Set.of(), Set.of(), this::company));
    }

    private Reply list(Call call) {
        LeadFilter filter = LeadFilter.read(call.parameters(), PAGE);
        boolean byVisitor = call.parameters().containsKey("visitor");
        if (byVisitor || call.parameters().containsKey("email")) {
            if (byVisitor && call.parameters().containsKey("email")) {
                throw Failure.badParameter();
            }
            Optional<Lead> found = byVisitor
                    ? Optional.ofNullable(Visitors.id(call.parameter("visitor")))
                            .flatMap(mql.leads()::byVisitor)
                    : mql.leads().byAddress(call.parameter("email"));
            return page(found.filter(lead -> takes(filter, lead)).stream().toList(), null);
        }
        Leads.Page page = LeadList.of(mql, filter);
        return page(page.leads(), page.next() == null ? null : LeadFilter.cursor(page.next()));
    }

    private boolean takes(LeadFilter filter, Lead lead) {
        return filter.takes(lead, mql.models().scorer(), mql.clock().millis());
    }

    private Reply page(List<Lead> leads, @Nullable String next) {
        return Reply.json(200, JsonText.of(JsonText.object("items", items(leads), "next", next)));
    }

    private List<?> items(List<Lead> leads) {
        return leads.stream()
                .map(lead ->
                        LeadJson.item(lead, mql.models().scorer(), mql.clock().millis()))
                .toList();
    }

    private Reply company(Call call) {
        String domain = LeadFilter.domain(call.path("domain"));
        Company company = mql.companies()
                .find(domain)
                .orElseThrow(() ->
                        new Failure(404, "no_company", "No such company", "No lead has an address under this domain."));
        List<Lead> all = LeadList.of(mql, LeadFilter.read(Map.of("company", domain, "limit", "200"), PAGE))
                .leads();
        return Reply.json(
                200,
                JsonText.of(JsonText.object(
                        "domain", company.domain(),
                        "leads", company.leads(),
                        "score", company.score(),
                        "stage", company.stage().word(),
                        "lastSeen", LeadJson.at(company.lastSeen()),
                        "items", items(all))));
    }

    private Reply one(Call call) {
        LeadId id = LeadId.parse(call.path("id"));
        Optional<Lead> found = id == null ? Optional.empty() : mql.leads().get(id);
        Lead lead = found.orElseThrow(Decisions::noLead);
        return Reply.json(
                200,
                JsonText.of(
                        LeadJson.whole(lead, mql.models().scorer(), mql.clock().millis())));
    }
}
