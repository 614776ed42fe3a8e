package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.testkit.TickingClock;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeadPagesTest {
    private static final String SCRIPT = "\"><script>document.title='pwn'</script>";
    private static final String IMAGE = "<img src=x onerror=fetch('/mql/admin/users',{method:'POST'})>";
    private AdminServer server;
    private Browser browser;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        browser = new Browser(server);
        browser.signIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void event(String visitor, String type, String url, Map<String, ?> props) {
        long at = server.clock.millis();
        server.mql.track(Event.of(EventId.at(at), visitor, type, at, Source.FILTER, url, Props.of(props)));
        assertThat(server.mql.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }

    private static double number(Element cell) {
        return Double.parseDouble(cell.text().replace(",", ""));
    }

    @Test
    void everyLedgerAddsUpToTheScoreOnItsPage() {
        TickingClock clock = server.clock;
        new SampleShop(server.mql, clock).twoWeeks();
        browser.signIn();
        Elements rows = browser.page("/mql/admin/leads?min_score=1").select("tr.go");
        assertThat(rows).hasSize(50);
        for (Element row : rows) {
            Document page = browser.page(row.selectFirst("a").attr("href"));
            double sum = 0;
            for (Element line : page.select("#ledger-table tbody tr")) {
                double left = number(line.selectFirst(".left"));
                assertThat(number(line.selectFirst(".given"))
                                - number(line.selectFirst(".cut"))
                                - number(line.selectFirst(".faded")))
                        .isCloseTo(left, org.assertj.core.data.Offset.offset(1e-9));
                sum += left;
            }
            double score = Double.parseDouble(page.getElementById("score").text());
            assertThat(sum).isCloseTo(score, org.assertj.core.data.Offset.offset(1e-9));
            assertThat(number(page.getElementById("ledger-sum"))).isEqualTo(score);
            assertThat(row.selectFirst(".score-cell b").text())
                    .isEqualTo(page.getElementById("score").text());
        }
    }

    @Test
    void theLeadSaysHowFarItIsFromMql() {
        event("v1", "view_pricing", "/pricing", Map.of());
        event("v1", "add_to_cart", null, Map.of("item_id", "1"));
        Lead lead = server.mql.leads().byVisitor("v1").orElseThrow();
        Document page = browser.page("/mql/admin/leads/" + lead.id());
        assertThat(page.getElementById("score").text()).isEqualTo("38.0");
        assertThat(page.text())
                .contains("22 points short of MQL: one quote request")
                .doesNotContain("If nothing more happens");
        assertThat(page.text()).contains("No mail: no address is known for this lead.");
    }

    /** E01, E02, E03, E06: what strangers wrote is text everywhere. */
    @Test
    void hostileTextsAreShownAsText() {
        event("v1", "page_view", "javascript:alert(1)", Map.of());
        event("v1", "view_item", "/%3Csvg/onload=alert(1)%3E", Map.of("item_id", SCRIPT));
        server.mql.track(Event.of(
                        EventId.at(1),
                        "v1",
                        "newsletter_signup",
                        server.clock.millis(),
                        Source.FILTER,
                        null,
                        Props.of(Map.of("name", IMAGE)))
                .withEmail("ada@example.com"));
        server.mql.awaitIdle(Duration.ofSeconds(10));
        Lead lead = server.mql.leads().byVisitor("v1").orElseThrow();
        server.mql
                .leads()
                .update(
                        lead.id(),
                        l -> l.withCart(Cart.snapshot(
                                        List.of(new CartLine(
                                                SCRIPT, SCRIPT, BigDecimal.TEN, 1, null, "javascript:alert(2)")),
                                        "EUR",
                                        server.clock.millis())
                                .withId("c1")
                                .withFeedback(new Feedback(SCRIPT.substring(0, 20), IMAGE, server.clock.millis()))));

        for (String path : List.of("", "/leads", "/leads/" + lead.id(), "/feedback")) {
            HttpResponse<String> answer = browser.get("/mql/admin" + path);
            assertThat(answer.statusCode()).isEqualTo(200);
            Document page = Jsoup.parse(answer.body());
            assertThat(page.select("script:not([src]), img, [onload], [onerror], [href^=javascript], base, iframe"))
                    .as(path)
                    .isEmpty();
            assertThat(page.select("script")).hasSize(1);
        }
        assertThat(browser.page("/mql/admin/leads/" + lead.id())
                        .selectFirst("h1")
                        .text())
                .isEqualTo(IMAGE);
        assertThat(browser.page("/mql/admin/feedback").text()).contains(IMAGE);
    }

    @Test
    void aLeadIsFoundByItsAddressAndNoAddressStandsInAnAddressBar() {
        server.mql.track(
                Event.of(EventId.at(1), "till-1", "purchase", server.clock.millis(), Source.API, null, Props.NONE)
                        .withEmail("ada@example.com"));
        server.mql.awaitIdle(Duration.ofSeconds(10));
        Lead lead = server.mql.leads().byAddress("ada@example.com").orElseThrow();

        Map<String, String> form =
                Browser.fields(browser.page("/mql/admin/leads").selectFirst("form[action$=find]"));
        form.put("email", " Ada@Example.com ");
        HttpResponse<String> found = browser.post("/mql/admin/leads/find", form);
        assertThat(Browser.location(found)).isEqualTo("/mql/admin/leads/" + lead.id());

        form.put("email", "bob@example.com");
        HttpResponse<String> nobody = browser.post("/mql/admin/leads/find", form);
        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(nobody.body()).getElementById("email").val()).isEqualTo("bob@example.com");
        form.put("email", "not an address");
        assertThat(browser.post("/mql/admin/leads/find", form).statusCode()).isEqualTo(422);
    }

    @Test
    void emptyListsSayWhatToDoNext() {
        assertThat(browser.page("/mql/admin/leads").text())
                .contains("No leads yet")
                .contains("Open the shop");
        event("v1", "add_to_cart", null, Map.of("item_id", "1"));
        Document none = browser.page("/mql/admin/leads?stage=customer");
        assertThat(none.text()).contains("No lead matches");
        assertThat(none.selectFirst(".empty a").attr("href")).isEqualTo("/mql/admin/leads");
        assertThat(browser.page("/mql/admin/feedback").text()).contains("No answers yet");
    }

    @Test
    void pagesFollowOneAnotherWithoutRepeatingAnybody() {
        new SampleShop(server.mql, server.clock).twoWeeks();
        browser.signIn();
        java.util.Set<String> seen = new java.util.HashSet<>();
        String path = "/mql/admin/leads?stage=&min_score=1.5";
        while (path != null) {
            Document page = browser.page(path);
            page.select("tr.go a")
                    .forEach(a -> assertThat(seen.add(a.attr("href"))).isTrue());
            Element next = page.selectFirst(".pager a");
            path = next == null ? null : next.attr("href");
        }
        assertThat(seen).hasSizeGreaterThan(150);
    }

    @Test
    void anUnknownLeadIsA404() {
        assertThat(browser.get("/mql/admin/leads/AAAAAAAAAAAAAAAAAAAAAA").statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/mql/admin/leads/%22%3E%3Cscript%3E").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theOverviewCountsWhatHappened() {
        new SampleShop(server.mql, server.clock).twoWeeks();
        browser.signIn();
        Document page = browser.page("/mql/admin");
        assertThat(page.select(".funnel li")).hasSize(5);
        assertThat(page.select(".chart rect")).hasSize(14);
        assertThat(page.text()).contains("mail of uncertain outcome").contains("Not sent, because they unsubscribed");
        assertThat(page.select(".quotes li")).hasSize(5);
        assertThat(browser.page("/mql/admin?by=week").select(".chart rect")).hasSize(12);
        assertThat(browser.get("/mql/admin?by=hour").statusCode()).isEqualTo(400);
    }
}
