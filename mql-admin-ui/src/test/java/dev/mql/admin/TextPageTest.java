package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.nurture.template.TextKey;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a marketer does with the words of mails, and what others try with them. */
class TextPageTest extends SeriesDesk {
    private static final String PAGE = ADMIN + "/texts/cart.1/en";
    private static final String SCRIPT = "\"><script>document.title='pwn'</script>";
    private static final String SOURCE = """
            subject: %s
            preview: All of it is saved.
            headline: It waits for you
            button: Back to my cart

            %s
            """;

    private Document page() {
        return browser.page(PAGE);
    }

    private HttpResponse<String> save(String what, String source) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "what", what,
                "source", source,
                "base", page().selectFirst("input[name=base]").val()));
        return send("/texts/cart.1/en/save", fields);
    }

    private HttpResponse<String> preview(String query) {
        return browser.get(PAGE + "/preview" + query);
    }

    @Test
    void textsAreListedByKindAndLanguageWithWhatWasEdited() {
        Document list = browser.page(ADMIN + "/texts");
        assertThat(list.select("h2").eachText()).contains("Carts", "Welcome", "Questions");
        assertThat(list.select("a[href$=/texts/cart.1/de]").text()).isEqualTo("German");
        assertThat(list.text()).contains("all are as they ship").doesNotContain("cart.1@b");
        next(save("save", SOURCE.formatted("Still yours", "Come back.")), 303);
        assertThat(browser.page(ADMIN + "/texts")
                        .select("a[href$=/texts/cart.1/en]")
                        .text())
                .isEqualTo("English edited");
        Document second = browser.page(ADMIN + "/texts/cart.1@b/en");
        assertThat(second.getElementById("source").text()).contains("Still yours");
        assertThat(second.text()).contains("The second wording");
    }

    @Test
    void everyTextHasItsPageAndItsPreview() {
        for (TextKey key : TextKey.values()) {
            for (String language : List.of("en", "de", "de-AT")) {
                String path = ADMIN + "/texts/" + key.code() + '/' + language;
                assertThat(browser.get(path).statusCode()).as(path).isEqualTo(200);
                assertThat(browser.get(path + "/preview").statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void savedTextIsInTheMailAndTheShippedOneComesBack() {
        Document saved =
                next(save("save", SOURCE.formatted("Still yours", "Come back, {{lead.firstName|dear reader}}.")), 303);
        assertThat(saved.select("[role=status]").text()).contains("Saved.");
        assertThat(saved.select(".subject").text()).isEqualTo("Still yours");
        assertThat(preview("").body()).contains("Come back, Ada.");
        Document back = next(
                send(
                        "/texts/cart.1/en/reset",
                        Map.of("base", page().selectFirst("input[name=base]").val())),
                303);
        assertThat(back.select(".subject").text()).isEqualTo("You left something in your cart");
        assertThat(back.select("form[action$=reset]")).isEmpty();
    }

    @Test
    void problemsNameTheirLineAndWhatWasTypedStays() {
        String bad = SOURCE.formatted("Still {{cart.sum}}", "Come back.");
        for (String what : List.of("save", "check")) {
            Document refused = next(save(what, bad), 422);
            assertThat(refused.select("#problems").text())
                    .contains("Line 1")
                    .contains("Must change.")
                    .contains("cart.sum");
            assertThat(refused.getElementById("source").text()).contains("{{cart.sum}}");
        }
        Document checked = next(save("check", SOURCE.formatted("Still yours", "Come back.")), 200);
        assertThat(checked.select("[role=status]").text()).contains("Nothing is saved yet");
        assertThat(checked.getElementById("source").text()).contains("Still yours");
        assertThat(nurture.texts().version()).isZero();
    }

    @Test
    void textIsSeenBeforeItIsSavedAndByNobodyElse() {
        Document checked = next(save("check", SOURCE.formatted("Not sure yet", "Only a try.")), 200);
        String frame = checked.selectFirst("iframe").attr("src");
        assertThat(checked.select(".subject").text()).isEqualTo("Not sure yet");
        assertThat(browser.get(frame).body()).contains("Only a try.");
        assertThat(preview("").body()).doesNotContain("Only a try.");
        Document other = browser.page(PAGE + "?colours=dark&draft="
                + checked.select("input[name=draft]").val());
        assertThat(other.getElementById("source").text()).contains("Only a try.");
        assertThat(browser.get(other.selectFirst("iframe").attr("src")).body()).contains("Only a try.");
        assertThat(nurture.texts().version()).isZero();
        server.clock.advance(Duration.ofMinutes(31));
        browser.signIn();
        assertThat(browser.get(frame).body()).contains("Something came up?").doesNotContain("Only a try.");
        assertThat(preview("?draft=../../x").statusCode()).isEqualTo(200);
    }

    @Test
    void whoWasSlowerOverwritesNothingButAnotherTextIsNotInTheWay() {
        String base = page().selectFirst("input[name=base]").val();
        assertThat(nurture.texts().save("cart.2", "en", SOURCE.formatted("x", "y"), 0))
                .isTrue();
        Map<String, String> mine =
                Map.of("what", "save", "source", SOURCE.formatted("Mine", "Come back."), "base", base);
        next(send("/texts/cart.1/en/save", mine), 303);
        Document told = next(send("/texts/cart.1/en/save", mine), 409);
        assertThat(told.select("[role=alert]").text()).contains("somebody else has saved this text meanwhile");
        assertThat(told.getElementById("source").text()).contains("Mine");
    }

    /** E05, E07: what looks like a program in a text is text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>document.title='pwn'</script>",
                "<img src=x onerror=alert(1)>",
                "<base href=https://evil.example>",
                "<form action=https://evil.example><input name=card></form>",
                "<meta http-equiv=refresh content=0;url=https://evil.example>",
                "</style></title><iframe src=https://evil.example>"
            })
    void markupInATextStaysText(String markup) {
        HttpResponse<String> answer = save("save", SOURCE.formatted("Hello", "Look " + markup));
        Document page = next(answer, answer.statusCode());
        assertThat(page.select("script:not([src]), base, meta[http-equiv], iframe:not([sandbox])"))
                .isEmpty();
        assertThat(page.select("img, form[action^=https]")).isEmpty();
        Document mail = Jsoup.parse(preview("").body());
        assertThat(mail.select("script, base, form, iframe, meta[http-equiv=refresh], [onerror]"))
                .isEmpty();
        if (answer.statusCode() == 303) {
            assertThat(mail.text()).contains(markup.substring(0, 6));
        }
    }

    /** E07, E32: nothing in a text is evaluated; what is no placeholder of ours is literal or refused with its line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "${T(java.lang.Runtime).getRuntime().exec('id')} ${7*7}",
                "[[${7*7}]] [(${7*7})]",
                "__${7*7}__ #{7*7} *{7*7} @{7*7}",
                "{{constructor.constructor('alert(1)')()}}",
                "{{7*7}}",
                "<p th:text=\"${7*7}\">x</p>"
            })
    void nothingInATextIsEverRun(String expression) {
        HttpResponse<String> answer = save("save", SOURCE.formatted("Hello", expression));
        assertThat(answer.statusCode()).isIn(303, 422);
        Document page = next(answer, answer.statusCode());
        if (answer.statusCode() == 422) {
            assertThat(page.select("#problems").text()).contains("Line 6");
        }
        assertThat(page.text()).doesNotContain("49");
        assertThat(Jsoup.parse(preview("").body()).body().text()).doesNotContain("49");
    }

    @Test
    void previewCanNeitherActNorLeaveItsFrame() {
        HttpResponse<String> preview = preview("");
        assertThat(preview.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'")
                        .contains("frame-ancestors 'self'")
                        .contains("form-action 'none'")
                        .contains("sandbox")
                        .doesNotContain("script-src")
                        .doesNotContain("allow-"));
        assertThat(preview.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");
        assertThat(preview.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page().select("iframe")).hasSize(2).allSatisfy(frame -> assertThat(frame.attr("sandbox"))
                .isEmpty());
        assertThat(page().select("iframe[srcdoc]")).isEmpty();
        assertThat(browser.get(PAGE).headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).endsWith("frame-src 'self'").contains("frame-ancestors 'none'"));
        assertThat(browser.get(ADMIN + "/series").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("frame-src"));
    }

    /** E01, E02. */
    @Test
    void mailIsSeenAsARealReaderWhoseWordsStayText() {
        Lead lead =
                scene.mql("v1", "ada@acme.example", "<img src=x onerror=fetch('/mql/admin/users',{method:'POST'})>");
        server.mql.leads().confirm(lead.id(), "ada@acme.example");
        scene.event(
                "v1",
                "add_to_cart",
                Map.of("item_id", "7", "item_name", "Kettle " + SCRIPT, "price", 64.0, "currency", "EUR"));
        server.clock.advance(Duration.ofMinutes(61));
        server.mql.runDue();
        browser.signIn();
        Document page = page();
        assertThat(page.select("#lead option").text()).contains("cart of €64.00");
        assertThat(page.select("#lead option").last().val()).isEqualTo(lead.id().toString());
        Document mail = Jsoup.parse(preview("?lead=" + lead.id()).body());
        assertThat(mail.text()).contains("Kettle " + SCRIPT);
        assertThat(mail.select("script, [onerror]")).isEmpty();
        assertThat(preview("?lead=nobody").statusCode()).isEqualTo(400);
        Element dark =
                browser.page(PAGE + "?lead=" + lead.id() + "&colours=dark").selectFirst("iframe");
        assertThat(dark.className()).isEqualTo("dark");
        assertThat(dark.attr("src")).contains("lead=" + lead.id());
    }

    /** E65: what is no text that was typed is refused by its type or size, and nothing is written. */
    @Test
    void filesAndHugeTextsAreRefused() {
        String csrf = page().selectFirst("input[name=csrf]").val();
        char[] much = new char[50_000_000];
        Arrays.fill(much, 'a');
        assertThat(post("csrf=" + csrf + "&what=save&source=" + new String(much), "application/x-www-form-urlencoded"))
                .isEqualTo(413);
        String part =
                "--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"../../x.html\"\r\n\r\nPK\3\4\r\n--b--\r\n";
        assertThat(post(part, "multipart/form-data; boundary=b")).isEqualTo(415);
        assertThat(post("PK\3\4", "application/zip")).isEqualTo(415);
        Document long1 = next(save("save", SOURCE.formatted("Hi", "a".repeat(11_000))), 422);
        assertThat(long1.select("#problems").text()).contains("too long");
        assertThat(save("save", "a".repeat(41_000)).statusCode()).isEqualTo(400);
        assertThat(nurture.texts().version()).isZero();
    }

    private int post(String body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(PAGE + "/save"))
                .header("Origin", server.origin())
                .header(
                        "Cookie",
                        "mql_admin=" + browser.cookies().values().iterator().next())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return browser.send(request).statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/texts/none/en",
                "/texts/cart.1/xx",
                "/texts/cart.1/en-",
                "/texts/..%2F..%2Fx/en",
                "/texts/cart.1/EN"
            })
    void textsAndLanguagesThatAreNoneAreNotFound(String path) {
        assertThat(browser.get(ADMIN + path).statusCode()).isIn(400, 404);
    }
}
