package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.scoring.Condition;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.Presets;
import dev.mql.scoring.Rule;
import dev.mql.scoring.ScoringModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** All parts of a model on the scoring page: told, changed, begun from presets and old versions. */
class ScoringDeskTest extends ScoringDesk {
    @Test
    void everyPartIsToldInWords() {
        publish(rich());
        Document page = browser.page(PAGE);
        String text = page.selectFirst("main").text();
        assertThat(text)
                .contains("careers: when the page is like /careers/**")
                .contains("big cart: when value is at least 100 and category is one of machines, grinders")
                .contains("The same thing counts only once.")
                .contains("The same thing counts each time.")
                .contains("Shares the limit of “cart”.")
                .contains("<img src=x>")
                .contains("mail domain is a.example")
                .contains("A lead starts at nothing after each purchase.");
        assertThat(page.select("img")).isEmpty();
        assertThat(page.getElementById("rule.careers.within").val()).isEqualTo("30");
        assertThat(page.getElementById("rule.engaged_time.most").val()).isEqualTo("30");
        assertThat(page.getElementById("rule.view_cart.step.1.points").val()).isEqualTo("5");
        assertThat(page.getElementById("cap").val()).isEqualTo("200");
        assertThat(page.select("[name=cell.A1][checked], [name=cell.A2][checked], [name=cell.B1][checked]"))
                .hasSize(3);
        assertThat(page.select("[name^=cell.][checked]")).hasSize(3);
        assertThat(page.getElementById("rule.page_view.day").val()).isEmpty();
        assertThat(page.getElementById("rule.page_view.day").attr("placeholder"))
                .isEqualTo("no limit");
    }

    @Test
    void savingOneNumberLosesNothingElse() {
        publish(rich());
        Map<String, String> form = form(browser.page(PAGE));
        form.put("rule.search.points", "9");
        act("publish", form, 303);
        List<Rule> rules = new ArrayList<>(rich().rules());
        rules.replaceAll(rule -> rule.name().equals("search") ? rule.points(9) : rule);
        ScoringModel expected = rich().with(rich().halfLife(), rich().threshold(), rules);
        assertThat(bare(models.current())).isEqualTo(bare(expected));
    }

    @Test
    void allKindsOfNumbersCanBeChangedAndAreToldInTheHistory() {
        publish(rich());
        Document page = browser.page(PAGE);
        Map<String, String> form = form(page);
        form.put("rule.view_cart.step.2.points", "12,5");
        form.put("rule.careers.within", "60");
        form.put("rule.engaged_time.most", "20");
        form.put("rule.view_item.day", "");
        form.put("rule.view_item.cap", "0");
        form.put("cap", "");
        form.put("grade.A", "70");
        form.put("cell.C1", "on");
        form.remove("cell.B1");
        form.remove("reset");
        form.put(page.selectFirst("[name^=group.]").attr("name"), "40");
        form.put(page.selectFirst(".fit [name^=fit.]").attr("name"), "25");
        Document done = act("publish", form, 303);
        ScoringModel now = models.current();
        assertThat(now.named("view_cart").ladder().get(2).points()).isEqualTo(12.5);
        assertThat(now.named("careers").within()).isEqualTo(Duration.ofDays(60));
        assertThat(now.named("engaged_time").follows().most()).isEqualTo(20);
        assertThat(now.named("view_item").maxPerDay()).isZero();
        assertThat(now.named("view_item").cap()).isZero();
        assertThat(now.cap()).isZero();
        assertThat(now.grades().fitA()).isEqualTo(70);
        assertThat(now.grades().high()).containsExactly("A1", "A2", "C1");
        assertThat(now.resetOnPurchase()).isFalse();
        assertThat(now.groups()).containsEntry("cart", 40.0);
        assertThat(now.fit().get(0).points()).isEqualTo(25);
        assertThat(done.selectFirst(".history li").text())
                .contains("Points of all rules together 200 → no limit")
                .contains("Starts at nothing after a purchase yes → no")
                .contains("Looks at a product: times a day 5 → no limit; points in all 15 → no limit")
                .contains("from 5 times on 9 → from 1 time on 2, from 3 times on 5, from 5 times on 12.5")
                .contains("looks back 30 days → 60 days")
                .contains("Group “cart”: points 35 → 40")
                .contains("Cells of high quality A1, A2, B1 → A1, A2, C1")
                .contains("Fit of an A 67 → 70");
    }

    @Test
    void whatContradictsItselfIsRefusedAtItsNumber() {
        publish(rich());
        Map<String, String> form = form(browser.page(PAGE));
        form.put("rule.view_cart.step.1.points", "1");
        Document page = act("publish", form, 422);
        assertThat(page.getElementById("rule.view_cart.step.0.points-error").text())
                .startsWith("Must rise");
        assertThat(page.getElementById("rule.view_cart.step.1.points").val()).isEqualTo("1");
        form.put("rule.view_cart.step.1.points", "5");
        form.put("cap", "20");
        assertThat(act("publish", form, 422).getElementById("cap-error").text()).contains("threshold");
        form.put("cap", "1e3");
        assertThat(act("publish", form, 422).getElementById("cap-error").text()).startsWith("Write a plain number");
        form.put("cap", "NaN");
        act("try", form, 422);
        form.put("cap", "");
        form.put("grade.B", "90");
        assertThat(act("check", form, 422).getElementById("grade.A-error").text())
                .contains("not below that of B");
        assertThat(models.current().version()).isEqualTo(2);
        assertThat(models.challenger()).isNull();
    }

    @Test
    void aFormOfWhichAPartIsMissingChangesNothing() {
        Map<String, String> form = form(browser.page(PAGE));
        form.remove("ticks");
        act("publish", form, 413);
        assertThat(models.current().version()).isEqualTo(1);
    }

    @Test
    void aPresetIsShownInItsDifferencesAndThenPublished() {
        Document page = browser.page(PAGE + "?from=high-ticket");
        assertThat(page.selectFirst(".preview").text())
                .contains("The preset “high-ticket” is not published")
                .contains("Puts something into the cart: points 30 → 12")
                .contains("Points are worth half after 14 days → 30 days");
        assertThat(models.current().version()).isEqualTo(1);
        Map<String, String> form = form(page);
        form.put("rule.search.points", "7");
        act("publish", form, 303);
        assertThat(models.current().version()).isEqualTo(2);
        assertThat(models.current().named("quote_request").points()).isEqualTo(50);
        assertThat(models.current().named("search").points()).isEqualTo(7);
        assertThat(browser.get(PAGE + "?from=no-such-preset").statusCode()).isEqualTo(400);
        assertThat(browser.get(PAGE + "?from=v99").statusCode()).isEqualTo(404);
    }

    @Test
    void anOldVersionIsPublishedAgainByOnePress() {
        publish(rich());
        publish(Presets.highTicket());
        Document page = browser.page(PAGE);
        assertThat(page.select(".history li").get(0).select("form")).isEmpty();
        Map<String, String> back =
                Browser.fields(page.select(".history > li").get(1).selectFirst("form"));
        Document done = act("publish", back, 303);
        assertThat(models.current().version()).isEqualTo(4);
        assertThat(bare(models.current())).isEqualTo(bare(rich()));
        assertThat(done.selectFirst(".history li").text()).contains("Version 2 again");
        assertThat(act("publish", back, 409).selectFirst("[role=alert]").text()).contains("published version 4");
    }

    @Test
    void theWholeModelCanBeWrittenAsJson() {
        Map<String, String> form = Browser.fields(browser.page(PAGE).selectFirst("#json form"));
        assertThat(form.get("json")).doesNotContain("\"version\"").doesNotContain("publishedAt");
        assertThat(bare(ModelJson.read(form.get("json")))).isEqualTo(bare(models.current()));
        form.put("json", ModelJson.write(rich()));
        form.put("note", "conditions");
        Document checked = act("check", form, 200);
        assertThat(checked.selectFirst(".preview").text())
                .contains("New: Puts something into the cart (big cart): points 10")
                .contains("when value is at least 100")
                .contains("Gone: Out of the game as “Staff”");
        assertThat(checked.selectFirst("#json details").hasAttr("open")).isTrue();
        assertThat(models.current().version()).isEqualTo(1);
        form = Browser.fields(checked.selectFirst("#json form"));
        form.put("tell", "on");
        act("publish", form, 303);
        assertThat(bare(models.current())).isEqualTo(bare(rich()));
        assertThat(models.current().note()).isEqualTo("conditions");
        assertThat(models.tellsCrossings()).isTrue();
    }

    @Test
    void jsonThatCanNotBeUsedIsRefusedWithFieldAndReasonAndKept() {
        Map<String, String> form = Browser.fields(browser.page(PAGE).selectFirst("#json form"));
        String json = form.get("json");
        Map<String, String> bad = new HashMap<>();
        bad.put(json.replace("\"out\": 40.0", "\"out\": 400.0"), "threshold.out");
        bad.put(json.replace("\"in\": 60.0", "\"in\": NaN"), "body");
        bad.put(json.replace("\"in\": 60.0", "\"in\": 1e308"), "threshold.in");
        bad.put(json.replace("\"event\": \"search\"", "\"event\": \"serch\""), "serch.event");
        bad.put(json.replace("\"event\": \"purchase\"", "\"event\": \"purchased\""), "disqualifiers.event");
        bad.put(json.replace("\"cap\": 0.0,", "\"cap\": 0.0, \"evil\": 1,"), "unknown field");
        bad.put(json.replace("\"event\": \"search\"", "\"name\": \"<b>x</b>\", \"event\": \"search\""), "rule");
        bad.put(json.replace("\"event\": \"search\"", "\"event\": \"search\", \"group\": \"x\""), "search.group");
        bad.put(
                json.replace(
                        "\"event\": \"search\", \"points\": 2.0",
                        "\"event\": \"search\", \"ladder\": [{\"times\": 3, \"points\": 5}, {\"times\": 2, \"points\": 9}]"),
                "search.ladder");
        bad.put(json.replace("\"rules\": [", "\"rules\": [" + many(101)), "rules");
        bad.put("{\"halfLife\": \"<script>alert(1)</script>\"", "body");
        bad.put("", "body");
        bad.forEach((text, field) -> {
            assertThat(text).isNotEqualTo(json);
            form.put("json", text);
            for (String what : List.of("check", "publish", "try")) {
                Document page = act(what, form, 422);
                assertThat(page.getElementById("model-error").text()).contains(field);
                assertThat(page.getElementById("model").val().strip()).isEqualTo(text.strip());
                assertThat(page.select("main script, main b:not(.matrix b)")).isEmpty();
            }
        });
        form.put("json", "x".repeat(130_000));
        act("publish", form, 400);
        assertThat(models.current().version()).isEqualTo(1);
    }

    private static String many(int count) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rules.append("{\"name\": \"r").append(i).append("\", \"event\": \"search\", \"points\": 1},");
        }
        return rules.toString();
    }

    @Test
    void aHundredRulesWithConditionsFitIntoTheForm() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < ScoringModel.MAX_RULES; i++) {
            rules.add(Rule.each("search", 1)
                    .name("rule_" + i)
                    .when(Condition.in("category", "a".repeat(100), "b".repeat(100)), Condition.atLeast("value", i)));
        }
        ScoringModel large = Presets.smallTicket();
        publish(large.with(large.halfLife(), large.threshold(), rules));
        Document page = browser.page(PAGE);
        Map<String, String> form = form(page);
        form.put("rule.rule_99.points", "3");
        act("publish", form, 303);
        assertThat(models.current().named("rule_99").points()).isEqualTo(3);
        Map<String, String> json = Browser.fields(browser.page(PAGE).selectFirst("#json form"));
        json.put("json", json.get("json").replace("\"points\": 3.0", "\"points\": 4.0"));
        act("publish", json, 303);
        assertThat(models.current().named("rule_99").points()).isEqualTo(4);
    }
}
