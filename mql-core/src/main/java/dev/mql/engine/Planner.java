package dev.mql.engine;

import dev.mql.lead.Lead;

/** Decides what shall happen to a lead later, for example which mails are due when. */
@FunctionalInterface
public interface Planner {

    /**
     * Runs inside every decision, after events or time changed the lead and before its stage is decided. Pure and fast: no I/O, the
     * same lead and instant give the same answer, and planning twice plans once; a decision that loses a race is made again.
     *
     * @param now milliseconds since 1970 UTC
     * @return the lead with the plans in it; the same instance if there is nothing to plan
     */
    Lead plan(Lead lead, long now);
}
