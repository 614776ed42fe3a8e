package dev.mql.engine;

import dev.mql.lead.Lead;
import dev.mql.store.LeadIndex;
import dev.mql.store.LeadStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads leads in the order of the ranking. Thread-safe; blocks. */
final class Listing {
    /** A stage that few leads are in must not make one page read all of them. */
    private static final int MOST_ROUNDS = 20;

    private final LeadStore store;
    private final LeadIndex index;

    Listing(LeadStore store, LeadIndex index) {
        this.store = store;
        this.index = index;
    }

    /** @param least the lowest place in the ranking to list */
    Leads.Page list(Leads.Query query, double least, Predicate<Lead> only) {
        List<Lead> found = new ArrayList<>();
        LeadIndex.Ranked after = query.after();
        for (int looked = 0; looked < MOST_ROUNDS; looked++) {
            List<LeadIndex.Ranked> ranked = index.ranked(after, query.limit());
            List<Lead> leads =
                    store.load(ranked.stream().map(LeadIndex.Ranked::id).toList());
            for (int i = 0; i < ranked.size(); i++) {
                if (ranked.get(i).rank() < least) {
                    return new Leads.Page(found, null);
                }
                after = ranked.get(i);
                Lead lead = leads.get(i);
                if (lead.stored()
                        && lead.aliasOf() == null
                        && !lead.gone()
                        && (query.stage() == null || query.stage() == lead.stage())
                        && only.test(lead)) {
                    found.add(lead);
                    if (found.size() == query.limit()) {
                        return new Leads.Page(found, after);
                    }
                }
            }
            if (ranked.size() < query.limit()) {
                return new Leads.Page(found, null);
            }
        }
        return new Leads.Page(found, after);
    }
}
