package dev.mql.scoring;

import dev.mql.event.Values;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a property must be for a rule to count; all parts that are given must hold. What is not known holds nothing.
 *
 * @param property its name, {@code [a-z][a-z0-9_]{0,39}}; {@value #PATH} is the page
 * @param atLeast lowest number; {@code null} = no bound
 * @param atMost highest number; {@code null} = no bound
 * @param in one of these texts, without regard to case; empty = any
 * @param notIn none of these texts, without regard to case
 * @param like a pattern, without regard to case: {@code *} within one part of a path, {@code **} across parts; {@code null} = any
 */
public record Condition(
        String property,
        @Nullable Double atLeast,
        @Nullable Double atMost,
        List<String> in,
        List<String> notIn,
        @Nullable String like) {

    /** The page of an event. */
    public static final String PATH = "path";

    public static final int MAX_TEXTS = 100;
    public static final int MAX_TEXT = 100;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final double MAX = 1e12;

    public Condition {
        in = List.copyOf(in);
        notIn = List.copyOf(notIn);
        InvalidModelException.unless(
                NAME.matcher(property).matches(),
                "property",
                "must be a name of small letters, digits and underscores, at most 40");
        InvalidModelException.unless(
                atLeast != null || atMost != null || !in.isEmpty() || !notIn.isEmpty() || like != null,
                property,
                "must say what it asks for: atLeast, atMost, in, notIn or like");
        InvalidModelException.unless(
                bounded(atLeast) && bounded(atMost), property, "must have bounds from -1e12 to 1e12");
        InvalidModelException.unless(
                atLeast == null || atMost == null || atLeast <= atMost, property, "must have atLeast not above atMost");
        InvalidModelException.unless(
                in.size() <= MAX_TEXTS && notIn.size() <= MAX_TEXTS, property, "must have at most 100 texts");
        InvalidModelException.unless(
                in.stream().allMatch(Condition::fits) && notIn.stream().allMatch(Condition::fits),
                property,
                "must have texts of 1 to 100 characters");
        InvalidModelException.unless(
                like == null || fits(like) && like.chars().filter(c -> c == '*').count() <= 6,
                property,
                "must have a pattern of 1 to 100 characters with at most six *");
    }

    public static Condition atLeast(String property, double least) {
        return new Condition(property, least, null, List.of(), List.of(), null);
    }

    public static Condition in(String property, String... texts) {
        return new Condition(property, null, null, List.of(texts), List.of(), null);
    }

    public static Condition notIn(String property, String... texts) {
        return new Condition(property, null, null, List.of(), List.of(texts), null);
    }

    public static Condition like(String property, String pattern) {
        return new Condition(property, null, null, List.of(), List.of(), pattern);
    }

    private static boolean bounded(@Nullable Double bound) {
        return bound == null || Double.isFinite(bound) && Math.abs(bound) <= MAX;
    }

    private static boolean fits(String text) {
        return !text.isBlank() && text.length() <= MAX_TEXT;
    }

    /** The condition as a test, made once for many. */
    Predicate<Values> test() {
        Set<String> wanted = folded(in);
        Set<String> unwanted = folded(notIn);
        Pattern pattern = like == null ? null : pattern(like);
        return values -> {
            if (atLeast != null || atMost != null) {
                Double number = values.number(property);
                if (number == null || atLeast != null && number < atLeast || atMost != null && number > atMost) {
                    return false;
                }
            }
            if (wanted.isEmpty() && unwanted.isEmpty() && pattern == null) {
                return true;
            }
            String text = values.text(property);
            if (text == null) {
                return false;
            }
            String small = text.strip().toLowerCase(Locale.ROOT);
            return (wanted.isEmpty() || wanted.contains(small))
                    && !unwanted.contains(small)
                    && (pattern == null || pattern.matcher(small).matches());
        };
    }

    /** All of them at once; nothing asked holds always. */
    static Predicate<Values> all(List<Condition> conditions) {
        return conditions.stream().map(Condition::test).reduce(values -> true, Predicate::and);
    }

    private static Set<String> folded(List<String> texts) {
        return texts.stream().map(t -> t.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        String small = glob.strip().toLowerCase(Locale.ROOT);
        for (int i = 0; i < small.length(); i++) {
            char c = small.charAt(i);
            if (c != '*') {
                regex.append(Pattern.quote(String.valueOf(c)));
            } else if (i + 1 < small.length() && small.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else {
                regex.append("[^/]*");
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
