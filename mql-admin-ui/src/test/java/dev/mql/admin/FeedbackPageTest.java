package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.lead.Lead;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a marketer sees of the answers of those who did not buy, and of those who did. */
class FeedbackPageTest {
    private static final String PAGE = "/mql/admin/feedback";
    private AdminServer server;
    private Browser browser;
    private Scene scene;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        scene = new Scene(server);
        browser = new Browser(server);
        browser.signIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Lead answers(String visitor, String reason, String text, String item) {
        Lead lead = scene.mql(visitor, visitor + "@acme.example", visitor);
        scene.event(visitor, "campaign_details", Map.of("source", "google", "medium", "cpc"));
        return server.mql
                .leads()
                .update(
                        lead.id(),
                        l -> l.withCarts(List.of(Cart.snapshot(
                                        List.of(new CartLine("7", item, new BigDecimal("64.00"), 1, null, null)),
                                        "EUR",
                                        server.clock.millis())
                                .withId("cart")
                                .withState(Cart.State.ABANDONED)
                                .withFeedback(new Feedback(reason, text, server.clock.millis())))))
                .orElseThrow();
    }

    @Test
    void answersAreCountedAndThoseAboutOrdersStandApart() {
        answers("v1", "price", "Too dear", "Kettle");
        answers("v2", "price", "", "Kettle");
        answers("v3", "satisfied", "Lovely", "Mug");
        Document page = browser.page(PAGE);
        assertThat(page.select(".head").text())
                .contains("2 answers in the last 90 days why people did not buy; most often: too expensive (2).");
        assertThat(page.select("section:has(#part-0)").text())
                .contains("Kettle 2 Too expensive (2)")
                .doesNotContain("Mug");
        assertThat(page.select("section:has(#part-1)").text()).contains("50 to 100 2");
        assertThat(page.select("section:has(#part-2)").text()).contains("Paid search 2");
        assertThat(page.select("#satisfaction").text()).contains("1 of 1 who answered after an order are satisfied.");
        server.clock.advance(Duration.ofDays(40));
        browser.signIn();
        assertThat(browser.page(PAGE + "?days=30").getElementById("reasons")).isNull();
        assertThat(browser.page(PAGE + "?days=365").getElementById("reasons")).isNotNull();
        assertThat(browser.get(PAGE + "?days=7").statusCode()).isEqualTo(400);
    }

    @Test
    void anAnswerThatIsChangedCountsOnce() {
        Lead lead = answers("v1", "price", "Too dear", "Kettle");
        server.clock.advance(Duration.ofMinutes(1));
        server.mql
                .leads()
                .update(
                        lead.id(),
                        l -> l.withCart(l.carts()
                                .get(0)
                                .withFeedback(new Feedback("trust", "Who are you?", server.clock.millis()))));
        Document page = browser.page(PAGE);
        assertThat(page.select(".head").text())
                .contains("1 answer in the last 90 days")
                .contains("did not trust the shop (1)");
    }

    @Test
    void fileIsSafeForSpreadsheets() {
        answers("v1", "price", "=HYPERLINK(\"https://evil.example\")", "@SUM(A1)");
        HttpResponse<String> file = browser.get(PAGE + "/export?days=90");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"feedback.csv\"");
        assertThat(file.body())
                .contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\"")
                .contains("\"'@SUM(A1)\"")
                .contains("\"price\",\"64.00\",\"EUR\"")
                .doesNotContain("@acme.example");
    }

    @Test
    void answersOfALeadThatIsErasedAreGone() {
        Lead lead = answers("v1", "price", "Too dear", "Kettle");
        server.mql.leads().erase(lead.id());
        assertThat(browser.page(PAGE).text()).contains("No answers yet");
        assertThat(browser.get(PAGE + "/export").body()).doesNotContain("Too dear");
    }
}
