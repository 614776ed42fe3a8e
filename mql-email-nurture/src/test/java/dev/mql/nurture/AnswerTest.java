package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.cart.Feedback;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.link.Links.Purpose;
import dev.mql.scoring.Condition;
import dev.mql.scoring.LedgerLine;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that people give by a mail's link: why not, and how it was. */
class AnswerTest {
    private Story story;
    private HttpClient browser;

    @BeforeEach
    void aCartWasLeft() {
        story = new Story();
        story.qualifiedLeadWithCart();
        browser = story.browser();
    }

    @AfterEach
    void end() {
        story.close();
    }

    private String link(String subject) {
        return "/mql/f/"
                + story.mql.links().issue(Purpose.FEEDBACK, story.lead().id(), subject, Node.MONTH);
    }

    private String cartLink() {
        return link(story.lead().carts().get(0).id());
    }

    private List<LedgerLine> feedbackLines() {
        return story.mql.leads().score(story.lead()).lines().stream()
                .filter(line -> line.event().equals("feedback") && line.left() != 0)
                .toList();
    }

    @Test
    void reasonDecidesWhatAnAnswerIsWorthAndTheLastOneCounts() {
        ScoringModel model = story.mql.models().current();
        List<Rule> rules = new ArrayList<>(model.rules());
        rules.removeIf(rule -> rule.event().equals("feedback"));
        rules.add(Rule.each("feedback", 12).name("too_dear").when(Condition.in("reason", "price")));
        rules.add(Rule.each("feedback", -15).name("just_looking").when(Condition.in("reason", "only_looking")));
        story.mql.models().publish(model.with(model.halfLife(), model.threshold(), rules), model.version(), "Ada", "");
        String link = cartLink();

        story.post(browser, link, "reason=price");
        assertThat(feedbackLines()).extracting(LedgerLine::rule).containsExactly("too_dear");
        story.post(browser, link, "reason=price&text=really");
        assertThat(feedbackLines()).hasSize(1);
        // Another mail's link asks about the same cart.
        story.post(browser, cartLink(), "reason=only_looking");
        assertThat(feedbackLines()).extracting(LedgerLine::rule).containsExactly("just_looking");
    }

    @Test
    void orderIsAnsweredByThreeTapsAndKeptOnTheCartThatWasOrdered() {
        String cart = story.lead().carts().get(0).id();
        story.event(
                Story.VISITOR, "purchase", Story.ADDRESS, Source.FILTER, Props.of(Map.of("transaction_id", "A-1001")));
        String link = link("order:A-1001");
        assertThat(story.open(browser, link).body())
                .contains("How was your order?", "I am happy with it", "It is all right", "I am not happy with it");
        assertThat(story.open(browser, link + "?reason=unsatisfied").body())
                .contains("I am not happy with it", "Send my answer");
        assertThat(answer(cart)).isNull();

        assertThat(story.post(browser, link, "reason=unsatisfied").body()).contains("noted: I am not happy with it");
        story.post(browser, link, "reason=neutral&text=came+late");
        assertThat(answer(cart)).satisfies(said -> {
            assertThat(said.reason()).isEqualTo("neutral");
            assertThat(said.text()).isEqualTo("came late");
        });
        assertThat(story.lead().milestones()).anyMatch(m -> m.text().equals("said of the order: unsatisfied"));
    }

    private Feedback answer(String cart) {
        Lead lead = story.lead();
        return lead.cart(cart).orElseThrow().feedback();
    }

    @Test
    void answerOfOneQuestionIsNoneOfTheOther() {
        story.post(browser, cartLink(), "reason=satisfied");
        story.post(browser, link("order:none"), "reason=satisfied");
        assertThat(story.lead().carts()).allMatch(cart -> cart.feedback() == null);
    }

    @Test
    void shopHasReasonsAndWordsOfItsOwn() {
        story.restart(Map.of(
                "mql.feedback.reasons", "too_big, price, other",
                "mql.feedback.reason.too_big.en", "It was <too> big",
                "mql.feedback.reason.too_big.de", "Es war zu groß",
                "mql.feedback.reason.price.en", "A bit dear"));
        String link = cartLink();
        assertThat(story.open(browser, link).body())
                .containsSubsequence("It was &lt;too&gt; big", "A bit dear", "Something else")
                .doesNotContain("The shipping cost");
        assertThat(story.send(
                                browser,
                                story.request(link)
                                        .header("Accept", "text/html")
                                        .header("Accept-Language", "de")
                                        .GET())
                        .body())
                .containsSubsequence("Es war zu groß", "Der Preis", "Etwas anderes");
        assertThat(story.post(browser, link, "reason=too_big").body()).contains("noted: It was &lt;too&gt; big");
        story.post(browser, link, "reason=shipping_cost");
        assertThat(story.lead().carts().get(0).feedback())
                .satisfies(said -> assertThat(said.reason()).isEqualTo("too_big"));
    }
}
