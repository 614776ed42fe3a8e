package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.admin.web.Role;
import dev.mql.nurture.series.Series.Mode;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What a marketer does with all series. */
class SeriesPageTest extends SeriesDesk {

    private Document page() {
        return browser.page(ADMIN + "/series");
    }

    @Test
    void seriesStandInTheirOrderWithOccasionTimesAndMode() {
        Document page = page();
        assertThat(page.select("#series .title").eachText())
                .containsExactlyElementsOf(
                        playbook().series().stream().map(s -> s.name()).toList());
        assertThat(page.select("#series").text())
                .contains("A cart is left: 1 hour, 1 day, 3 days after the cart was touched last.");
        assertThat(page.select(".switch.mode.on")).hasSize(1);
        assertThat(page.select(".head").text()).contains("1 of 9 series is on").contains("as the settings say");
        assertThat(page.select("nav a[aria-current]").text()).isEqualTo("Series");
    }

    @Test
    void switchPublishesAVersionThatLeavesAloneWhatWasBefore() {
        server.clock.advance(Duration.ofDays(1));
        browser.signIn();
        Document page = next(send("/series/browse/mode", Map.of("version", "0", "mode", "on")), 303);
        assertThat(page.select("[role=status]").text()).contains("Version 1 is in force");
        assertThat(series("browse").mode()).isEqualTo(Mode.ON);
        assertThat(series("browse").activatedAt()).isEqualTo(server.clock.millis());
        assertThat(page.select(".history li").text()).contains("Version 1").contains("“Looked and left”: on");
        next(send("/series/browse/mode", Map.of("version", "1", "mode", "dry_run")), 303);
        assertThat(series("browse").mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(page().select(".history .diff").first().text()).isEqualTo("“Looked and left”: dry run.");
    }

    @Test
    void mailThatStoppedItselfIsToldAndLetGoAgain() {
        for (int i = 0; i < 3; i++) {
            nurture.brakes().complained();
        }
        assertThat(page().select(".note.warn").text())
                .contains("All marketing mail has stopped itself")
                .contains("3 were complained about");
        Document after = next(send("/series/all/resume", Map.of()), 303);
        assertThat(after.text()).doesNotContain("has stopped itself");
        assertThat(nurture.brakes().status().resumedBy()).isEqualTo("anna");
    }

    @Test
    void whoWasSlowerIsToldWhoWasFasterAndOverwritesNothing() {
        next(send("/series/cart/mode", Map.of("version", "0", "mode", "off")), 303);
        Document told = next(send("/series/cart/mode", Map.of("version", "0", "mode", "on")), 409);
        assertThat(told.select("[role=alert]").text())
                .contains("anna has published version 1 meanwhile")
                .contains("Nothing was overwritten");
        assertThat(series("cart").mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void limitsAreAFormThatKeepsWhatWasTypedAndSaysWhatIsWrong() {
        Map<String, String> form = new HashMap<>(Map.of(
                "version",
                "0",
                "perDay",
                "0",
                "perWeek",
                "five",
                "quietFrom",
                "25:00",
                "quietTo",
                "08:00",
                "catchUp",
                "10"));
        Document refused = next(send("/series/all/limits", form), 422);
        assertThat(refused.getElementById("perDay-error").text()).isEqualTo("Must be a whole number from 1 to 20.");
        assertThat(refused.getElementById("perWeek").val()).isEqualTo("five");
        assertThat(refused.getElementById("quietFrom-error").text()).contains("such as 21:00");
        assertThat(refused.getElementById("days-error").text()).contains("at least one day");
        assertThat(playbook().version()).isZero();
        form.putAll(Map.of("perDay", "2", "perWeek", "5", "quietFrom", "20:00", "day.monday", "on", "note", "Calmer"));
        Document published = next(send("/series/all/limits", form), 303);
        assertThat(playbook().limits().perDay()).isEqualTo(2);
        assertThat(playbook().limits().quietFrom()).isEqualTo(LocalTime.of(20, 0));
        assertThat(published.select(".history li").text()).contains("Calmer").contains("anna");
    }

    @Test
    void publishedVersionsComeBackWithoutMailAboutWhatHappenedMeanwhile() {
        next(send("/series/cart/mode", Map.of("version", "0", "mode", "dry_run")), 303);
        next(send("/series/cart/mode", Map.of("version", "1", "mode", "off")), 303);
        server.clock.advance(Duration.ofDays(2));
        browser.signIn();
        Document page = next(send("/series/all/again", Map.of("version", "2", "number", "1")), 303);
        assertThat(page.select(".history li").first().text()).contains("Version 1 again");
        assertThat(series("cart").mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(series("cart").activatedAt()).isEqualTo(server.clock.millis());
    }

    @Test
    void jsonNamesTheFieldThatCanNotBeAndNeverSaysSinceWhenASeriesIsOn() {
        String json = page().getElementById("playbook").text();
        assertThat(json).startsWith("{").doesNotContain("\"author\"");
        String bad = json.replace("\"holdout\": 0", "\"holdout\": 77");
        Document refused = next(send("/series/all/json", Map.of("version", "0", "json", bad)), 422);
        assertThat(refused.getElementById("playbook-error").text())
                .contains("series[0].holdout")
                .contains("0 to 50");
        assertThat(refused.getElementById("playbook").text()).contains("77");
        assertThat(playbook().version()).isZero();
        String good = json.replace("\"mode\": \"off\"", "\"mode\": \"on\"")
                .replace("\"activatedAt\": 0", "\"activatedAt\": 1");
        next(send("/series/all/json", Map.of("version", "0", "json", good)), 303);
        assertThat(series("welcome").activatedAt()).isEqualTo(server.clock.millis());
        assertThat(series("cart").activatedAt()).isZero();
    }

    @Test
    void whoMayOnlyLookSeesNoSwitchAndMayNotUseIt() {
        for (Role role : List.of(Role.VIEWER, Role.SALES)) {
            Browser reader = as(role);
            Document page = reader.page(ADMIN + "/series");
            assertThat(page.select("main form[action$=mode], main textarea, main button"))
                    .isEmpty();
            assertThat(page.select("#series").text()).contains("On").contains("Off");
            for (String path : List.of(
                    "/series/cart/mode",
                    "/series/all/limits",
                    "/series/all/json",
                    "/series/all/again",
                    "/series/cart/save",
                    "/series/rehearsal/begin",
                    "/texts/cart.1/en/save",
                    "/texts/cart.1/en/test")) {
                assertThat(send(reader, path, Map.of()).statusCode()).as(path).isEqualTo(403);
            }
        }
        assertThat(browser.post(ADMIN + "/series/cart/mode", Map.of("csrf", "made up", "version", "0", "mode", "on"))
                        .statusCode())
                .isEqualTo(403);
    }
}
