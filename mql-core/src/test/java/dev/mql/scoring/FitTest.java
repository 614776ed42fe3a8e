package dev.mql.scoring;

import static dev.mql.scoring.Anchor.NOW;
import static dev.mql.scoring.Anchor.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mql.lead.Attribute;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fit, grades and disqualifiers. */
class FitTest {
    private static final Grades GRADES = new Grades(67, 34, 90, 60, List.of("A1", "B1"));
    private static final List<FitRule> RULES = List.of(
            new FitRule(Condition.in("job", "chief"), 20),
            new FitRule(Condition.in("job", "clerk"), 5),
            new FitRule(Condition.in("job", "student"), -10),
            new FitRule(Condition.atLeast("company_size", 10), 8),
            new FitRule(Condition.atLeast("company_size", 100), 30),
            new FitRule(Condition.in("country", "at"), 50));

    private static Lead lead(String... namesAndValues) {
        Profile profile = Profile.NONE;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            profile = profile.with(new Attribute(namesAndValues[i], namesAndValues[i + 1], NOW));
        }
        return Lead.fresh(new LeadId(1, 1)).withProfile(profile);
    }

    private static Lead of(String company) {
        Lead lead = lead();
        return lead.withPerson(lead.person().withAddress("hash", "sealed", company));
    }

    private static Scorer scorer(List<FitRule> rules) {
        return new Scorer(model(Rule.each("login", 1)).withFit(rules, GRADES));
    }

    private static Scorer disqualifying(Disqualifier... all) {
        return new Scorer(model(Rule.each("login", 1)).withDisqualifiers(List.of(all)));
    }

    @Test
    void whatIsNotKnownCountsNeitherForNorAgainst() {
        Fit fit = scorer(RULES).fit(lead("job", "clerk", "shoe_size", "44"));
        assertThat(fit.value()).isEqualTo(25);
        assertThat(fit.points()).isEqualTo(5);
        assertThat(fit.known()).isEqualTo(0.2);
        assertThat(fit.lines())
                .containsExactly(
                        new Fit.Line("job", true, 5, 20),
                        new Fit.Line("company_size", false, 0, 30),
                        new Fit.Line("country", false, 0, 50));
    }

    @Test
    void valueThatNoRuleNamesIsKnownAndWorthNothing() {
        Fit fit = scorer(RULES).fit(lead("job", "baker", "country", "at"));
        assertThat(fit.value()).isCloseTo(100 * 50 / 70.0, within(1e-9));
        assertThat(fit.known()).isCloseTo(0.7, within(1e-9));
        assertThat(fit.lines()).extracting(Fit.Line::attribute).containsExactly("job", "country", "company_size");
    }

    @Test
    void ofSeveralRulesThatHoldTheBestCountsWhateverTheirOrder() {
        assertThat(scorer(RULES).fit(lead("company_size", "500")).points()).isEqualTo(30);
        List<FitRule> backwards = new ArrayList<>(RULES);
        Collections.reverse(backwards);
        assertThat(scorer(backwards).fit(lead("company_size", "500")).points()).isEqualTo(30);
        assertThat(scorer(RULES).fit(lead("company_size", "50")).points()).isEqualTo(8);
    }

    @Test
    void nothingIsMoreThanLess() {
        FitRule none = new FitRule(Condition.like("job", "**student**"), 0);
        FitRule less = new FitRule(Condition.like("job", "**stud**"), -10);
        FitRule some = new FitRule(Condition.in("job", "chief"), 10);
        Lead student = lead("job", "Student of tea");
        assertThat(scorer(List.of(none, less, some)).fit(student).points()).isZero();
        assertThat(scorer(List.of(less, none, some)).fit(student).points()).isZero();
        assertThat(scorer(List.of(less, some)).fit(student).points()).isEqualTo(-10);
    }

    @Test
    void shareIsNeverUnderNothingNorOverAll() {
        Fit fit = scorer(RULES).fit(lead("job", "student"));
        assertThat(fit.value()).isZero();
        assertThat(fit.points()).isEqualTo(-10);
        assertThat(scorer(RULES).fit(lead("job", "chief", "country", "AT")).value())
                .isEqualTo(100);
    }

    @Test
    void nothingKnownIsNoFit() {
        assertThat(scorer(RULES).fit(lead("shoe_size", "44"))).isNull();
        assertThat(scorer(List.of()).fit(lead("job", "chief"))).isNull();
    }

    @Test
    void gradeIsOfFitAndScore() {
        assertThat(scorer(RULES).grade(lead("job", "chief"), 90)).isEqualTo("A1");
        assertThat(scorer(RULES).grade(lead("job", "clerk"), 60)).isEqualTo("C2");
        assertThat(scorer(RULES).grade(lead(), 10)).isEqualTo("B3");
    }

    @ParameterizedTest
    @CsvSource({
        "67, 90, A1",
        "66.9, 89.9, B2",
        "34, 60, B2",
        "33.9, 59.9, C3",
        "100, 1000, A1",
        "0, 0, C3",
    })
    void cellsBeginAtTheirBounds(double fit, double score, String cell) {
        assertThat(GRADES.cell(score, new Fit(fit, 0, 1, List.of()))).isEqualTo(cell);
    }

    @Test
    void bandIsHighInTheNamedCellsOnly() {
        assertThat(GRADES.band("A1")).isEqualTo("high");
        assertThat(GRADES.band("B1")).isEqualTo("high");
        assertThat(GRADES.band("A2")).isEqualTo("low");
        Grades usual = Grades.usual(60);
        assertThat(usual).isEqualTo(new Grades(67, 34, 90, 60, List.of("A1", "A2", "B1")));
    }

    @Test
    void gradesThatContradictThemselvesAreRefused() {
        assertThatCode(() -> new Grades(100, 0, 100_000, 0, Grades.CELLS)).doesNotThrowAnyException();
        assertThatCode(() -> new Grades(50, 50, 60, 60, List.of())).doesNotThrowAnyException();
        for (double[] bad : new double[][] {{49, 50}, {101, 50}, {50, -1}, {Double.NaN, 1}, {50, Double.NaN}}) {
            assertThatThrownBy(() -> new Grades(bad[0], bad[1], 90, 60, List.of()))
                    .hasMessageStartingWith("grades.fit:");
        }
        for (double[] bad : new double[][] {{59, 60}, {100_001, 60}, {50, -1}, {Double.NaN, 1}, {50, Double.NaN}}) {
            assertThatThrownBy(() -> new Grades(67, 34, bad[0], bad[1], List.of()))
                    .hasMessageStartingWith("grades.engagement:");
        }
        for (List<String> bad : List.of(List.of("A4"), List.of("A1", "A1"), List.of("a1"))) {
            assertThatThrownBy(() -> new Grades(67, 34, 90, 60, bad)).hasMessageStartingWith("grades.high:");
        }
    }

    @Test
    void eventDisqualifiesWhereAllItsConditionsHold() {
        Scorer scorer = disqualifying(
                new Disqualifier("Test order", "purchase", List.of(Condition.in("test", "true"))),
                new Disqualifier("Looks for a job", "page_view", List.of(Condition.like("path", "/careers/**"))));
        assertThat(scorer.disqualified(History.of().did("purchase", NOW).lead()))
                .isNull();
        assertThat(scorer.disqualified(History.of()
                        .did("login", NOW, null, Map.of("test", true))
                        .lead()))
                .isNull();
        assertThat(scorer.disqualified(History.of()
                        .did("purchase", NOW, null, Map.of("test", true))
                        .lead()))
                .isEqualTo("Test order");
        assertThat(scorer.disqualified(History.of()
                        .did("page_view", NOW, null, Map.of("path", "/careers/tea/taster"))
                        .lead()))
                .isEqualTo("Looks for a job");
        assertThat(disqualifying(new Disqualifier("Refund", "refund", List.of()))
                        .disqualified(History.of().did("refund", NOW).lead()))
                .isEqualTo("Refund");
    }

    @Test
    void attributesAndTheCompanyOfTheAddressDisqualifyToo() {
        Scorer scorer = disqualifying(
                new Disqualifier("Competitor", "", List.of(Condition.in("mail_domain", "rival.example"))),
                new Disqualifier(
                        "Tiny", "", List.of(new Condition("company_size", null, 2.0, List.of(), List.of(), null))),
                new Disqualifier("Staff", "", List.of(Condition.in("staff", "yes"))));
        assertThat(scorer.disqualified(of("rival.example"))).isEqualTo("Competitor");
        assertThat(scorer.disqualified(of("friend.example"))).isNull();
        assertThat(scorer.disqualified(lead())).isNull();
        assertThat(scorer.disqualified(lead("staff", "yes"))).isEqualTo("Staff");
        Lead tiny = lead("company_size", "1");
        assertThat(scorer.disqualified(tiny)).isEqualTo("Tiny");
        Lead friend = of("friend.example");
        assertThat(scorer.disqualified(friend.withProfile(tiny.profile()))).isEqualTo("Tiny");
        assertThat(scorer.disqualified(friend.withProfile(lead("staff", "yes").profile())))
                .isEqualTo("Staff");
    }
}
