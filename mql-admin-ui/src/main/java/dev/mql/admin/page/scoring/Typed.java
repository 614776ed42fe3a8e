package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.scoring.Grades;
import dev.mql.scoring.InvalidModelException;
import dev.mql.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed into the form, checked number by number.
 *
 * @param texts exactly as typed
 * @param values of those that are right
 * @param errors of those that are not, in words
 * @param ticks the boxes that are ticked; {@code null} if the form showed none
 */
record Typed(
        Map<String, String> texts,
        Map<String, Double> values,
        Map<String, String> errors,
        @Nullable Set<String> ticks) {

    /** The last field of the form: where it is missing, part of the form was lost on the way. */
    static final String TICKS = "ticks";

    static final String RESET = "reset";

    static final Typed NOTHING = new Typed(Map.of(), Map.of(), Map.of(), null);

    static Typed read(Map<String, Numbers.Entry> numbers, Map<String, String> parameters) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Double> values = new HashMap<>();
        Map<String, String> errors = new HashMap<>();
        numbers.forEach((name, number) -> {
            String text = parameters.get(name);
            if (text == null) {
                return;
            }
            texts.put(name, text);
            String error = read(number, text.strip(), values);
            if (error != null) {
                errors.put(name, error);
            }
        });
        Double in = values.get("in");
        Double out = values.get("out");
        if (in != null && out != null && out > in) {
            errors.put("out", "Must not be above the points to become an MQL (" + Show.number(in) + ").");
        }
        return new Typed(texts, values, errors, ticks(parameters));
    }

    /**
     * What was sent without that which nobody touched, when somebody else has published meanwhile: there the newer version speaks.
     *
     * @param old the version that the form was made of
     */
    static Map<String, String> touched(
            Map<String, String> sent, ScoringModel old, ScoringModel now, List<String> events) {
        Map<String, String> touched = new HashMap<>(sent);
        Numbers.of(old, events).forEach((name, number) -> touched.remove(name, number.shown()));
        for (String box : boxes()) {
            if (sent.containsKey(box) == ticked(old, box)) {
                touched.remove(box);
                if (ticked(now, box)) {
                    touched.put(box, "on");
                }
            }
        }
        return touched;
    }

    private static boolean ticked(ScoringModel model, String box) {
        return box.equals(RESET)
                ? model.resetOnPurchase()
                : model.grades().high().stream().map(Typed::cell).anyMatch(box::equals);
    }

    private static List<String> boxes() {
        List<String> boxes =
                new ArrayList<>(Grades.CELLS.stream().map(Typed::cell).toList());
        boxes.add(RESET);
        return boxes;
    }

    /** @return what is wrong with it; {@code null} if nothing is, and then it is among the values */
    private static @Nullable String read(Numbers.Entry number, String text, Map<String, Double> values) {
        if (text.equals(Show.number(number.value()))) {
            values.put(number.name(), number.value()); // untouched: also what is finer than it is shown stays
            return null;
        }
        if (text.isEmpty() && number.limit()) {
            values.put(number.name(), 0d);
            return null;
        }
        if (text.isEmpty()) {
            return "Write a number here.";
        }
        if (!text.matches("[-+]?([0-9]{1,9}([.,][0-9]{0,9})?|[.,][0-9]{1,9})")) {
            return "Write a plain number, such as 5 or 2.5.";
        }
        // A comma is how half of Europe writes a decimal point.
        double value = Double.parseDouble(text.replace(',', '.')) + 0.0;
        if (number.whole() && value != Math.rint(value)) {
            return "Write a whole number.";
        }
        if (value < number.least() || value > number.most()) {
            return "Must be from " + Show.number(number.least()) + (number.limit() ? " (no limit)" : "") + " to "
                    + Show.number(number.most()) + ".";
        }
        values.put(number.name(), value);
        return null;
    }

    private static @Nullable Set<String> ticks(Map<String, String> parameters) {
        if (!parameters.containsKey(TICKS)) {
            return null;
        }
        Set<String> ticked = new LinkedHashSet<>();
        for (String box : boxes()) {
            if (parameters.containsKey(box)) {
                ticked.add(box);
            }
        }
        return ticked;
    }

    static String cell(String cell) {
        return "cell." + cell;
    }

    boolean ticked(String box, boolean otherwise) {
        return ticks == null ? otherwise : ticks.contains(box);
    }

    double value(String name, double otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** The same with a refusal of the whole model, at the number it is about. */
    Typed refused(InvalidModelException refusal, Map<String, Numbers.Entry> numbers) {
        String field = field(refusal.field(), numbers);
        if (field == null) {
            return this;
        }
        Map<String, String> more = new HashMap<>(errors);
        more.put(field, InWords.sentence(refusal.reason()));
        return new Typed(texts, values, more, ticks);
    }

    private static @Nullable String field(String refused, Map<String, Numbers.Entry> numbers) {
        String name =
                switch (refused) {
                    case "threshold.in", "threshold.out" -> refused.substring("threshold.".length());
                    case "threshold.minSignals" -> "signals";
                    case "halfLife" -> "half-life";
                    case "cap" -> "cap";
                    case "grades.fit" -> "grade.A";
                    case "grades.engagement" -> "grade.1";
                    default ->
                        refused.endsWith(".ladder")
                                ? "rule." + refused.replace(".ladder", ".step.0.points")
                                : "rule." + refused;
                };
        return numbers.containsKey(name) ? name : null;
    }
}
