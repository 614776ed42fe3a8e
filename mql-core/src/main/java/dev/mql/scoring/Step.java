package dev.mql.scoring;

/**
 * A step of a ladder: so many times are worth so many points in all.
 *
 * @param times 1 or more
 * @param points in all, not for each time
 */
public record Step(int times, double points) {}
