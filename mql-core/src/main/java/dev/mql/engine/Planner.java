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

    /**
     * When time alone will change what is planned, beside the mails that are planned already: the lead is decided anew then.
     *
     * @param lead as {@link #plan} left it
     * @return milliseconds since 1970 UTC; {@link Lead#NEVER} if it will not. An instant that has passed by is asked for in vain
     */
    default long wakeAt(Lead lead, long now) {
        return Lead.NEVER;
    }
}
