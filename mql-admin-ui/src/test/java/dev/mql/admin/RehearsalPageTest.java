package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.lead.Lead;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a marketer sees of a rehearsal. */
class RehearsalPageTest extends SeriesDesk {
    private static final String PAGE = ADMIN + "/series/rehearsal";
    private static final String SCRIPT = "\"><script>document.title='pwn'</script>";
    private Lead ada;

    @Override
    Map<String, String> settings() {
        return Map.of(
                "mql.recovery.holdout", "0",
                "mql.base-url", "https://shop.example",
                "mql.mail.from", "cart@shop.example",
                "mql.mail.postal-address", "Lindenstraße 12, 50674 Köln");
    }

    @BeforeEach
    void leaveACart() {
        ada = scene.mql("v1", "ada@acme.example", "Ada " + SCRIPT);
        server.mql.leads().confirm(ada.id(), "ada@acme.example");
        scene.event(
                "v1", "add_to_cart", Map.of("item_id", "7", "item_name", "Kettle", "price", 64.0, "currency", "EUR"));
        server.clock.advance(Duration.ofDays(5));
        server.mql.runDue();
        browser.signIn();
    }

    private Document rehearse(Map<String, String> on) {
        next(send("/series/rehearsal/begin", on), 303);
        await().until(() -> {
            var latest = nurture.sending().rehearsals().latest();
            return latest != null && !latest.running();
        });
        return browser.page(PAGE);
    }

    @Test
    void rehearsalTellsWhoWouldHaveGotWhatAndSendsNothing() {
        assertThat(browser.page(PAGE).text()).contains("No rehearsal yet");
        assertThat(browser.page(PAGE).select("input[name=on.cart][checked]")).hasSize(1);
        Document page = rehearse(Map.of("on.cart", "on"));
        assertThat(page.select("[role=status]").text())
                .contains("1 cart of the last 30 days")
                .contains("would have gone");
        assertThat(page.select("#lines").text())
                .contains("Ada " + SCRIPT)
                .contains("Cart left, mail 1")
                .contains("cart.1");
        assertThat(page.select("script:not([src])")).isEmpty();
        assertThat(browser.get(PAGE).headers().firstValue("Refresh")).isEmpty();
        assertThat(page.select("#lines a").attr("href")).endsWith(ada.id().toString());
        assertThat(playbook().version()).isZero();
    }

    @Test
    void whoIsHeldBackHasAReasonInWords() {
        Document page = rehearse(Map.of());
        assertThat(page.select("#lines").text()).contains("been held back, because no series for this is switched on");
        assertThat(page.text()).contains("No series for this is switched on");
    }

    @Test
    void fileIsSafeForSpreadsheetsAndNamesNobody() {
        assertThat(browser.get(PAGE + "/export").body())
                .contains("\"when\",\"lead\"")
                .doesNotContain("cart.1");
        rehearse(Map.of("on.cart", "on"));
        HttpResponse<String> file = browser.get(PAGE + "/export");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"rehearsal.csv\"");
        assertThat(file.body())
                .contains(ada.id().toString())
                .contains("\"cart.1\"")
                .doesNotContain("ada@");
    }

    @Test
    void rehearsalCanBeEnded() {
        Document page = next(send("/series/rehearsal/cancel", Map.of()), 303);
        assertThat(page.select("[role=status]").text()).contains("The rehearsal is ended");
        assertThat(browser.get(PAGE + "?done=%3Cscript%3E").statusCode()).isEqualTo(400);
    }
}
