package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.engine.Models;
import dev.mql.scoring.Condition;
import dev.mql.scoring.Disqualifier;
import dev.mql.scoring.Presets;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import dev.mql.scoring.Step;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running admin page and somebody at its scoring page. */
abstract class ScoringDesk {
    static final String PAGE = "/mql/admin/scoring";
    AdminServer server;
    Models models;
    Browser browser;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        models = server.mql.models();
        models.refresh();
        browser = new Browser(server);
        browser.signIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Every part that a model can have. */
    static ScoringModel rich() {
        ScoringModel preset = Presets.smallTicket();
        List<Rule> rules = new ArrayList<>(preset.rules());
        rules.add(Rule.each("page_view", -10)
                .name("careers")
                .when(Condition.like("path", "/careers/**"))
                .repeats(Rule.Repeats.ONCE)
                .within(Duration.ofDays(30)));
        rules.add(Rule.each("add_to_cart", 10)
                .name("big_cart")
                .when(Condition.atLeast("value", 100), Condition.in("category", "machines", "grinders"))
                .group("cart"));
        rules.add(Rule.each("view_cart", 0)
                .ladder(new Step(1, 2), new Step(3, 5), new Step(5, 9))
                .halfLife(Duration.ofSeconds(100_001)));
        rules.add(Rule.each("remove_from_cart", 0.123456789).repeats(Rule.Repeats.ALWAYS));
        return preset.with(preset.halfLife(), preset.threshold(), rules.subList(0, 24))
                .withCaps(200, Map.of("cart", 35.0))
                .with(preset.halfLife(), preset.threshold(), rules)
                .resetOnPurchase(true)
                .withDisqualifiers(List.of(
                        new Disqualifier("<img src=x>", "", List.of(Condition.in("mail_domain", "a.example")))));
    }

    void publish(ScoringModel model) {
        assertThat(models.publish(model, models.current().version(), "ada", "a model"))
                .isPresent();
    }

    static Map<String, String> form(Document page) {
        return Browser.fields(page.selectFirst("form[data-changes]"));
    }

    Document act(String what, Map<String, String> form, int status) {
        HttpResponse<String> answer = browser.post(PAGE + "/" + what, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        String next = Browser.location(answer);
        return next == null ? Jsoup.parse(answer.body()) : browser.page(next);
    }

    static ScoringModel bare(ScoringModel model) {
        return model.published(0, "", "", 0);
    }
}
