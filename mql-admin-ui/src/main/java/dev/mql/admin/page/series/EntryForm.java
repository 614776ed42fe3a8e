package dev.mql.admin.page.series;

import dev.mql.cart.Journey.Depth;
import dev.mql.json.InvalidFieldException;
import dev.mql.lead.Stage;
import dev.mql.nurture.series.Entry;
import dev.mql.nurture.series.Trait;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom a series takes, as fields. Pure. */
final class EntryForm {
    private static final String DEPTH = "depth.";
    private static final Set<String> FIELDS = Set.of(
            "from",
            "to",
            "quality",
            "grades",
            "scoreFrom",
            "scoreTo",
            "valueFrom",
            "valueTo",
            "free",
            "countries",
            "segment",
            "maxAge",
            "maxAge.unit");

    private EntryForm() {}

    static boolean isField(String name) {
        return FIELDS.contains(name)
                || EnumSet.allOf(Depth.class).stream().anyMatch(depth -> name.equals(DEPTH + depth.word()));
    }

    static void put(Map<String, String> values, Entry entry) {
        values.put("from", entry.from().word());
        values.put("to", entry.to().word());
        values.put("quality", entry.quality());
        values.put("grades", String.join(", ", entry.grades()));
        values.put("scoreFrom", number(entry.scoreFrom()));
        values.put("scoreTo", number(entry.scoreTo()));
        values.put(
                "valueFrom",
                entry.valueFrom().signum() == 0 ? "" : entry.valueFrom().toPlainString());
        BigDecimal valueTo = entry.valueTo();
        values.put("valueTo", valueTo == null ? "" : valueTo.toPlainString());
        values.put("countries", String.join(", ", entry.countries()));
        values.put("segment", entry.segment().stream().map(EntryForm::line).collect(Collectors.joining("\n")));
        Input.put(values, "maxAge", entry.maxAge());
        if (entry.free()) {
            values.put("free", "on");
        }
        entry.depths().forEach(depth -> values.put(DEPTH + depth.word(), "on"));
    }

    private static String number(double value) {
        return value == 0 ? "" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String line(Trait trait) {
        return trait.attribute() + ": " + String.join(", ", trait.values());
    }

    /** What was typed; the entry before where something of it can not be, which the input then knows. */
    static Entry read(Input input, Entry before) {
        try {
            return typed(input, before);
        } catch (InvalidFieldException wrong) {
            input.refuse(wrong.field(), wrong.reason());
            return before;
        }
    }

    private static Entry typed(Input input, Entry before) {
        Set<Depth> depths = EnumSet.noneOf(Depth.class);
        for (Depth depth : Depth.values()) {
            if (input.ticked(DEPTH + depth.word())) {
                depths.add(depth);
            }
        }
        return new Entry(
                depths,
                input.one("from", List.of(Stage.values())),
                input.one("to", List.of(Stage.values())),
                upper(input.words("grades")),
                quality(input, before),
                input.number("scoreFrom").doubleValue(),
                input.number("scoreTo").doubleValue(),
                input.number("valueFrom"),
                input.optional("valueTo"),
                input.ticked("free"),
                upper(input.words("countries")),
                segment(input),
                input.span("maxAge", Duration.ofMinutes(1), Duration.ofDays(800)));
    }

    private static String quality(Input input, Entry before) {
        String quality = input.text("quality");
        if (Set.of("", "high", "low").contains(quality)) {
            return quality;
        }
        input.refuse("quality", "choose one of the list");
        return before.quality();
    }

    private static List<String> upper(List<String> words) {
        return words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
    }

    private static List<Trait> segment(Input input) {
        List<Trait> traits = new ArrayList<>();
        int number = 0;
        for (String line : input.text("segment").split("\\R", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] parts = line.split(":", 2);
            if (parts.length != 2) {
                input.refuse("segment", "line " + number + " must be like industry: retail, food");
                continue;
            }
            try {
                traits.add(new Trait(parts[0].strip(), values(parts[1])));
            } catch (InvalidFieldException wrong) {
                input.refuse("segment", "line " + number + ": " + wrong.field() + ' ' + wrong.reason());
            }
        }
        return traits;
    }

    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        for (String value : text.split(",", -1)) {
            if (!value.isBlank()) {
                values.add(value.strip());
            }
        }
        return values;
    }
}
