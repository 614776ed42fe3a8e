package dev.mql.admin.api;

import dev.mql.Mql;
import dev.mql.admin.filter.LeadFilter;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Route;
import dev.mql.engine.Leads;
import dev.mql.identity.Visitors;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.util.List;
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
                        Set.of("visitor", "email", "stage", "min_score", "limit", "cursor"),
                        this::list),
                Route.get("/leads/{id}", Set.of(), Set.of(), this::one));
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
        Leads.Page page = mql.leads().list(filter.query());
        return page(page.leads(), page.next() == null ? null : LeadFilter.cursor(page.next()));
    }

    private boolean takes(LeadFilter filter, Lead lead) {
        return (filter.query().stage() == null || filter.query().stage() == lead.stage())
                && (filter.query().minScore() <= 0
                        || mql.leads().score(lead).value() >= filter.query().minScore());
    }

    private Reply page(List<Lead> leads, @Nullable String next) {
        List<?> items = leads.stream()
                .map(lead ->
                        LeadJson.item(lead, mql.models().scorer(), mql.clock().millis()))
                .toList();
        return Reply.json(200, JsonText.of(JsonText.object("items", items, "next", next)));
    }

    private Reply one(Call call) {
        LeadId id = LeadId.parse(call.path("id"));
        Optional<Lead> found = id == null ? Optional.empty() : mql.leads().get(id);
        Lead lead = found.orElseThrow(
                () -> new Failure(404, "no_lead", "No such lead", "It was forgotten, erased, or never existed."));
        return Reply.json(
                200,
                JsonText.of(
                        LeadJson.whole(lead, mql.models().scorer(), mql.clock().millis())));
    }
}
