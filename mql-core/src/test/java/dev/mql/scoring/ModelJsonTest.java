package dev.mql.scoring;

import static dev.mql.scoring.Anchor.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The written form of a model, and the model as it is read back. */
class ModelJsonTest {
    private static final Rule EVERYTHING = Rule.each("add_to_cart", 12.5)
            .name("dear_tea")
            .when(
                    Condition.atLeast("value", 50),
                    new Condition("size", null, 9.5, List.of(), List.of(), null),
                    Condition.in("category", "tea", "pots"),
                    Condition.notIn("brand", "none"),
                    Condition.like("path", "/shop/**"))
            .follows("value", 10, 5)
            .repeats(Rule.Repeats.ONCE)
            .maxPerDay(3)
            .cap(40)
            .group("carts")
            .within(Duration.ofDays(30))
            .halfLife(Duration.ofHours(36));

    private static final ScoringModel WHOLE = new ScoringModel(
            7,
            Duration.ofDays(10),
            new ScoringModel.Threshold(55, 35.5, 2),
            200,
            List.of(
                    EVERYTHING,
                    Rule.each("engaged_time", 1).follows("seconds", 60, 30),
                    Rule.each("login", 0).ladder(new Step(1, 2), new Step(3, 5.5)),
                    Rule.each("view_item", 2).repeats(Rule.Repeats.ALWAYS)),
            Map.of("carts", 60.0, "looks", 20.0),
            List.of(new FitRule(Condition.in("job_title", "chief"), 20), new FitRule(Condition.atLeast("size", 9), 5)),
            new Grades(70, 30, 80, 50, List.of("A1", "A3")),
            List.of(
                    new Disqualifier("Test order", "purchase", List.of(Condition.in("test", "true"))),
                    new Disqualifier("Refund", "refund", List.of()),
                    new Disqualifier("Staff", "", List.of(Condition.in("staff", "yes")))),
            true,
            "Ada",
            "all of it",
            NOW);

    private static ScoringModel read(String json) {
        return ModelJson.read(json);
    }

    @Test
    void everyPartIsReadBackEqual() {
        assertThat(read(ModelJson.write(WHOLE))).isEqualTo(WHOLE);
        assertThat(Presets.all()).containsOnlyKeys("small-ticket", "high-ticket");
        Presets.all().values().forEach(preset -> assertThat(read(ModelJson.write(preset)))
                .isEqualTo(preset));
    }

    @Test
    void whatIsUsualIsNotWritten() {
        String plain = ModelJson.write(Anchor.model(Rule.each("login", 1)));
        for (String part : List.of("name", "when", "follows", "repeats", "group\"", "ladder", "within")) {
            assertThat(plain).doesNotContain("\"" + part);
        }
        assertThat(plain.split("halfLife", -1)).hasSize(2);
        String followed = ModelJson.write(Anchor.model(Rule.each("login", 1).follows("seconds", 60, 30)));
        assertThat(followed).contains("\"follows\"").doesNotContain("repeats");
        assertThat(ModelJson.write(Anchor.model(
                        Rule.each("login", 1).follows("seconds", 60, 30).repeats(Rule.Repeats.DAILY))))
                .contains("\"repeats\":\"daily\"");
    }

    @Test
    void whatIsLeftOutHasItsUsualValue() {
        String least = """
                {"halfLife": "P14D", "threshold": {"in": 60, "out": 40},
                 "rules": [{"event": "login", "points": 3},
                           {"event": "engaged_time", "points": 1, "follows": {"property": "seconds", "most": 9}},
                           {"event": "search", "repeats": "ALWAYS", "ladder": [{"times": 2, "points": 5}]}]}
                """;
        assertThat(read(least))
                .isEqualTo(Anchor.model(
                        Rule.each("login", 3),
                        Rule.each("engaged_time", 1).follows("seconds", 1, 9),
                        Rule.each("search", 0).repeats(Rule.Repeats.ALWAYS).ladder(new Step(2, 5))));
    }

    @Test
    void modelIsCopiedWithSingleParts() {
        List<Rule> rules = List.of(Rule.each("login", 1));
        ScoringModel.Threshold threshold = new ScoringModel.Threshold(10, 5, 1);
        ScoringModel other = Presets.smallTicket().with(Duration.ofDays(3), threshold, rules);
        assertThat(other.halfLife()).isEqualTo(Duration.ofDays(3));
        assertThat(other.threshold()).isEqualTo(threshold);
        assertThat(other.rules()).isEqualTo(rules);
        assertThat(other.fit()).isEqualTo(Presets.smallTicket().fit());
        ScoringModel published = other.published(4, "Ada", "less", NOW);
        assertThat(published.version()).isEqualTo(4);
        assertThat(published.author()).isEqualTo("Ada");
        assertThat(published.note()).isEqualTo("less");
        assertThat(published.publishedAt()).isEqualTo(NOW);
        assertThat(published.with(other.halfLife(), threshold, rules)).isEqualTo(published);
        assertThat(published.withCaps(10, Map.of("all", 3.0)).cap()).isEqualTo(10);
        assertThat(published.withDisqualifiers(WHOLE.disqualifiers()).disqualifiers())
                .isEqualTo(WHOLE.disqualifiers());
        assertThat(published.withFit(WHOLE.fit(), WHOLE.grades()).grades()).isEqualTo(WHOLE.grades());
        assertThat(published.resetOnPurchase(true).resetOnPurchase()).isTrue();
    }

    @Test
    void rulesAreFoundByTypeAndByName() {
        assertThat(WHOLE.rule("add_to_cart")).isEqualTo(EVERYTHING);
        assertThat(WHOLE.rule("search")).isNull();
        assertThat(WHOLE.named("dear_tea")).isEqualTo(EVERYTHING);
        assertThat(WHOLE.named("add_to_cart")).isNull();
        assertThat(WHOLE.in()).isEqualTo(55);
        assertThat(WHOLE.out()).isEqualTo(35.5);
        assertThat(WHOLE.minSignals()).isEqualTo(2);
    }

    @Test
    void modelAsksForWhatItsRulesAndDisqualifiersLookAt() {
        Map<String, Set<String>> asks = WHOLE.asks();
        assertThat(asks)
                .isEqualTo(Map.of(
                        "add_to_cart", Set.of("value", "size", "category", "brand", "path"),
                        "engaged_time", Set.of("seconds"),
                        "purchase", Set.of("test")));
        Scorer scorer = new Scorer(WHOLE);
        assertThat(scorer.asks("purchase")).containsExactly("test");
        assertThat(scorer.asks("login")).isEmpty();
        assertThat(scorer.model()).isSameAs(WHOLE);
    }

    @Test
    void presetsAreModelsOfTheirOwnKind() {
        ScoringModel small = Presets.smallTicket();
        ScoringModel high = Presets.highTicket();
        assertThat(small.rule("add_to_cart").points())
                .isGreaterThan(high.rule("add_to_cart").points());
        assertThat(high.rule("quote_request").points())
                .isGreaterThan(small.rule("quote_request").points());
        assertThat(high.halfLife()).isGreaterThan(small.halfLife());
        for (ScoringModel model : List.of(small, high)) {
            assertThat(model.author()).isEqualTo("preset");
            assertThat(model.version()).isZero();
            assertThat(model.fit()).isNotEmpty();
            assertThat(model.disqualifiers()).extracting(Disqualifier::name).containsExactly("Test order", "Staff");
            assertThat(model.rule("page_view").cap()).isEqualTo(10);
            assertThat(model.rule("unsubscribe").points()).isNegative();
        }
    }
}
