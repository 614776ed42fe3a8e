package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.mql.admin.access.Accounts;
import dev.mql.admin.web.Role;
import dev.mql.lead.Handoff.Verdict;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people decide about a lead on its page. */
class LeadDeskTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private AdminServer server;
    private Browser browser;
    private Scene scene;
    private Lead lead;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        browser = new Browser(server);
        browser.signIn();
        scene = new Scene(server);
        lead = scene.mql("v1", "ada@acme.example", "Ada");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String place() {
        return "/mql/admin/leads/" + lead.id();
    }

    private HttpResponse<String> send(String form, Map<String, String> typed) {
        Map<String, String> fields = new HashMap<>(typed);
        fields.put("csrf", browser.page(place()).selectFirst("[name=csrf]").val());
        return browser.post(place() + form, fields);
    }

    private static String noteOf(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body()).select(".note").text();
    }

    @Test
    void pageTellsWhereTheLeadCameFrom() {
        scene.event("v1", "ad_click", Map.of("source", "google", "medium", "cpc", "campaign", SCRIPT));
        server.clock.advance(Duration.ofMinutes(5));
        scene.event("v1", "campaign_details", Map.of("source", "newsletter", "medium", "email"));
        Document page = browser.page(place());
        assertThat(page.select(".facts").text())
                .contains("First came by Paid search google / cpc, " + SCRIPT + ", 5 minutes ago")
                .contains("Last came by E-mail newsletter / email, just now");
        assertThat(page.select(".timeline").text()).contains("Came from an advertisement: google / cpc");
        assertThat(page.select("script:not([src])")).isEmpty();
    }

    @Test
    void salesWorksALeadFromItsPageToTheOrder() {
        assertThat(browser.page(place()).select("#sales").text())
                .contains("sales should look within 24 hours")
                .contains("Accept")
                .contains("Reject…");
        HttpResponse<String> accepted = send("/handoff", Map.of("verdict", "accepted"));
        assertThat(Browser.location(accepted)).isEqualTo(place() + "?done=accepted");
        Document page = browser.page(place() + "?done=accepted");
        assertThat(page.select(".note").text()).contains("Accepted. Sales works this lead now.");
        assertThat(page.select("#sales").text())
                .contains("Accepted just now by anna.")
                .contains("Take back");
        assertThat(scene.lead("v1").stage()).isEqualTo(Stage.SAL);
        send("/handoff", Map.of("verdict", "qualified"));
        assertThat(scene.lead("v1").stage()).isEqualTo(Stage.SQL);
        send("/handoff", Map.of("verdict", "none"));
        assertThat(scene.lead("v1").stage()).isEqualTo(Stage.MQL);
        send("/handoff", Map.of("verdict", "accepted"));
        send("/handoff", Map.of("verdict", "won"));
        assertThat(scene.lead("v1").stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(browser.page(place()).select(".timeline").text()).contains("Won by anna");
    }

    @Test
    void aRejectionNeedsAReasonOfTheShopsList() {
        for (String reason : List.of("", "because", SCRIPT)) {
            HttpResponse<String> refused = send("/handoff", Map.of("verdict", "rejected", "reason", reason));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(noteOf(refused)).contains("Nothing was changed.").contains("A reason is one of budget, timing");
        }
        assertThat(scene.lead("v1").stage()).isEqualTo(Stage.MQL);
        assertThat(send("/handoff", Map.of("verdict", "rejected", "reason", "no_need"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.page(place()).select("#sales").text())
                .contains("Rejected just now by anna. Reason: no need.")
                .contains("It does not come to sales again before 22 December");
        assertThat(browser.page(place()).text()).contains("Does not become an MQL before 22 December");
    }

    @Test
    void whoWasSlowerIsToldWhereTheLeadStands() {
        send("/handoff", Map.of("verdict", "accepted"));
        HttpResponse<String> slower = send("/handoff", Map.of("verdict", "rejected", "reason", "budget"));
        assertThat(slower.statusCode()).isEqualTo(409);
        assertThat(noteOf(slower)).contains("Only an MQL can be rejected; this one is sal now.");
        assertThat(send("/handoff", Map.of("verdict", "nonsense")).statusCode()).isEqualTo(422);
    }

    @Test
    void aCorrectionStandsInTheLedgerAndTheSumStaysTrue() {
        assertThat(send("/correct", Map.of("points", "-12.5", "reason", "Student " + SCRIPT, "until", "2026-12-01"))
                        .statusCode())
                .isEqualTo(303);
        Document page = browser.page(place());
        assertThat(page.select("#ledger-table").text()).contains("Corrected by hand: Student " + SCRIPT);
        assertThat(page.select("script:not([src])")).isEmpty();
        double sum = 0;
        for (Element left : page.select("#ledger-table tbody .left")) {
            sum += Double.parseDouble(left.text());
        }
        assertThat(sum)
                .isCloseTo(
                        Double.parseDouble(page.getElementById("score").text()),
                        org.assertj.core.data.Offset.offset(1e-9));
        assertThat(page.select(".said").text()).contains("−12.5").contains("until 2 December");
        server.clock.advance(Duration.ofDays(11));
        browser.signIn();
        assertThat(browser.page(place()).select(".said").text()).contains("ended");
    }

    @Test
    void correctionsThatCanNotBeAreRefusedAndWhatWasTypedStays() {
        for (String points : List.of("NaN", "1e308", "Infinity", "", "0", "501", "-999999", "ten")) {
            HttpResponse<String> refused =
                    send("/correct", Map.of("points", points, "reason", "fair", "until", "2026-12-01"));
            assertThat(refused.statusCode()).as(points).isEqualTo(422);
            Document page = Jsoup.parse(refused.body());
            assertThat(page.getElementById("points").val()).isEqualTo(points);
            assertThat(page.getElementById("reason").val()).isEqualTo("fair");
        }
        for (String until : List.of("2026-11-21", "2028-01-01", "tomorrow", "", "+999999999-01-01")) {
            assertThat(send("/correct", Map.of("points", "5", "reason", "fair", "until", until))
                            .statusCode())
                    .as(until)
                    .isEqualTo(422);
        }
        assertThat(noteOf(send("/correct", Map.of("points", "5", "reason", " ", "until", "2026-12-01"))))
                .contains("A correction needs a reason");
        assertThat(scene.lead("v1").corrections()).isEmpty();
    }

    @Test
    void aScoreThatIsStartedAnewIsZeroAndSaysWhy() {
        assertThat(send("/anew", Map.of("reason", "")).statusCode()).isEqualTo(422);
        server.clock.advance(Duration.ofSeconds(5));
        assertThat(send("/anew", Map.of("reason", "Bought elsewhere")).statusCode())
                .isEqualTo(303);
        Document page = browser.page(place() + "?done=anew");
        assertThat(page.getElementById("score").text()).isEqualTo("0.0");
        assertThat(page.select(".timeline").text()).contains("Started anew by anna: Bought elsewhere");
    }

    @Test
    void thePageTellsFitAttributesConsentsAndCompany() {
        scene.event("v1", "identify", Map.of("job_title", "Owner " + SCRIPT, "company_size", 60));
        Document before = browser.page(place());
        assertThat(before.getElementById("grade").text()).matches("A[123]");
        assertThat(before.getElementById("band").text()).isEqualTo("High-quality MQL:");
        scene.event("v1", "consent_withdrawn", Map.of("purposes", "behaviour", "wording", "banner-3"));
        Document page = browser.page(place());
        assertThat(page.select("#attributes").text())
                .contains("Owner " + SCRIPT)
                .contains("15 of 15");
        assertThat(page.text()).contains("Fit 100 of 100").contains("Not known: occupation");
        assertThat(page.select("#consents").text())
                .contains("Withdrew behaviour")
                .contains("wording “banner-3”, told by api");
        assertThat(page.select("#ledger-table").text()).contains("Withdrew consent for behaviour: 1 event forgotten");
        assertThat(page.getElementById("company").text()).isEqualTo("acme.example");
        Document colleagues = browser.page(page.getElementById("company").attr("href"));
        assertThat(colleagues.select("tr.go")).hasSize(1);
        assertThat(colleagues.getElementById("company").val()).isEqualTo("acme.example");
    }

    @Test
    void leadsAreFilteredByGradeQualityAndCompany() {
        scene.event("v1", "identify", Map.of("job_title", "Owner"));
        scene.mql("v2", "bob@other.example", "Bob");
        scene.event("v2", "contact_form", Map.of("job_title", "Student"));
        String grade = browser.page("/mql/admin/leads/" + scene.lead("v2").id())
                .getElementById("grade")
                .text();
        assertThat(browser.page("/mql/admin/leads?grade=" + grade)
                        .select("tr.go")
                        .text())
                .contains("Bob");
        assertThat(browser.page("/mql/admin/leads?quality=high").select("tr.go").text())
                .contains("Ada")
                .doesNotContain("Bob");
        assertThat(browser.page("/mql/admin/leads?company=other.example&stage=mql")
                        .select("tr.go")
                        .text())
                .contains("Bob")
                .doesNotContain("Ada");
        assertThat(browser.page("/mql/admin/leads?company=nobody.example").text())
                .contains("No lead matches");
        for (String bad : List.of("grade=D4", "quality=best", "company=%3Cscript%3E", "done=x")) {
            assertThat(browser.get("/mql/admin/leads?" + bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void everythingAboutAPersonCanBeTakenAway() {
        HttpResponse<String> file = browser.get(place() + "/export");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"lead-" + lead.id() + ".json\"");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(JsonParser.parseString(file.body())
                        .getAsJsonObject()
                        .getAsJsonObject("person")
                        .get("address")
                        .getAsString())
                .isEqualTo("ada@acme.example");
    }

    @Test
    void erasingTakesTwoStepsAndNamesWhatGoes() {
        Document ask = browser.page(place() + "/erase");
        assertThat(ask.text())
                .contains("Erase Ada?")
                .contains("name and mail address")
                .contains("3 events");
        assertThat(send("/erase", Map.of("confirm", "yes")).statusCode()).isEqualTo(422);
        assertThat(server.mql.leads().get(lead.id())).isPresent();
        HttpResponse<String> erased = send("/erase", Map.of("confirm", "erase"));
        assertThat(Browser.location(erased)).isEqualTo("/mql/admin/leads?done=erased");
        assertThat(browser.page("/mql/admin/leads?done=erased").select(".note").text())
                .contains("Erased.");
        assertThat(server.mql.leads().get(lead.id())).isEmpty();
        assertThat(server.mql.leads().byAddress("ada@acme.example")).isEmpty();
        assertThat(browser.get(place()).statusCode()).isEqualTo(404);
    }

    @Test
    void whoMayOnlyLookSeesNoButtonsAndSalesSeesNoErasing() {
        for (Role role : List.of(Role.VIEWER, Role.SALES)) {
            new Accounts(server.mql.records()).create(role.word(), "a long enough password", role);
            Browser reader = new Browser(server);
            reader.signIn(role.word(), "a long enough password");
            Document page = reader.page(place());
            assertThat(page.select("main form").isEmpty()).isEqualTo(role == Role.VIEWER);
            assertThat(page.getElementById("erase")).isNull();
            Document queue = reader.page("/mql/admin/handoff");
            assertThat(queue.select("#queue form").isEmpty()).isEqualTo(role == Role.VIEWER);
            assertThat(queue.text()).contains("Ada");
        }
    }

    @Test
    void aDecisionWithoutTheSessionsTokenIsRefused() {
        for (String form : List.of("/handoff", "/correct", "/anew", "/notices", "/erase")) {
            assertThat(browser.post(place() + form, Map.of("csrf", "made up")).statusCode())
                    .as(form)
                    .isEqualTo(403);
        }
        assertThat(scene.lead("v1").handoff().verdict()).isEqualTo(Verdict.NONE);
    }
}
