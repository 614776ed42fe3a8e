package dev.mql.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that contradicts itself or leaves its bounds is refused with its field and the reason. */
class ModelRefusalTest {

    /** A document in which one field stands otherwise. */
    private static String with(String field, String value) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("halfLife", "\"P14D\"");
        all.put("threshold", "{\"in\": 60, \"out\": 40, \"minSignals\": 1}");
        all.put("rules", "[{\"event\": \"login\", \"points\": 5}]");
        all.put(field, value);
        all.values().removeIf(""::equals);
        return all.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\": " + e.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static InvalidModelException refused(String json) {
        InvalidModelException refused = catchThrowableOfType(InvalidModelException.class, () -> ModelJson.read(json));
        assertThat(refused).as("%s is refused", json).isNotNull();
        return refused;
    }

    private static void taken(String field, String value) {
        assertThatCode(() -> ModelJson.read(with(field, value))).as(value).doesNotThrowAnyException();
    }

    private static void check(String json, String field, String reason) {
        InvalidModelException refused = refused(json);
        assertThat(refused.field()).as(json).isEqualTo(field);
        assertThat(refused.reason()).as(json).contains(reason);
        assertThat(refused).hasMessage(refused.field() + ": " + refused.reason());
    }

    private static String named(int count, String format) {
        return IntStream.range(0, count).mapToObj(i -> format.formatted(i)).collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "threshold | {'in': 40, 'out': 60} | threshold.out | not above threshold.in",
                "threshold | {'in': 0, 'out': 0} | threshold.in | over 0",
                "threshold | {'in': 10001, 'out': 1} | threshold.in | at most 10000",
                "threshold | {'in': 60, 'out': 0} | threshold.out | over 0",
                "threshold | {'in': 60, 'out': 40, 'minSignals': 0} | threshold.minSignals | from 1 to 20",
                "threshold | {'in': 60, 'out': 40, 'minSignals': 21} | threshold.minSignals | from 1 to 20",
                "threshold | {'in': 60, 'out': 40, 'minSignals': 1.5} | threshold.minSignals | a whole number",
                "threshold | {'in': 60, 'out': 40, 'minSignals': 1e10} | threshold.minSignals | a whole number",
                "threshold | {'in': 60, 'out': 40, 'minSignals': -1e10} | threshold.minSignals | a whole number",
                "threshold | {'in': '60', 'out': 40} | threshold.in | must be a number",
                "threshold | {'in': 60} | threshold.out | must be a number",
                "threshold | {'in': 60, 'out': 40, 'inn': 1} | threshold | unknown field; known are [in, minSignals, out]",
                "threshold | 60 | threshold | must be an object",
                "halfLife | | halfLife | ISO 8601",
                "halfLife | 14 | halfLife | must be a text",
                "halfLife | 'two weeks' | halfLife | ISO 8601",
                "halfLife | 'PT59M59S' | halfLife | from 1 hour",
                "halfLife | 'P366D' | halfLife | to 365 days",
                "cap | 59 | cap | from threshold.in",
                "cap | 10001 | cap | to 10000",
                "cap | -1 | cap | must be 0 (no cap)",
                "cap | true | cap | must be a number",
                "resetOnPurchase | 1 | resetOnPurchase | true or false",
                "rules | {} | rules | must be a list",
                "rules | [] | rules | must be 1 to 100",
                "rules | ['login'] | rules[0] | must be an object",
                "groups | {'looks': 0} | groups | over 0",
                "groups | {'looks': 10001} | groups | at most 10000",
                "groups | {'looks': 'all'} | groups.looks | must be a number",
                "groups | [] | groups | must be an object",
                "groups | {'The looks': 5} | groups | names of small letters",
                "fit | [{'property': 'job', 'in': ['a'], 'points': 101}] | fit.job.points | from -100 to 100",
                "fit | [{'property': 'job', 'in': ['a'], 'points': 0}] | fit.job | a value that gives points",
                "fit | [{'property': 'job', 'in': ['a']}] | fit[0].points | must be a number",
                "fit | [{'property': 'job', 'like': 1, 'points': 1}] | fit[0].like | must be a text",
                "fit | [{'property': 'job', 'is': 'a', 'points': 1}] | fit[0] | unknown field",
                "grades | {'fit': [67], 'engagement': [90, 60]} | grades | two numbers each",
                "grades | {'fit': [67, 34], 'engagement': [90, 60, 30]} | grades | two numbers each",
                "grades | {'fit': [34, 67], 'engagement': [90, 60]} | grades.fit | not below that of B",
                "grades | {'fit': [67, 'b'], 'engagement': [90, 60]} | grades.fit[1] | must be a number",
                "grades | {'fit': [67, 34], 'engagement': [90, 60], 'low': []} | grades | unknown field",
                "grades | {'fit': [67, 34], 'engagement': [90, 60], 'high': ['D1']} | grades.high | from A1 to C3",
                "disqualifiers | [{'name': '', 'event': 'refund'}] | disqualifiers.name | 1 to 60 characters",
                "disqualifiers | [{'name': 'Refund', 'event': 'Re fund'}] | disqualifiers.event | event type",
                "disqualifiers | [{'name': 'Nobody'}] | disqualifiers.when | 1 to 8 conditions",
                "disqualifiers | [{'name': 'Refund', 'type': 'refund'}] | disqualifiers[0] | unknown field",
                "disqualifiers | [{'name': 'A', 'when': [{'property': 'a', 'eq': 1}]}] | disqualifiers[0].when[0] | unknown field",
                "author | 7 | author | must be a text",
                "publishedAt | 'now' | publishedAt | must be a number",
                "versoin | 1 | body | unknown field",
            })
    void partOfAModel(String field, String value, String where, String reason) {
        check(with(field, value == null ? "" : value.replace('\'', '"')), where, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'points': 'many' | rules[0].points | must be a number",
                "'points': 101 | login.points | -100 to 100",
                "'points': -101 | login.points | -100 to 100",
                "'points': 1e308 | login.points | -100 to 100",
                "'points': NaN | body | not valid JSON",
                "'name': 'Log In', 'points': 1 | rule | must have a name",
                "'maxPerDay': -1, 'points': 1 | login.maxPerDay | to 1000",
                "'maxPerDay': 1001, 'points': 1 | login.maxPerDay | to 1000",
                "'cap': -1, 'points': 1 | login.cap | to 1000",
                "'cap': 1001, 'points': 1 | login.cap | to 1000",
                "'group': 'Looks', 'points': 1 | login.group | must name a group",
                "'group': 'looks', 'points': 1 | login.group | one of the groups",
                "'repeats': 'weekly', 'points': 1 | rules[0].repeats | daily, once or always",
                "'within': 'PT59M', 'points': 1 | login.within | from 1 hour",
                "'within': 'P3651D', 'points': 1 | login.within | 3650 days",
                "'halfLife': 'PT1M', 'points': 1 | login.halfLife | from 1 hour",
                "'halfLife': 'P366D', 'points': 1 | login.halfLife | 365 days",
                "'piont': 1 | rules[0] | unknown field",
                "'points': 1, 'follows': {'property': 'Value', 'most': 1} | follows.property | name of a property",
                "'points': 1, 'follows': {'property': 'value', 'per': 0, 'most': 1} | follows.per | over 0",
                "'points': 1, 'follows': {'property': 'value', 'per': 1e10, 'most': 1} | follows.per | at most 1e9",
                "'points': 1, 'follows': {'property': 'value', 'most': 0} | follows.most | over 0",
                "'points': 1, 'follows': {'property': 'value', 'most': 10001} | follows.most | at most 10000",
                "'points': 1, 'follows': {'property': 'value'} | rules[0].follows.most | must be a number",
                "'points': 1, 'follows': {'property': 'value', 'max': 1} | rules[0].follows | unknown field",
                "'follows': {'property': 'value', 'most': 1}, 'ladder': [{'times': 1, 'points': 2}] | login.ladder | beside follows",
                "'ladder': [{'times': 0, 'points': 2}] | login.ladder | from 1 to 10000",
                "'ladder': [{'times': 10001, 'points': 2}] | login.ladder | from 1 to 10000",
                "'ladder': [{'times': 1, 'points': 1001}] | login.ladder | -1000 to 1000",
                "'ladder': [{'times': 2, 'points': 2}, {'times': 2, 'points': 4}] | login.ladder | must rise",
                "'ladder': [{'times': 1, 'points': 4}, {'times': 2, 'points': 3}] | login.ladder | must rise",
                "'ladder': [{'times': 1, 'points': 4}, {'times': 2, 'points': 4}] | login.ladder | must rise",
                "'ladder': [{'times': 1, 'points': 4}, {'times': 2, 'points': -5}] | login.ladder | must rise",
                "'ladder': [{'times': 1}] | rules[0].ladder[0].points | must be a number",
                "'ladder': [{'times': 1, 'point': 2}] | rules[0].ladder[0] | unknown field",
                "'points': 1, 'when': [{'property': 'a', 'like': '*a*b*c*d*e*f*'}] | a | at most six *",
                "'points': 1, 'when': [{'property': 'a', 'in': 'tea'}] | rules[0].when[0].in | must be a list",
                "'points': 1, 'when': [{'property': 'a', 'in': [1]}] | rules[0].when[0].in[0] | must be a text",
                "'points': 1, 'when': [{'property': 'a', 'atLeast': 'x'}] | rules[0].when[0].atLeast | must be a number",
                "'points': 1, 'when': [{'property': 'a', 'equals': 1}] | rules[0].when[0] | unknown field",
            })
    void partOfARule(String parts, String where, String reason) {
        check(with("rules", "[{\"event\": \"login\", " + parts.replace('\'', '"') + "}]"), where, reason);
    }

    @Test
    void eventOfARuleIsNamed() {
        check(with("rules", "[{\"name\": \"a\", \"event\": \"Log in\", \"points\": 1}]"), "a.event", "event type");
    }

    @Test
    void documentThatIsNoModelIsRefused() {
        check("[]", "body", "must be an object");
        check("{", "body", "");
        check("{} {}", "body", "");
        check("null", "body", "must be an object");
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        String login = "{\"event\": \"login\", \"points\": 5}";
        check(with("rules", "[" + login + "," + login + "]"), "login", "stands twice");
    }

    @Test
    void thereIsAGreatestNumberOfEverything() {
        String rule = "{\"name\": \"r%d\", \"event\": \"login\", \"points\": 1}";
        taken("rules", named(100, rule));
        check(with("rules", named(101, rule)), "rules", "1 to 100");
        String condition = "{\"property\": \"p%d\", \"atLeast\": 1}";
        String conditions = "[{\"event\": \"login\", \"points\": 1, \"when\": %s}]";
        taken("rules", conditions.formatted(named(8, condition)));
        check(with("rules", conditions.formatted(named(9, condition))), "login.when", "at most 8");
        String out = "[{\"name\": \"Staff\", \"when\": %s}]";
        taken("disqualifiers", out.formatted(named(8, condition)));
        check(with("disqualifiers", out.formatted(named(9, condition))), "disqualifiers.when", "1 to 8");
        String steps = "[{\"event\": \"login\", \"ladder\": [%s]}]";
        taken("rules", steps.formatted(steps(20)));
        check(with("rules", steps.formatted(steps(21))), "login.ladder", "at most 20");
        String fit = "{\"property\": \"p%d\", \"atLeast\": 1, \"points\": 1}";
        taken("fit", named(100, fit));
        check(with("fit", named(101, fit)), "fit", "at most 100");
        String group = "\"g%d\": 1";
        taken("groups", named(100, group).replace('[', '{').replace(']', '}'));
        check(with("groups", named(101, group).replace('[', '{').replace(']', '}')), "groups", "at most 100");
        String event = "{\"name\": \"%d\", \"event\": \"refund\"}";
        taken("disqualifiers", named(50, event));
        check(with("disqualifiers", named(51, event)), "fit", "at most 50");
    }

    private static String steps(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "{\"times\": %d, \"points\": %d}".formatted(i, i))
                .collect(Collectors.joining(","));
    }

    @Test
    void textsHaveGreatestLengths() {
        taken("author", "\"" + "a".repeat(100) + "\"");
        check(with("author", "\"" + "a".repeat(101) + "\""), "note", "at most");
        taken("note", "\"" + "a".repeat(500) + "\"");
        check(with("note", "\"" + "a".repeat(501) + "\""), "note", "at most 500");
        String out = "[{\"name\": \"%s\", \"event\": \"refund\"}]";
        taken("disqualifiers", out.formatted("a".repeat(60)));
        check(with("disqualifiers", out.formatted("a".repeat(61))), "disqualifiers.name", "1 to 60");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "threshold | {'in': 10000, 'out': 10000, 'minSignals': 20}",
                "threshold | {'in': 0.1, 'out': 0.1, 'minSignals': 1}",
                "halfLife | 'PT1H'",
                "halfLife | 'P365D'",
                "cap | 0",
                "cap | 60",
                "cap | 10000",
                "groups | {'looks': 10000}",
                "fit | [{'property': 'job', 'in': ['a'], 'points': 100}, {'property': 'job', 'in': ['b'], 'points': -100}]",
                "rules | [{'event': 'login', 'points': 100, 'maxPerDay': 1000, 'cap': 1000, 'within': 'PT1H', 'halfLife': 'PT1H'}]",
                "rules | [{'event': 'login', 'points': -100, 'within': 'P3650D', 'halfLife': 'P365D'}]",
                "rules | [{'event': 'login', 'ladder': [{'times': 1, 'points': 0}, {'times': 10000, 'points': -1000}]}]",
                "rules | [{'event': 'login', 'ladder': [{'times': 1, 'points': 1000}]}]",
                "rules | [{'event': 'login', 'points': 1, 'follows': {'property': 'value', 'per': 1e9, 'most': 10000}}]",
            })
    void boundsThemselvesAreTaken(String field, String value) {
        taken(field, value.replace('\'', '"'));
    }
}
