package dev.mql.scoring;

import dev.mql.event.Props;
import dev.mql.lead.Activity;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Touch;
import java.util.Map;

/** What a lead did, told line by line. */
final class History {
    private Lead lead = Lead.fresh(new LeadId(1, 1));
    private long marks;

    static History of() {
        return new History();
    }

    History did(String type, long at) {
        return did(type, at, null);
    }

    History did(String type, long at, String object) {
        return did(type, at, object, Map.of());
    }

    History did(String type, long at, String object, Map<String, ?> props) {
        Activity activity = lead.activity().with(new Touch(type, at, ++marks, object, Props.of(props)));
        lead = lead.withActivity(activity).seen(at, at);
        return this;
    }

    Lead lead() {
        return lead;
    }
}
