package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.scoring.Condition;
import dev.mql.scoring.Disqualifier;
import dev.mql.scoring.Rule;
import dev.mql.scoring.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parts of a scoring model as people say them. Pure; the texts hold what shops and strangers wrote. */
final class InWords {
    static final String NO_LIMIT = "no limit";

    private InWords() {}

    /** What a rule is about; two rules of one event differ in their names. */
    static String title(Rule rule) {
        String does = Words.does(rule.event());
        return rule.name().equals(rule.event()) ? does : does + " (" + spaced(rule.name()) + ')';
    }

    /** “value is at least 100 and the page is like /careers/**”; empty without conditions. */
    static String all(List<Condition> conditions) {
        return conditions.stream().map(InWords::condition).collect(Collectors.joining(" and "));
    }

    static String condition(Condition condition) {
        String property = property(condition.property());
        List<String> asked = new ArrayList<>();
        Double least = condition.atLeast();
        Double most = condition.atMost();
        if (least != null && most != null) {
            asked.add("is from " + Show.number(least) + " to " + Show.number(most));
        } else if (least != null) {
            asked.add("is at least " + Show.number(least));
        } else if (most != null) {
            asked.add("is at most " + Show.number(most));
        }
        if (!condition.in().isEmpty()) {
            asked.add((condition.in().size() == 1 ? "is " : "is one of ") + String.join(", ", condition.in()));
        }
        if (!condition.notIn().isEmpty()) {
            asked.add(
                    (condition.notIn().size() == 1 ? "is not " : "is none of ") + String.join(", ", condition.notIn()));
        }
        if (condition.like() != null) {
            asked.add(like(condition.like()));
        }
        return property + ' ' + String.join(" and ", asked);
    }

    private static String like(String pattern) {
        String inner = pattern.length() > 4 && pattern.startsWith("**") && pattern.endsWith("**")
                ? pattern.substring(2, pattern.length() - 2)
                : "*";
        return inner.contains("*") ? "is like " + pattern : "contains " + inner;
    }

    static String property(String name) {
        return name.equals(Condition.PATH) ? "the page" : spaced(name);
    }

    /** What a property is counted in: “seconds”, “of value”. */
    static String unit(String property) {
        return property.equals("seconds") ? "seconds" : "of " + spaced(property);
    }

    static String ladder(List<Step> steps) {
        return steps.stream()
                .map(step -> "from " + Show.plural(step.times(), "time") + " on " + Show.number(step.points()))
                .collect(Collectors.joining(", "));
    }

    static String repeats(Rule.Repeats repeats) {
        return switch (repeats) {
            case DAILY -> "once a day";
            case ONCE -> "only once";
            case ALWAYS -> "each time";
        };
    }

    static String limit(double number) {
        return number == 0 ? NO_LIMIT : Show.number(number);
    }

    static String days(@Nullable Duration time, String otherwise) {
        if (time == null) {
            return otherwise;
        }
        String days = Show.number(Numbers.days(time));
        return days + (days.equals("1") ? " day" : " days");
    }

    static String disqualifier(Disqualifier disqualifier) {
        String conditions = all(disqualifier.when());
        if (disqualifier.event().isEmpty()) {
            return conditions;
        }
        return Words.does(disqualifier.event()) + (conditions.isEmpty() ? "" : " when " + conditions);
    }

    /** A reason of ours as a sentence of its own. */
    static String sentence(String reason) {
        return capital(reason) + '.';
    }

    static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String spaced(String name) {
        return name.replace('_', ' ');
    }
}
