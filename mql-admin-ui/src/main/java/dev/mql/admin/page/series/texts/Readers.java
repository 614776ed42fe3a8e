package dev.mql.admin.page.series.texts;

import dev.mql.Mql;
import dev.mql.admin.page.Names;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.carts.LeftCarts;
import dev.mql.admin.web.Failure;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads as whom a mail can be seen: those who left a cart last. May block. */
final class Readers {
    private static final int LATEST = 30;
    private static final int MOST = 15;

    private final Mql mql;

    Readers(Mql mql) {
        this.mql = mql;
    }

    List<TextView.Reader> latest(Show show) {
        Map<String, TextView.Reader> readers = new LinkedHashMap<>();
        for (LeftCarts.Left left : new LeftCarts(mql.leads()).latest(LATEST, show)) {
            String id = left.lead().id().toString();
            if (readers.size() < MOST) {
                readers.putIfAbsent(
                        id,
                        new TextView.Reader(
                                id,
                                Names.of(left.lead(), mql.vault()).name() + ", cart of "
                                        + Show.money(
                                                left.cart().total(), left.cart().currency())));
            }
        }
        return List.copyOf(readers.values());
    }

    /**
     * @param id as it stands in the address; empty for a made-up reader
     * @throws Failure if there is no such lead
     */
    @Nullable
    Lead find(String id) {
        if (id.isEmpty()) {
            return null;
        }
        LeadId lead = LeadId.parse(id);
        if (lead == null) {
            throw Failure.badParameter();
        }
        return mql.leads().get(lead).orElseThrow(Failure::notFound);
    }
}
