package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import java.util.HashMap;
import java.util.Map;

/**
 * What somebody typed into the form, checked number by number.
 *
 * @param texts exactly as typed
 * @param values of those that are right
 * @param errors of those that are not, in words
 */
record Typed(Map<String, String> texts, Map<String, Double> values, Map<String, String> errors) {

    static final Typed NOTHING = new Typed(Map.of(), Map.of(), Map.of());

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
            try {
                // A comma is how half of Europe writes a decimal point.
                double value = Double.parseDouble(text.strip().replace(',', '.'));
                if (!text.strip().matches("[-+]?[0-9]{0,9}([.,][0-9]{0,9})?")) {
                    errors.put(name, "Write a plain number, such as 5 or 2.5.");
                } else if (number.whole() && value != Math.rint(value)) {
                    errors.put(name, "Write a whole number.");
                } else if (value < number.least() || value > number.most()) {
                    errors.put(name, range(number));
                } else {
                    values.put(name, value);
                }
            } catch (NumberFormatException notANumber) {
                errors.put(name, text.isBlank() ? "Write a number here." : "Write a plain number, such as 5 or 2.5.");
            }
        });
        Double in = values.get("in");
        Double out = values.get("out");
        if (in != null && out != null && out > in) {
            errors.put("out", "Must not be above the points to become an MQL (" + Show.number(in) + ").");
        }
        return new Typed(texts, values, errors);
    }

    private static String range(Numbers.Entry number) {
        return "Must be from " + Show.number(number.least()) + " to " + Show.number(number.most()) + ".";
    }
}
