package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.nurture.series.Offer;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Series.Mode;
import dev.mql.nurture.series.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What a marketer does with one series. */
class OneSeriesPageTest extends SeriesDesk {
    private static final String SCRIPT = "\"><script>document.title='pwn'</script>";

    private Document page() {
        return browser.page(ADMIN + "/series/cart");
    }

    private Map<String, String> form(Document page) {
        Map<String, String> form = Browser.fields(page.selectFirst("form[data-changes]"));
        form.remove("csrf");
        page.select("form[data-changes] select[name]")
                .forEach(select -> form.put(
                        select.attr("name"), select.select("option[selected]").val()));
        return form;
    }

    @Test
    void formShowsWhatIsInForceAndSavingItUnchangedPublishesNothing() {
        Map<String, String> form = form(page());
        assertThat(form)
                .containsEntry("step.1.delay", "1")
                .containsEntry("step.1.delay.unit", "hours")
                .containsEntry("step.3.delay", "3")
                .containsEntry("step.3.delay.unit", "days")
                .containsEntry("step.1.path.1", "cart.1")
                .containsEntry("from", "mql");
        assertThat(next(send("/series/cart/save", form), 422)
                        .select("[role=alert]")
                        .text())
                .contains("Nothing differs from what is in force");
        assertThat(page().text()).contains("if they said: Too expensive, says").contains("Nobody yet");
    }

    @Test
    void everythingOfTheFormReachesTheSeries() {
        Map<String, String> form = form(page());
        form.putAll(Map.of(
                "name", "Cart " + SCRIPT,
                "mode", "dry_run",
                "step.1.delay", "90",
                "step.1.delay.unit", "minutes",
                "step.3.delay", "",
                "holdout", "20",
                "valueFrom", "19,90",
                "quality", "high",
                "coolDown", "5"));
        form.putAll(Map.of(
                "offer", "on",
                "offer.fromStep", "2",
                "offer.perWeek", "50",
                "countries", "de, at",
                "segment", "industry: Retail, Food\n\ncompany_size: 50",
                "depth.checkout", "on",
                "step.2.path.1", "cart.price",
                "twoWordings", "on",
                "note", "Milder"));
        Document done = next(send("/series/cart/save", form), 303);
        assertThat(done.select("[role=status]").text()).contains("Version 1 is in force");
        assertThat(done.selectFirst("h1").text()).isEqualTo("Cart " + SCRIPT);
        assertThat(done.select("script:not([src])")).isEmpty();
        Series cart = series("cart");
        assertThat(cart.mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(cart.steps()).extracting(Step::delay).containsExactly(Duration.ofMinutes(90), Duration.ofDays(1));
        assertThat(cart.step(2).paths().get(0).text()).isEqualTo("cart.price");
        assertThat(cart.step(2).paths()).hasSize(5);
        assertThat(cart.holdout()).isEqualTo(20);
        assertThat(cart.twoWordings()).isTrue();
        assertThat(cart.coolDown()).isEqualTo(Duration.ofDays(5));
        assertThat(cart.offer()).isEqualTo(new Offer(2, Duration.ofDays(7), 50, 3));
        assertThat(cart.entry().valueFrom()).isEqualByComparingTo(new BigDecimal("19.90"));
        assertThat(cart.entry().quality()).isEqualTo("high");
        assertThat(cart.entry().countries()).containsExactly("DE", "AT");
        assertThat(cart.entry().segment()).hasSize(2);
        assertThat(cart.entry().depths()).hasSize(1);
        assertThat(browser.page(ADMIN + "/series").select(".diff").text())
                .contains("mails after 90 minutes, 1 day instead of 1 hour, 1 day, 3 days")
                .contains("20 of a hundred get no mail instead of 0");
    }

    @Test
    void whatCanNotBeIsToldAtItsFieldAndTheRestStaysAsTyped() {
        Map<String, String> form = form(page());
        form.putAll(Map.of(
                "holdout", "80",
                "step.2.delay", "30",
                "step.2.delay.unit", "minutes",
                "valueFrom", SCRIPT,
                "segment", "retail",
                "countries", "Germany",
                "note", "typed"));
        Document refused = next(send("/series/cart/save", form), 422);
        assertThat(refused.getElementById("holdout-error").text()).isEqualTo("Must be a whole number from 0 to 50.");
        assertThat(refused.getElementById("step.2.delay-error").text())
                .isEqualTo("Must be later than the mail before.");
        assertThat(refused.getElementById("valueFrom-error").text()).contains("such as 50 or 19.90");
        assertThat(refused.getElementById("valueFrom").val()).isEqualTo(SCRIPT);
        assertThat(refused.getElementById("segment-error").text()).contains("Line 1 must be like industry");
        assertThat(refused.getElementById("note").val()).isEqualTo("typed");
        assertThat(refused.select("script:not([src])")).isEmpty();
        form.putAll(Map.of(
                "holdout", "10", "step.2.delay", "2", "step.2.delay.unit", "hours", "valueFrom", "", "segment", ""));
        assertThat(next(send("/series/cart/save", form), 422)
                        .getElementById("countries-error")
                        .text())
                .contains("ISO 3166");
        for (String bad : List.of("NaN", "1e9", "-1", "99999999999")) {
            form.putAll(Map.of("countries", "", "coolDown", bad));
            assertThat(next(send("/series/cart/save", form), 422)
                            .getElementById("coolDown-error")
                            .text())
                    .contains("Must be a time from 0 days to 365 days");
        }
        assertThat(playbook().version()).isZero();
    }

    @Test
    void whoWasSlowerKeepsWhatWasTypedAndOverwritesNothing() {
        Map<String, String> form = form(page());
        next(send("/series/browse/mode", Map.of("version", "0", "mode", "on")), 303);
        form.put("holdout", "25");
        Document told = next(send("/series/cart/save", form), 409);
        assertThat(told.select("[role=alert]").text()).contains("anna has published version 1 meanwhile");
        assertThat(told.getElementById("holdout").val()).isEqualTo("25");
        assertThat(series("cart").holdout()).isZero();
        next(send("/series/cart/save", form(told)), 303);
        assertThat(series("cart").holdout()).isEqualTo(25);
        assertThat(series("browse").mode()).isEqualTo(Mode.ON);
    }

    @Test
    void seriesThatAreNoneAreNotFoundAndUnknownFieldsAreRefused() {
        assertThat(browser.get(ADMIN + "/series/none").statusCode()).isEqualTo(404);
        assertThat(send("/series/cart/save", Map.of("version", "0", "activatedAt", "1"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("/series/cart/save", Map.of("version", "x")).statusCode())
                .isEqualTo(400);
    }
}
