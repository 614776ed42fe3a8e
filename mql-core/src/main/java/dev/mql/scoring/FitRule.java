package dev.mql.scoring;

/**
 * What an attribute is worth for fit: how well a lead matches the customer a shop looks for.
 *
 * @param when what the attribute must be
 * @param points -100 to 100; of several rules for one attribute that hold, the one with the most points counts
 */
public record FitRule(Condition when, double points) {
    public FitRule {
        InvalidModelException.unless(
                Double.isFinite(points) && Math.abs(points) <= Rule.MAX_POINTS,
                "fit." + when.property() + ".points",
                "must be a number from -100 to 100");
    }

    public String attribute() {
        return when.property();
    }
}
