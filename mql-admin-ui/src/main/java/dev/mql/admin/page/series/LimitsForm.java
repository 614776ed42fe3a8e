package dev.mql.admin.page.series;

import dev.mql.json.InvalidFieldException;
import dev.mql.lead.Lead;
import dev.mql.nurture.series.Limits;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The limits over all series as a form. Pure. */
final class LimitsForm {
    private static final String DAY = "day.";
    private static final Set<String> FIELDS = Set.of("perDay", "perWeek", "quietFrom", "quietTo", "catchUp", "note");

    private LimitsForm() {}

    static boolean isField(String name) {
        return FIELDS.contains(name)
                || name.startsWith(DAY)
                        && EnumSet.allOf(DayOfWeek.class).stream().anyMatch(day -> name.equals(box(day)));
    }

    private static String box(DayOfWeek day) {
        return DAY + day.name().toLowerCase(Locale.ROOT);
    }

    static Form show(Limits limits) {
        Map<String, String> values = new HashMap<>();
        values.put("perDay", Integer.toString(limits.perDay()));
        values.put("perWeek", Integer.toString(limits.perWeek()));
        values.put("quietFrom", limits.quietFrom().toString());
        values.put("quietTo", limits.quietTo().toString());
        values.put("catchUp", Integer.toString(limits.catchUp()));
        limits.days().forEach(day -> values.put(box(day), "on"));
        return Form.of(values);
    }

    /** {@code null} if something of it can not be; the input then knows what. */
    static @Nullable Limits read(Input input) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (input.ticked(box(day))) {
                days.add(day);
            }
        }
        try {
            Limits limits = new Limits(
                    input.whole("perDay", 1, 20),
                    input.whole("perWeek", 1, Lead.MAX_MAILS),
                    input.clock("quietFrom"),
                    input.clock("quietTo"),
                    days,
                    input.whole("catchUp", 0, 1_000_000));
            return input.usable() ? limits : null;
        } catch (InvalidFieldException wrong) {
            input.refuse(wrong.field(), wrong.reason());
            return null;
        }
    }

    /** “Monday to Friday” would need rules; a list needs none. */
    static String days(Limits limits) {
        return limits.days().size() == 7
                ? "every day"
                : limits.days().stream()
                        .sorted()
                        .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                        .collect(Collectors.joining(", "));
    }
}
