package dev.mql.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.event.Props;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static Condition between(Double least, Double most) {
        return new Condition("value", least, most, List.of(), List.of(), null);
    }

    private static boolean holds(Condition condition, Object value) {
        return condition.test().test(Props.of(Map.of(condition.property(), value)));
    }

    @Test
    void boundsThemselvesAreWithin() {
        Condition range = between(10.0, 20.0);
        assertThat(holds(range, 10)).isTrue();
        assertThat(holds(range, 20)).isTrue();
        assertThat(holds(range, 15)).isTrue();
        assertThat(holds(range, 9.999)).isFalse();
        assertThat(holds(range, 20.001)).isFalse();
        assertThat(holds(Condition.atLeast("value", 10), 1e9)).isTrue();
        assertThat(holds(between(null, 20.0), -1e9)).isTrue();
        assertThat(holds(between(null, 20.0), 21)).isFalse();
    }

    @Test
    void textThatIsNoNumberIsInNoRange() {
        assertThat(holds(between(10.0, 20.0), "15")).isTrue();
        assertThat(holds(between(10.0, 20.0), "many")).isFalse();
        assertThat(holds(between(null, 20.0), "few")).isFalse();
    }

    @Test
    void listsOfTextsLookNeitherAtCaseNorAtSpacesAround() {
        Condition tea = Condition.in("category", " Tea", "POTS");
        assertThat(holds(tea, "tea ")).isTrue();
        assertThat(holds(tea, "Pots")).isTrue();
        assertThat(holds(tea, "teas")).isFalse();
        Condition other = Condition.notIn("category", "Books");
        assertThat(holds(other, "tea")).isTrue();
        assertThat(holds(other, "bOOks ")).isFalse();
    }

    @Test
    void allPartsMustHold() {
        Condition all = new Condition("size", 10.0, 99.0, List.of("10", "20", "200"), List.of("20"), "*0");
        assertThat(holds(all, 10)).isTrue();
        assertThat(holds(all, 20)).as("excluded").isFalse();
        assertThat(holds(all, 200)).as("too large").isFalse();
        assertThat(holds(all, 30)).as("not listed").isFalse();
        Condition pattern = new Condition("size", null, null, List.of("ab", "bb"), List.of(), "a*");
        assertThat(holds(pattern, "ab")).isTrue();
        assertThat(holds(pattern, "bb")).as("other pattern").isFalse();
    }

    @Test
    void whatIsNotKnownHoldsNothing() {
        for (Condition condition : List.of(
                Condition.atLeast("value", -1e12),
                between(null, 1e12),
                Condition.in("value", "a"),
                Condition.notIn("value", "a"),
                Condition.like("value", "**"))) {
            assertThat(condition.test().test(Props.NONE)).as("%s", condition).isFalse();
        }
    }

    @Test
    void severalConditionsHoldTogetherAndNoneHoldsAlways() {
        List<Condition> both = List.of(Condition.atLeast("value", 10), Condition.in("category", "tea"));
        assertThat(Condition.all(both).test(Props.of(Map.of("value", 10, "category", "tea"))))
                .isTrue();
        assertThat(Condition.all(both).test(Props.of(Map.of("value", 9, "category", "tea"))))
                .isFalse();
        assertThat(Condition.all(both).test(Props.of(Map.of("value", 10, "category", "pots"))))
                .isFalse();
        assertThat(Condition.all(List.of()).test(Props.NONE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/*, /shop/tea, true",
        "/shop/*, /SHOP/Tea, true",
        "/Shop/*, /shop/, true",
        "/shop/*, /shop/tea/green, false",
        "/shop/*, /shop, false",
        "/shop/**, /shop/tea/green, true",
        "/shop/**/buy, /shop/tea/green/buy, true",
        "/shop/**/buy, /shop/tea/green/look, false",
        "/shop/*/buy, /shop/tea/buy, true",
        "/shop/*/buy, /shop/tea/green/buy, false",
        "**chief**, The Chief of tea, true",
        "*, /, false",
        "**, /, true",
        "a.c, abc, false",
        "a.c, a.c, true",
        "a*, ba, false",
        "*a, ab, false",
        "/shop/tea*, /shop/tea, true",
        "/a**, /a/b, true",
    })
    void patternsMatchWholeTextsStarsWithinAPartAndTwoStarsAcross(String pattern, String text, boolean matches) {
        assertThat(holds(Condition.like("path", pattern), text)).isEqualTo(matches);
    }

    @Test
    void pointMatchesLineBreaksTooForTwoStars() {
        assertThat(holds(Condition.like("path", "a**b"), "a\nb")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Value", "1st", "a-b", "a23456789012345678901234567890123456789012"})
    void nameOfAPropertyIsRefused(String name) {
        assertThatThrownBy(() -> Condition.in(name, "a"))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("property: must be a name");
    }

    @Test
    void conditionThatAsksNothingIsRefused() {
        assertThatThrownBy(() -> between(null, null)).hasMessageStartingWith("value: must say what it asks for");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e308, -1e308, 1.1e12, -1.1e12})
    void boundsBeyondReasonAreRefused(double bound) {
        assertThatThrownBy(() -> between(bound, null)).hasMessageContaining("bounds from -1e12 to 1e12");
        assertThatThrownBy(() -> between(null, bound)).hasMessageContaining("bounds from -1e12 to 1e12");
    }

    @Test
    void greatestBoundsAreTakenAndCrossedOnesRefused() {
        assertThatCode(() -> between(-1e12, 1e12)).doesNotThrowAnyException();
        assertThatCode(() -> between(5.0, 5.0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> between(5.1, 5.0)).hasMessageContaining("atLeast not above atMost");
    }

    @Test
    void listsAndTextsHaveGreatestSizes() {
        List<String> hundred = Collections.nCopies(100, "a");
        List<String> more = Collections.nCopies(101, "a");
        String longest = "x".repeat(100);
        assertThatCode(() -> new Condition("p", null, null, hundred, hundred, null))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Condition("p", null, null, more, List.of(), null))
                .hasMessageContaining("at most 100 texts");
        assertThatThrownBy(() -> new Condition("p", null, null, List.of(), more, null))
                .hasMessageContaining("at most 100 texts");
        assertThatCode(() -> new Condition("p", null, null, List.of(longest), List.of(longest), longest))
                .doesNotThrowAnyException();
        for (String bad : List.of(" ", longest + "x")) {
            assertThatThrownBy(() -> Condition.in("p", "a", bad)).hasMessageContaining("texts of 1 to 100");
            assertThatThrownBy(() -> Condition.notIn("p", "a", bad)).hasMessageContaining("texts of 1 to 100");
            assertThatThrownBy(() -> Condition.like("p", bad)).hasMessageContaining("at most six *");
        }
    }

    @Test
    void patternHasAtMostSixStars() {
        assertThatCode(() -> Condition.like("p", "a*b*c*d*e*f*")).doesNotThrowAnyException();
        assertThatThrownBy(() -> Condition.like("p", "a*b*c*d*e*f*g*")).hasMessageContaining("at most six *");
    }
}
