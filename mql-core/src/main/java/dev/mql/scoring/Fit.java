package dev.mql.scoring;

import java.util.List;

/**
 * How well a lead matches the customer that a shop looks for.
 *
 * @param value 0 to 100: the points of the attributes that are known, as a share of what these could have given; what is not known
 *     counts neither for nor against
 * @param points the same points as they are, to be added to a score where one number is wanted
 * @param known 0 to 1: how much of all there is to know is known
 * @param lines one per attribute that the model asks for, known ones first
 */
public record Fit(double value, double points, double known, List<Line> lines) {

    /**
     * What one attribute gave.
     *
     * @param known whether the lead has it; what is not known counts neither for nor against it
     * @param points what it gave
     * @param most what it could have given
     */
    public record Line(String attribute, boolean known, double points, double most) {}
}
