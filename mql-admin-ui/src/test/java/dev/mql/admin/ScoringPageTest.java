package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoringPageTest {
    private static final String PAGE = "/mql/admin/scoring";
    private static final String PUBLISH = "/mql/admin/scoring/publish";
    private AdminServer server;
    private Browser browser;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        server.mql.models().refresh();
        browser = new Browser(server);
        browser.signIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> form() {
        return Browser.fields(browser.page(PAGE).selectFirst("form[action=" + PUBLISH + "]"));
    }

    @Test
    void aChangedNumberBecomesTheNextVersion() {
        Map<String, String> form = form();
        form.put("rule.view_pricing.points", "12.5");
        form.put("in", "70");
        form.put("note", "Pricing says more than we thought");
        HttpResponse<String> saved = browser.post(PUBLISH, form);
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(Browser.location(saved)).isEqualTo(PAGE + "?published=2");

        assertThat(server.mql.models().current().version()).isEqualTo(2);
        assertThat(server.mql.models().current().rule("view_pricing").points()).isEqualTo(12.5);
        assertThat(server.mql.models().current().in()).isEqualTo(70);
        assertThat(server.mql.models().current().author()).isEqualTo(AdminServer.USER);

        Document page = browser.page(PAGE + "?published=2");
        assertThat(page.selectFirst("[role=status]").text()).contains("Version 2 is in force");
        assertThat(page.selectFirst(".history li").text())
                .contains("Version 2")
                .contains("Pricing says more than we thought")
                .contains("Views the pricing page: points 8 → 12.5")
                .contains("60 → 70");
    }

    @Test
    void eventsWithoutARuleCanBeGivenOne() {
        Map<String, String> form = form();
        form.put("rule.view_cart.points", "4");
        browser.post(PUBLISH, form);
        assertThat(server.mql.models().current().rule("view_cart").points()).isEqualTo(4);
        assertThat(server.mql.models().current().rule("view_item_list")).isNull();
    }

    @Test
    void aWrongNumberKeepsWhatWasTypedAndSaysWhichAndWhy() {
        Map<String, String> form = form();
        form.put("rule.page_view.points", "500");
        form.put("signals", "2.5");
        form.put("half-life", "soon");
        form.put("out", "65");
        form.put("note", "my <b>note</b>");
        HttpResponse<String> answer = browser.post(PUBLISH, form);
        assertThat(answer.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.getElementById("rule.page_view.points").val()).isEqualTo("500");
        assertThat(page.getElementById("rule.page_view.points-error").text()).isEqualTo("Must be from -100 to 100.");
        assertThat(page.getElementById("signals-error").text()).isEqualTo("Write a whole number.");
        assertThat(page.getElementById("half-life").val()).isEqualTo("soon");
        assertThat(page.getElementById("half-life-error").text()).startsWith("Write a plain number");
        assertThat(page.getElementById("out-error").text()).contains("Must not be above");
        assertThat(page.getElementById("note").val()).isEqualTo("my <b>note</b>");
        assertThat(page.selectFirst("[role=alert]").text()).contains("Nothing was published");
        assertThat(server.mql.models().current().version()).isEqualTo(1);
    }

    @Test
    void theSecondEditorIsToldAndNothingIsOverwritten() {
        Map<String, String> mine = form();
        Map<String, String> theirs = form();
        theirs.put("rule.search.points", "9");
        theirs.put("reset", "on");
        browser.post(PUBLISH, theirs);

        mine.put("rule.view_item.points", "7");
        mine.put("cell.C1", "on");
        mine.put("note", "mine");
        HttpResponse<String> answer = browser.post(PUBLISH, mine);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(server.mql.models().current().version()).isEqualTo(2);
        assertThat(server.mql.models().current().rule("search").points()).isEqualTo(9);

        Document page = Jsoup.parse(answer.body());
        assertThat(page.selectFirst("[role=alert]").text())
                .contains("published version 2 while you were editing")
                .contains("Searches the shop: points 2 → 9");
        assertThat(page.getElementById("rule.view_item.points").val()).isEqualTo("7");
        assertThat(page.getElementById("note").val()).isEqualTo("mine");

        Map<String, String> again = Browser.fields(page.selectFirst("form[action=" + PUBLISH + "]"));
        assertThat(browser.post(PUBLISH, again).statusCode()).isEqualTo(303);
        assertThat(server.mql.models().current().version()).isEqualTo(3);
        assertThat(server.mql.models().current().rule("search").points()).isEqualTo(9);
        assertThat(server.mql.models().current().rule("view_item").points()).isEqualTo(7);
        assertThat(server.mql.models().current().grades().high()).contains("C1", "B1");
        assertThat(server.mql.models().current().resetOnPurchase()).isTrue();
    }

    @Test
    void publishingWithoutAChangeMakesNoVersion() {
        assertThat(browser.post(PUBLISH, form()).statusCode()).isEqualTo(422);
        assertThat(server.mql.models().current().version()).isEqualTo(1);
    }
}
