package dev.mql.engine;

import dev.mql.lead.Lead;
import dev.mql.store.Change;

/**
 * What events and time make of a lead.
 *
 * @param change ready to be committed
 * @param duplicates how many of the events it had seen before
 */
public record Decision(Change change, int duplicates) {
    public Lead after() {
        return change.after();
    }
}
