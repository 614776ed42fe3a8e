package dev.mql.store;

import dev.mql.lead.Lead;

/**
 * What became of a {@link Change}.
 *
 * @param committed whether it won
 * @param lead the state now stored: the new one, or what somebody else committed before
 */
public record Outcome(boolean committed, Lead lead) {}
