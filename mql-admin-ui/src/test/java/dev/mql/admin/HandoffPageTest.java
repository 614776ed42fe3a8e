package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandoffPageTest {
    private static final String PAGE = "/mql/admin/handoff";
    private AdminServer server;
    private Browser browser;
    private Scene scene;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        browser = new Browser(server);
        browser.signIn();
        scene = new Scene(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> say(Lead lead, String verdict, String reason) {
        String csrf = browser.page("/mql/admin").selectFirst("[name=csrf]").val();
        return browser.post(
                "/mql/admin/leads/" + lead.id() + "/handoff",
                Map.of("csrf", csrf, "verdict", verdict, "reason", reason, "back", "handoff"));
    }

    private List<String> names(String query) {
        return browser.page(PAGE + query)
                .select("#queue tbody tr td:first-child > a")
                .eachText();
    }

    private void later(Duration time) {
        server.clock.advance(time);
        browser.signIn();
    }

    @Test
    void whoWaitsLongestStandsOnTopAndWhoWaitsTooLongIsMarked() {
        scene.mql("v1", "ada@acme.example", "Ada");
        later(Duration.ofHours(25));
        scene.mql("v2", "bob@gmail.com", "Bob");
        Document page = browser.page(PAGE);
        assertThat(names("")).containsExactly("Ada", "Bob");
        assertThat(page.select("#queue .late").text()).contains("overdue by 1 hour");
        assertThat(page.select("#queue tbody tr").get(1).select(".late")).isEmpty();
        assertThat(page.text())
                .contains("2 MQLs wait for sales, 1 of them for too long")
                .contains("within 24 hours");
        assertThat(page.select("#queue").text()).contains("acme.example");
    }

    @Test
    void oneClickAcceptsAndOneTakesItBack() {
        Lead ada = scene.mql("v1", "ada@acme.example", "Ada");
        Map<String, String> form = Browser.fields(browser.page(PAGE).selectFirst("#queue form"));
        form.put("verdict", "accepted");
        HttpResponse<String> accepted = browser.post("/mql/admin/leads/" + ada.id() + "/handoff", form);
        assertThat(Browser.location(accepted)).isEqualTo(PAGE + "?done=accepted&lead=" + ada.id());
        Document page = browser.page(String.valueOf(Browser.location(accepted)));
        assertThat(page.getElementById("done").text()).contains("Accepted: Ada").contains("Take back");
        assertThat(page.text()).contains("Nobody waits");
        say(ada, "none", "");
        assertThat(names("")).containsExactly("Ada");
    }

    @Test
    void theQueueIsFilteredByGradeAndQualityAndHidesWhomNobodyCanReach() {
        scene.mql("v1", "ada@acme.example", "Ada");
        for (String type : List.of("quote_request", "demo_request", "search")) {
            scene.event("nobody", type, Map.of());
        }
        assertThat(scene.lead("nobody").stage()).isEqualTo(Stage.MQL);
        assertThat(names("")).containsExactly("Ada");
        assertThat(browser.page(PAGE).text()).contains("1 more MQL can not be reached: no address is known.");
        assertThat(names("?anonymous=1")).hasSize(2);
        String grade = browser.page(PAGE).selectFirst("#queue .grade").text();
        assertThat(names("?grade=" + grade)).containsExactly("Ada");
        assertThat(names("?grade=C3")).isEmpty();
        assertThat(browser.page(PAGE + "?grade=C3").text()).contains("No such MQL waits");
        for (String bad : List.of("?grade=x", "?quality=x", "?anonymous=2", "?x=1")) {
            assertThat(browser.get(PAGE + bad).statusCode()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void theFileHoldsTheQueueAndNoFormula() {
        Lead evil = scene.mql("v1", "eve@acme.example", "=HYPERLINK(\"http://evil\")");
        HttpResponse<String> file = browser.get(PAGE + "/export?grade=&quality=&anonymous=");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"handoff.csv\"");
        assertThat(file.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(file.body().lines().toList()).hasSize(2);
        assertThat(file.body())
                .contains("\"" + evil.id()
                        + "\",\"'=HYPERLINK(\"\"http://evil\"\")\",\"eve@acme.example\",\"acme.example\"");
    }

    @Test
    void whenSalesRejectsTooManyTheDefinitionIsInQuestion() {
        for (int i = 0; i < 10; i++) {
            Lead lead = scene.mql("v" + i, "p" + i + "@acme.example", "P" + i);
            if (i == 9) {
                assertThat(browser.page(PAGE).getElementById("hint"))
                        .as("nine verdicts say nothing")
                        .isNull();
            }
            later(Duration.ofMinutes(90));
            if (i < 5) {
                say(lead, "accepted", "");
            } else {
                say(lead, "rejected", i < 7 ? "budget" : "no_need");
            }
        }
        Document page = browser.page(PAGE);
        assertThat(page.getElementById("hint").text()).contains("The definition of an MQL should change.");
        assertThat(page.selectFirst("#hint a").attr("href")).isEqualTo("/mql/admin/scoring");
        assertThat(page.text()).contains("10 verdicts in the last 30 days");
        assertThat(page.getElementById("reasons").text())
                .contains("No need 60 % (3)")
                .contains("Budget 40 % (2)");
        assertThat(page.getElementById("versions").text()).contains("Version 1 5 5 50 %");
        later(Duration.ofDays(31));
        assertThat(browser.page(PAGE).getElementById("versions")).isNull();
    }

    @Test
    void whatCouldNotBeToldIsTriedAgainOrDropped() {
        Lead lead = scene.mql("v1", "ada@acme.example", "Ada");
        Notice notice = new Notice(
                "webhook:0",
                3,
                Notice.STAGE,
                "lead",
                "mql",
                "events",
                70,
                "B1",
                1,
                Notice.State.WAITING,
                9,
                0,
                0,
                server.clock.millis(),
                "");
        Notice second = new Notice(
                "webhook:0",
                4,
                Notice.STAGE,
                "mql",
                "lead",
                "time",
                30,
                "B3",
                1,
                Notice.State.WAITING,
                9,
                0,
                0,
                server.clock.millis(),
                "");
        server.mql
                .leads()
                .update(
                        lead.id(),
                        l -> l.withNotices(List.of(notice.dead("HTTP 500 <b>x</b>"), second.dead("timeout"))));
        Document page = browser.page(PAGE);
        assertThat(page.select(".said").text())
                .contains("Webhook 1: Lead → MQL")
                .contains("given up, tried 9 times (HTTP 500 <b>x</b>)");
        Map<String, String> form = Browser.fields(page.selectFirst(".said form"));
        form.put("what", "replay");
        String action = page.selectFirst(".said form").attr("action");
        assertThat(browser.post(action, form).statusCode()).isEqualTo(303);
        assertThat(browser.post(action, form).statusCode())
                .as("somebody was faster")
                .isEqualTo(409);
        form.put("what", "nonsense");
        assertThat(browser.post(action, form).statusCode()).isEqualTo(400);
        form = Browser.fields(browser.page(PAGE).selectFirst(".said form"));
        form.put("what", "drop");
        assertThat(browser.post(action, form).statusCode()).isEqualTo(303);
        assertThat(scene.lead("v1").notices()).hasSize(1).allMatch(Notice::waiting);
        assertThat(browser.page("/mql/admin/leads/" + lead.id())
                        .getElementById("notice-list")
                        .text())
                .contains("waits, next try");
    }

    @Test
    void anEmptyQueueSaysThatAllHaveTheirAnswer() {
        Document page = browser.page(PAGE);
        assertThat(page.text()).contains("Nobody waits").contains("Every MQL with an address has its answer");
        assertThat(page.select("nav a[aria-current=page]").text()).isEqualTo("Hand-off");
        assertThat(page.getElementById("export")).isNull();
    }
}
