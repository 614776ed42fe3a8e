package dev.mql.engine;

import dev.mql.event.Event;
import dev.mql.event.Purpose;
import dev.mql.lead.Activity;
import dev.mql.lead.Lead;
import dev.mql.lead.Milestone;

/**
 * What is left of a lead whose visitor proved to be a program: all but what it did since then. Of orders and of what somebody asked for
 * nothing goes. Who comes back as a person is one. Pure.
 */
final class MachineRules {
    private MachineRules() {}

    /** @return the same instance if nothing was seen in that time */
    static Lead apply(Lead lead, Event event) {
        Double since = event.props().number("since");
        long from = since == null ? event.at() : since.longValue();
        Activity left = lead.activity()
                .without(Purpose.BEHAVIOUR, from, event.at())
                .without(Purpose.ADVERTISING, from, event.at());
        int removed = lead.activity().size() - left.size();
        Lead next = EventRules.forgetCarts(lead, "machine", from, event.at());
        if (removed == 0) {
            return next;
        }
        return next.withActivity(left)
                .withMilestone(new Milestone(
                        event.at(),
                        "machine",
                        "opened pages as only a program does: " + removed
                                + (removed == 1 ? " event does not count" : " events do not count")));
    }
}
