package dev.mql.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One measured value.
 *
 * @param id words joined by dots, for example {@code store.commits.per_s}
 * @param goal what it has to reach, or null if it only explains another figure
 * @param better which side of the goal is good
 */
record Figure(
        String id, double value, String unit, @Nullable Double goal, Better better) {

    enum Better {
        LOWER,
        HIGHER
    }

    static Figure lower(String id, double value, String unit) {
        return new Figure(id, value, unit, null, Better.LOWER);
    }

    static Figure higher(String id, double value, String unit) {
        return new Figure(id, value, unit, null, Better.HIGHER);
    }

    Figure goal(double wanted) {
        return new Figure(id, value, unit, wanted, better);
    }

    /** "ok", "short", or nothing where there is no goal. */
    String verdict() {
        if (goal == null) {
            return "";
        }
        return (better == Better.LOWER ? value <= goal : value >= goal) ? "ok" : "short";
    }
}
