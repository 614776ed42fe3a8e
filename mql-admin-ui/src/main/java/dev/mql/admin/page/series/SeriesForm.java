package dev.mql.admin.page.series;

import dev.mql.json.InvalidFieldException;
import dev.mql.nurture.series.Offer;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Series.Mode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A series as a form: all of it but the conditions of its paths. Pure. */
final class SeriesForm {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Set<String> FIELDS = Set.of(
            "name",
            "mode",
            "coolDown",
            "coolDown.unit",
            "holdout",
            "twoWordings",
            "credit",
            "credit.unit",
            "offer",
            "offer.fromStep",
            "offer.valid",
            "offer.valid.unit",
            "offer.perWeek",
            "offer.serial",
            "note");
    private static final Pattern STEP = Pattern.compile("step\\.[1-3]\\.(delay(\\.unit)?|path\\.[1-8])");

    private SeriesForm() {}

    static boolean isField(String name) {
        return FIELDS.contains(name)
                || EntryForm.isField(name)
                || STEP.matcher(name).matches();
    }

    static Form show(Series series) {
        Map<String, String> values = new HashMap<>();
        values.put("name", series.name());
        values.put("mode", series.mode().word());
        EntryForm.put(values, series.entry());
        StepsForm.put(values, series.steps());
        Input.put(values, "coolDown", series.coolDown());
        Input.put(values, "credit", series.credit());
        values.put("holdout", Integer.toString(series.holdout()));
        if (series.twoWordings()) {
            values.put("twoWordings", "on");
        }
        Offer offer = series.offer();
        if (offer != null) {
            values.put("offer", "on");
        }
        Offer shown = offer == null ? new Offer(3, Duration.ofDays(7), 0, 3) : offer;
        values.put("offer.fromStep", Integer.toString(shown.fromStep()));
        Input.put(values, "offer.valid", shown.valid());
        values.put("offer.perWeek", Integer.toString(shown.perWeek()));
        values.put("offer.serial", Integer.toString(shown.serial()));
        return Form.of(values);
    }

    /**
     * What was typed over a series; {@code null} if something of it can not be, which the input then knows.
     *
     * @param now milliseconds since 1970 UTC: a series that is switched on leaves alone what happened before
     */
    static @Nullable Series read(Input input, Series base, long now) {
        try {
            Series typed = new Series(
                    base.id(),
                    input.text("name"),
                    base.occasion(),
                    base.mode(),
                    base.activatedAt(),
                    EntryForm.read(input, base.entry()),
                    StepsForm.read(input, base.steps()),
                    input.span("coolDown", Duration.ZERO, Duration.ofDays(365)),
                    input.whole("holdout", 0, 50),
                    input.ticked("twoWordings"),
                    input.span("credit", MINUTE, Duration.ofDays(90)),
                    input.ticked("offer") ? offer(input) : null);
            Mode mode = input.one("mode", List.of(Mode.values()));
            return input.usable() ? typed.to(mode, now) : null;
        } catch (InvalidFieldException wrong) {
            input.refuse(field(wrong.field()), wrong.reason());
            return null;
        }
    }

    private static Offer offer(Input input) {
        return new Offer(
                input.whole("offer.fromStep", 1, Series.MAX_STEPS),
                input.span("offer.valid", Duration.ofHours(1), Duration.ofDays(90)),
                input.whole("offer.perWeek", 0, 100_000),
                input.whole("offer.serial", 2, 20));
    }

    /** Where the form has what a definition calls by another name. */
    private static String field(String refused) {
        return refused.startsWith("steps") ? "step.1.delay" : refused;
    }
}
