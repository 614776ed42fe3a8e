package dev.mql.company;

import dev.mql.lead.Stage;

/**
 * What the leads of one company come to, together.
 *
 * @param domain of their mail addresses
 * @param leads how many of them are remembered, at most {@value CompanyRoster#MOST}
 * @param score the sum of their scores now
 * @param stage the furthest that any of them has come; {@link Stage#DISQUALIFIED} only if all are
 * @param lastSeen the latest event of any of them, milliseconds since 1970 UTC
 */
public record Company(String domain, int leads, double score, Stage stage, long lastSeen) {}
