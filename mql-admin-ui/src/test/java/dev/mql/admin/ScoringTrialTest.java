package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.admin.access.Accounts;
import dev.mql.admin.web.Role;
import dev.mql.engine.Models;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.scoring.Presets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** A model that is tried beside the published one, and how far leads are scored by a new one. */
class ScoringTrialTest extends ScoringDesk {
    private void crosses(String visitor, double value) {
        long now = server.clock.millis();
        for (String type : List.of("view_pricing", "add_to_cart", "newsletter_signup", "quote_request")) {
            server.mql.track(
                    Event.of(EventId.at(now), visitor, type, now, Source.API, "/x", Props.of(Map.of("value", value))));
        }
        assertThat(server.mql.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aChallengerScoresBesideThePublishedModelUntilItIsPublished() {
        Map<String, String> form = form(browser.page(PAGE));
        act("try", form, 422);
        form.put("in", "90");
        form.put("note", "Fewer, better?");
        Document page = act("try", form, 303);
        assertThat(page.selectFirst("[role=status]").text()).contains("The trial has begun");
        assertThat(models.current().version()).isEqualTo(1);
        crosses("v1", 10);
        server.clock.advance(Duration.ofMinutes(5));
        page = browser.page(PAGE);
        assertThat(page.select(".trial tbody tr").eachText())
                .containsExactly("Version 1, in force 1 0", "Challenger 1 0");
        assertThat(page.selectFirst("section[aria-labelledby=trial]").text())
                .contains("Fewer, better?")
                .contains("1 lead became an MQL under both. Too early to say more: that takes 30 MQLs on each side.");
        assertThat(browser.page(PAGE + "?from=challenger")
                        .selectFirst(".preview")
                        .text())
                .contains("Points to become an MQL 60 → 90");

        Map<String, String> publish =
                Browser.fields(page.selectFirst("section[aria-labelledby=trial] form[action=" + PAGE + "/publish]"));
        act("publish", publish, 303);
        assertThat(models.current().in()).isEqualTo(90);
        assertThat(models.challenger()).as("there is nothing left to compare").isNull();
        assertThat(browser.page(PAGE).select("section[aria-labelledby=trial]")).isEmpty();
        assertThat(browser.post(PAGE + "/publish", publish).statusCode()).isEqualTo(409);
    }

    @Test
    void whoIsTooLateToPublishDoesNotDecideWhetherSalesIsTold() {
        publish(rich());
        assertThat(models.publish(Presets.highTicket(), 1, "late", "", true)).isEmpty();
        Models fresh = new Models(server.mql.records(), server.clock, server.mql.config());
        fresh.refresh();
        assertThat(fresh.current().version()).isEqualTo(2);
        assertThat(fresh.tellsCrossings()).isFalse();
    }

    @Test
    void aTrialCanBeEnded() {
        models.challenge(Presets.highTicket(), "ada", "");
        Map<String, String> end = Browser.fields(browser.page(PAGE).selectFirst("form[action=" + PAGE + "/end]"));
        assertThat(act("end", end, 303).selectFirst("[role=status]").text()).contains("The trial is over");
        assertThat(models.challenger()).isNull();
    }

    @Test
    void howFarLeadsAreScoredIsToldWhileItGoesOn() {
        crosses("v1", 10);
        Map<String, String> form = form(browser.page(PAGE));
        form.put("in", "70");
        Document page = act("publish", form, 303);
        assertThat(page.selectFirst("[data-progress]").attr("data-progress")).isEqualTo(PAGE + "/progress");
        assertThat(page.selectFirst("[data-progress]").text()).contains("Leads are scored by version 2.");
        assertThat(page.select("[data-progress] progress")).hasSize(1);
        assertThat(browser.page("/mql/admin").select("[data-progress]")).hasSize(1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.mql.rescore().modelVersion() == 2
                        && server.mql.rescore().finished());
        JsonObject progress =
                JsonParser.parseString(browser.get(PAGE + "/progress").body()).getAsJsonObject();
        assertThat(progress.get("running").getAsBoolean()).isFalse();
        assertThat(progress.get("title").getAsString()).isEqualTo("All leads are scored by version 2.");
        assertThat(browser.page(PAGE).select("[data-progress]")).isEmpty();
        assertThat(browser.page("/mql/admin").select("[data-progress]")).isEmpty();
    }

    @Test
    void whoMayNotPublishSeesEverythingAndNoButton() {
        publish(rich());
        models.challenge(Presets.highTicket(), "ada", "");
        new Accounts(server.mql.records()).create("vera", "a long enough password", Role.VIEWER);
        Browser viewer = new Browser(server);
        viewer.signIn("vera", "a long enough password");
        Document page = viewer.page(PAGE);
        assertThat(page.select("main button")).isEmpty();
        assertThat(page.selectFirst("main").text()).contains("A challenger scores beside version 2");
        assertThat(page.getElementById("rule.careers.points").val()).isEqualTo("-10");
    }
}
