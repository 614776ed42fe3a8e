package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.scoring.Presets;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Two servers of one shop on a real Redis: either serves what the other one began. */
class TwoNodesTest {

    private static AdminServer node(RedisProcess redis, TickingClock clock) {
        return new AdminServer(
                Map.of(
                        "mql.redis.url",
                        redis.url(),
                        "mql.secret",
                        "0123456789abcdef0123456789abcdef",
                        "mql.admin.access",
                        "users",
                        "mql.admin.user",
                        AdminServer.USER,
                        "mql.admin.password",
                        AdminServer.PASSWORD,
                        "mql.api.key",
                        AdminServer.KEY,
                        "mql.health.open",
                        "true"),
                clock,
                0);
    }

    @Test
    void sessionsScoringAndLeadsAreTheSameOnBothNodes() {
        TickingClock clock = new TickingClock(AdminServer.START);
        try (RedisProcess redis = RedisProcess.start();
                AdminServer first = node(redis, clock);
                AdminServer second = node(redis, clock)) {
            Browser browser = new Browser(first);
            assertThat(browser.signIn().statusCode()).isEqualTo(303);
            Browser other = new Browser(second);
            other.cookies().putAll(browser.cookies());
            Map<String, String> form =
                    Browser.fields(other.page("/mql/admin/scoring").selectFirst("form[data-changes]"));
            form.put("rule.page_view.points", "4");
            assertThat(other.post("/mql/admin/scoring/publish", form).statusCode())
                    .isEqualTo(303);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> first.mql.models().current().version() == 2);

            HttpResponse<String> taken = browser.send(
                    HttpRequest.newBuilder(first.uri("/mql/api/v1/events"))
                            .header("Authorization", "Bearer " + AdminServer.KEY)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "[{\"visitor\": \"v\", \"email\": \"ada@example.com\", \"type\": \"page_view\", \"url\": \"/\"}]")));
            assertThat(taken.statusCode()).isEqualTo(202);
            first.mql.awaitIdle(Duration.ofSeconds(10));
            Lead lead = second.mql.leads().byAddress("ada@example.com").orElseThrow();
            Document page = other.page("/mql/admin/leads/" + lead.id());
            assertThat(page.getElementById("score").text()).isEqualTo("4.0");
            assertThat(page.selectFirst("h1").text()).isEqualTo("ada@example.com");
            assertThat(other.page("/mql/admin/leads").select("tr.go")).hasSize(1);
        }
    }

    @Test
    void aTrialBegunOnOneNodeCountsWhatTheOtherSees() {
        TickingClock clock = new TickingClock(AdminServer.START);
        try (RedisProcess redis = RedisProcess.start();
                AdminServer first = node(redis, clock);
                AdminServer second = node(redis, clock)) {
            first.mql.models().refresh();
            first.mql.models().challenge(Presets.smallTicket(), "ada", "the same, to compare");
            second.mql.models().refresh();
            clock.advance(Duration.ofSeconds(1));
            for (String type : List.of("view_pricing", "add_to_cart", "newsletter_signup", "quote_request")) {
                long now = clock.millis();
                second.mql.track(Event.of(EventId.at(now), "v", type, now, Source.API, "/x", Props.of(Map.of())));
            }
            second.mql.awaitIdle(Duration.ofSeconds(10));
            Browser browser = new Browser(first);
            browser.signIn();
            Document page = browser.page("/mql/admin/scoring");
            assertThat(page.select(".trial tbody tr").eachText())
                    .containsExactly("Version 1, in force 1 0", "Challenger 1 0");
        }
    }

    @Test
    void whatSalesDecidesOnOneNodeHoldsOnTheOtherAndAnErasedLeadIsGoneOnBoth() {
        TickingClock clock = new TickingClock(AdminServer.START);
        try (RedisProcess redis = RedisProcess.start();
                AdminServer first = node(redis, clock);
                AdminServer second = node(redis, clock)) {
            Browser browser = new Browser(first);
            browser.signIn();
            Browser other = new Browser(second);
            other.cookies().putAll(browser.cookies());
            Lead lead = new Scene(first).mql("v", "ada@acme.example", "Ada");
            assertThat(other.page("/mql/admin/handoff").select("#queue").text())
                    .contains("Ada")
                    .contains("acme.example");
            String csrf = browser.page("/mql/admin").selectFirst("[name=csrf]").val();
            String place = "/mql/admin/leads/" + lead.id();
            assertThat(browser.post(place + "/handoff", Map.of("csrf", csrf, "verdict", "accepted"))
                            .statusCode())
                    .isEqualTo(303);
            assertThat(other.post(place + "/handoff", Map.of("csrf", csrf, "verdict", "rejected", "reason", "budget"))
                            .statusCode())
                    .as("somebody else was faster")
                    .isEqualTo(409);
            assertThat(other.page("/mql/admin/handoff")
                            .getElementById("versions")
                            .text())
                    .contains("Version 1 1 0 0 %");
            assertThat(other.post(place + "/erase", Map.of("csrf", csrf, "confirm", "erase"))
                            .statusCode())
                    .isEqualTo(303);
            assertThat(browser.get(place).statusCode()).isEqualTo(404);
            assertThat(browser.page("/mql/admin/handoff").getElementById("versions"))
                    .as("what was said of an erased lead is not counted any more")
                    .isNull();
        }
    }

    @Test
    void whileTheStoreIsAwayPagesSaySoAndNothingIsOpened() {
        TickingClock clock = new TickingClock(AdminServer.START);
        try (RedisProcess redis = RedisProcess.start();
                AdminServer node = node(redis, clock)) {
            Browser browser = new Browser(node);
            browser.signIn();
            redis.kill();
            HttpResponse<String> page = browser.get("/mql/admin/leads");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("Leads can not be reached right now");
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
            assertThat(new Browser(node).signIn().statusCode()).isEqualTo(503);
            assertThat(browser.get("/mql/health").statusCode()).isEqualTo(503);
        }
    }
}
