package dev.mql.scoring;

/**
 * Points that grow with a property: once for each {@code per} of it.
 *
 * @param property a number, for example {@code seconds} of engaged time or {@code value} of what was put into the cart
 * @param per how much of it earns the rule's points once, over 0
 * @param most how often one event can earn them at most, over 0
 */
public record Follows(String property, double per, double most) {
    public Follows {
        InvalidModelException.unless(
                property.matches("[a-z][a-z0-9_]{0,39}"), "follows.property", "must be the name of a property");
        InvalidModelException.unless(
                Double.isFinite(per) && per > 0 && per <= 1e9, "follows.per", "must be over 0, at most 1e9");
        InvalidModelException.unless(
                Double.isFinite(most) && most > 0 && most <= 10_000, "follows.most", "must be over 0, at most 10000");
    }

    /** How often so many events with this much of the property in all earn the points; none for what is negative or not known. */
    double times(double amount, int events) {
        return Math.max(0, Math.min(most * events, amount / per));
    }
}
