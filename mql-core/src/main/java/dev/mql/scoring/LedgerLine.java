package dev.mql.scoring;

/**
 * One line of what a score is made of; the {@code left} of all lines add up to the score.
 *
 * @param at the latest event of the line, milliseconds since 1970 UTC
 * @param rule the rule that gave the points, named by its event type
 * @param event event type
 * @param count how often, or how many units
 * @param given points by the rule
 * @param cut points of these that a limit took away; never changes the sign
 * @param left what is left of the rest after decay
 */
public record LedgerLine(long at, String rule, String event, double count, double given, double cut, double left) {}
