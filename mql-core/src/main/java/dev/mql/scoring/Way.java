package dev.mql.scoring;

/**
 * One way to the threshold: so many more of this, today, and the lead is an MQL.
 *
 * @param rule name of the rule
 * @param event event type
 * @param times how many
 */
public record Way(String rule, String event, int times) {}
