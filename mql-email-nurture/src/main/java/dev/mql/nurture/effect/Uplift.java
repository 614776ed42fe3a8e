package dev.mql.nurture.effect;

import dev.mql.lead.Enrolment.Group;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a series brought: orders and revenue of those who got its mails, less what they would have bought anyway as those show who got
 * none. Both are counted from the same moment for the same time, whether a mail was opened, sent or held back: so nothing but the draw
 * tells the groups apart. The interval is that of a difference of two means (Welch 1947, by the normal distribution).
 *
 * @param series its id
 * @param currency of all amounts; empty if no order told one
 * @param mailed all who got its mails
 * @param holdout who got none
 * @param first those who got the first wording, and
 * @param second those who got the second one
 * @param credited orders that came after a mail of it, the usual way of counting; they include what would have been bought anyway
 * @param creditedRevenue what these were worth
 */
public record Uplift(
        String series,
        String currency,
        Arm mailed,
        Arm holdout,
        Arm first,
        Arm second,
        long credited,
        double creditedRevenue) {
    /** So many runs in the smaller group, and so many orders in both, before anything is said. */
    public static final int LEAST_RUNS = 50;

    public static final int LEAST_ORDERS = 20;

    /** Whether it can not be said yet. */
    public boolean tooEarly() {
        return holdout.entered() < LEAST_RUNS
                || mailed.entered() < LEAST_RUNS
                || mailed.ordered() + holdout.ordered() < LEAST_ORDERS;
    }

    /** Orders that there would not have been without the mails. */
    public Estimate extraOrders() {
        double difference = mailed.rate() - holdout.rate();
        double error = Math.sqrt(spread(mailed) + spread(holdout));
        return Estimate.of(difference * mailed.entered(), error * mailed.entered());
    }

    /** Revenue that there would not have been without the mails. */
    public Estimate netRevenue() {
        if (mailed.entered() == 0 || holdout.entered() == 0) {
            return new Estimate(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double error = Math.sqrt(mailed.variance() / mailed.entered() + holdout.variance() / holdout.entered());
        return Estimate.of((mailed.mean() - holdout.mean()) * mailed.entered(), error * mailed.entered());
    }

    /** Whether the wordings can not be compared yet. */
    public boolean wordingsTooEarly() {
        return first.entered() < LEAST_RUNS
                || second.entered() < LEAST_RUNS
                || first.ordered() + second.ordered() < LEAST_ORDERS;
    }

    /** How much more of a hundred ordered by the second wording than by the first; less if negative. */
    public Estimate wordings() {
        return Estimate.of(100 * (second.rate() - first.rate()), 100 * Math.sqrt(spread(first) + spread(second)));
    }

    /** Whether many buy without any mail: then nothing needs to be given away. */
    public boolean buysAnyway() {
        return holdout.entered() >= LEAST_RUNS && holdout.rate() >= 0.3;
    }

    /** Variance of a share. One that is 0 or 1 in a small group is not sure: two runs of each kind are added (Agresti, Coull 1998). */
    private static double spread(Arm arm) {
        double n = arm.entered() + 4.0;
        double p = (arm.ordered() + 2.0) / n;
        return p * (1 - p) / n;
    }

    /**
     * Reads the log.
     *
     * @param effects of kind {@link Effect#SERIES}
     * @param since what began before is left out, milliseconds since 1970 UTC
     * @return by series, those with most runs first
     */
    public static List<Uplift> of(List<Effect> effects, long since) {
        Map<String, Tally> tallies = new TreeMap<>();
        for (Effect effect : effects) {
            tallies.computeIfAbsent(effect.fields().getOrDefault("series", ""), id -> new Tally())
                    .add(effect, since);
        }
        List<Uplift> all = new ArrayList<>();
        tallies.forEach((id, tally) -> all.add(tally.uplift(id)));
        all.removeIf(one -> one.mailed.entered() + one.holdout.entered() == 0);
        all.sort(Comparator.comparingLong((Uplift one) -> one.mailed.entered()).reversed());
        return all;
    }

    private static final class Tally {
        private final List<Effect> orders = new ArrayList<>();
        private final Map<String, Integer> currencies = new HashMap<>();
        private final Map<Group, Arm> arms = new EnumMap<>(Group.class);

        void add(Effect effect, long since) {
            boolean ordered = "ordered".equals(effect.fields().get("what"));
            if ((ordered ? number(effect, "entered") : effect.at()) < since) {
                return;
            }
            if (ordered) {
                orders.add(effect);
                currencies.merge(effect.fields().getOrDefault("currency", ""), 1, Integer::sum);
            } else {
                arms.merge(group(effect), Arm.EMPTY.entering(), Arm::plus);
            }
        }

        Uplift uplift(String series) {
            String currency = currencies.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .orElse("");
            long credited = 0;
            double revenue = 0;
            for (Effect order : orders) {
                // Amounts of other currencies are orders without a value: nothing is converted here.
                double value = currency.equals(order.fields().get("currency")) ? number(order, "value") : 0;
                arms.merge(group(order), Arm.EMPTY.ordering(value), Arm::plus);
                if ("true".equals(order.fields().get("credited"))) {
                    credited++;
                    revenue += value;
                }
            }
            Arm a = arms.getOrDefault(Group.A, Arm.EMPTY);
            Arm b = arms.getOrDefault(Group.B, Arm.EMPTY);
            return new Uplift(
                    series, currency, a.plus(b), arms.getOrDefault(Group.HOLDOUT, Arm.EMPTY), a, b, credited, revenue);
        }

        private static Group group(Effect effect) {
            try {
                return Group.valueOf(effect.fields().getOrDefault("group", "a").toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                return Group.NONE;
            }
        }

        private static double number(Effect effect, String name) {
            try {
                return Double.parseDouble(effect.fields().getOrDefault(name, "0"));
            } catch (NumberFormatException none) {
                return 0;
            }
        }
    }
}
