package dev.mql.nurture.series;

import dev.mql.lead.Mailing.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A series of mails: on what occasion, for whom, when, saying what. Immutable.
 *
 * @param id 1 to 40 characters of {@code [a-z0-9_]}, unique within a playbook; stored with each mail
 * @param name what marketers call it, 1 to 60 characters
 * @param occasion what it is about; of two series for one occasion the first that takes the lead has it
 * @param mode whether its mails leave
 * @param activatedAt when it was last switched on: what happened before is left alone. Milliseconds since 1970 UTC, 0 for ever
 * @param entry whom it takes
 * @param steps 1 to {@value #MAX_STEPS}, each later than the one before
 * @param coolDown how long after the last series of a lead another one may begin
 * @param holdout how many of a hundred leads get no mail, so that it can be seen what mails do; 0 to 50
 * @param twoWordings whether half of the others get the second wording of each text
 * @param credit how long after its beginning an order is put down to it
 * @param offer a coupon in its later mails, or {@code null}
 */
public record Series(
        String id,
        String name,
        Kind occasion,
        Mode mode,
        long activatedAt,
        Entry entry,
        List<Step> steps,
        Duration coolDown,
        int holdout,
        boolean twoWordings,
        Duration credit,
        @Nullable Offer offer) {
    public static final int MAX_STEPS = 3;

    /** Whether mails leave. */
    public enum Mode {
        OFF,
        /** Everything is computed and shown, nothing is sent. */
        DRY_RUN,
        ON;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Series {
        Checks.that(id.matches("[a-z][a-z0-9_]{0,39}"), "id", "must be 1 to 40 characters of [a-z0-9_]");
        Checks.that(!name.isBlank() && name.length() <= 60, "name", "must be 1 to 60 characters");
        Checks.that(occasion.marketing(), "occasion", "must be one of " + Checks.words(Occasion.KINDS));
        steps = List.copyOf(steps);
        Checks.that(!steps.isEmpty() && steps.size() <= MAX_STEPS, "steps", "must be 1 to " + MAX_STEPS + " steps");
        for (int i = 1; i < steps.size(); i++) {
            Checks.that(
                    steps.get(i).delay().compareTo(steps.get(i - 1).delay()) > 0,
                    "steps[" + i + "].delay",
                    "must be later than the step before");
        }
        Checks.span(coolDown, Duration.ZERO, Duration.ofDays(365), "coolDown");
        Checks.span(credit, Duration.ofMinutes(1), Duration.ofDays(90), "credit");
        Checks.that(holdout >= 0 && holdout <= 50, "holdout", "must be 0 to 50 of a hundred");
    }

    public boolean on() {
        return mode != Mode.OFF;
    }

    public Step step(int number) {
        return steps.get(number - 1);
    }

    /** How long after the last touch of its occasion it begins. */
    Duration begins() {
        return steps.get(0).delay();
    }

    /** Switches it; one that is switched on leaves alone what happened before. */
    public Series to(Mode next, long now) {
        long since = next == Mode.OFF || on() ? activatedAt : now;
        return new Series(id, name, occasion, next, since, entry, steps, coolDown, holdout, twoWordings, credit, offer);
    }

    /** As if it had always been on or off. */
    Series everSince() {
        return new Series(id, name, occasion, mode, 0, entry, steps, coolDown, holdout, twoWordings, credit, offer);
    }

    public Series withEntry(Entry changed) {
        return new Series(
                id, name, occasion, mode, activatedAt, changed, steps, coolDown, holdout, twoWordings, credit, offer);
    }

    public Series withSteps(List<Step> changed) {
        return new Series(
                id, name, occasion, mode, activatedAt, entry, changed, coolDown, holdout, twoWordings, credit, offer);
    }

    public Series withHoldout(int changed) {
        return new Series(
                id, name, occasion, mode, activatedAt, entry, steps, coolDown, changed, twoWordings, credit, offer);
    }

    public Series withOffer(@Nullable Offer changed) {
        return new Series(
                id, name, occasion, mode, activatedAt, entry, steps, coolDown, holdout, twoWordings, credit, changed);
    }
}
