package dev.mql.admin.page.series;

import dev.mql.admin.page.Show;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what somebody typed into a form. What can not be read is told at its field, and gives the least that may stand there, so that
 * everything that is wrong is found at once. For one thread.
 */
final class Input {
    private static final String UNIT = ".unit";

    private final Map<String, String> typed;
    private final Map<String, String> errors = new LinkedHashMap<>();

    Input(Map<String, String> typed) {
        this.typed = typed;
    }

    boolean usable() {
        return errors.isEmpty();
    }

    Form form() {
        return new Form(typed, errors);
    }

    /** @param reason as in “must be a number”; the first one for a field stays */
    void refuse(String field, String reason) {
        errors.putIfAbsent(field, Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".");
    }

    String text(String name) {
        return typed.getOrDefault(name, "").strip();
    }

    boolean ticked(String name) {
        return typed.containsKey(name);
    }

    /** Words between commas, without empty ones. */
    List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String word : text(name).split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }

    int whole(String name, int least, int most) {
        String text = text(name);
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        refuse(name, "must be a whole number from " + Show.count(least) + " to " + Show.count(most));
        return least;
    }

    /** A comma is how half of Europe writes a decimal point. */
    BigDecimal number(String name) {
        BigDecimal value = optional(name);
        return value == null ? BigDecimal.ZERO : value;
    }

    @Nullable
    BigDecimal optional(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("[0-9]{1,9}([.,][0-9]{1,4})?")) {
            return new BigDecimal(text.replace(',', '.'));
        }
        refuse(name, "must be a plain number, such as 50 or 19.90");
        return null;
    }

    Duration span(String name, Duration least, Duration most) {
        String number = text(name);
        String unit = text(name + UNIT);
        if (number.matches("[0-9]{1,7}") && Spans.UNITS.contains(unit)) {
            Duration span = Spans.one(unit).multipliedBy(Long.parseLong(number));
            if (span.compareTo(least) >= 0 && span.compareTo(most) <= 0) {
                return span;
            }
        }
        refuse(name, "must be a time from " + Spans.words(least) + " to " + Spans.words(most));
        return least;
    }

    LocalTime clock(String name) {
        try {
            return LocalTime.parse(text(name));
        } catch (DateTimeException none) {
            refuse(name, "must be a time of day such as 21:00");
            return LocalTime.MIDNIGHT;
        }
    }

    /** One of these, by its name in any case. */
    <E extends Enum<E>> E one(String name, List<E> all) {
        for (E one : all) {
            if (one.name().equalsIgnoreCase(text(name))) {
                return one;
            }
        }
        refuse(name, "choose one of the list");
        return all.get(0);
    }

    /** A length of time as a form shows it. */
    static void put(Map<String, String> values, String name, Duration span) {
        values.put(name, Long.toString(Spans.number(span)));
        values.put(name + UNIT, Spans.unit(span));
    }
}
