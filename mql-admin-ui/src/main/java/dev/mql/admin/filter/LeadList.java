package dev.mql.admin.filter;

import dev.mql.Mql;
import dev.mql.engine.Leads;
import dev.mql.lead.Lead;
import dev.mql.scoring.Scorer;
import java.util.Comparator;
import java.util.List;

/** Answers a {@link LeadFilter}. */
public final class LeadList {
    private LeadList() {}

    /** Leads in falling score; those of one company come by its list, all of them on one page as far as the limit goes. Blocks. */
    public static Leads.Page of(Mql mql, LeadFilter filter) {
        Scorer scorer = mql.models().scorer();
        long now = mql.clock().millis();
        if (filter.company().isEmpty()) {
            return mql.leads().list(filter.query(), lead -> filter.takes(lead, scorer, now));
        }
        List<Lead> found = mql.companies().leads(filter.company()).stream()
                .filter(lead -> filter.takes(lead, scorer, now))
                .sorted(Comparator.comparingDouble(
                        (Lead lead) -> -scorer.score(lead, now).value()))
                .limit(filter.query().limit())
                .toList();
        return new Leads.Page(found, null);
    }
}
