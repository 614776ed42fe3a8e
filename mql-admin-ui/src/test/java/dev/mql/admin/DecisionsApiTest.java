package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a CRM and the shop's servers tell of people, and what they ask. */
class DecisionsApiTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private AdminServer server;
    private Scene scene;
    private Lead lead;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        server.mql.models().refresh();
        scene = new Scene(server);
        lead = scene.mql("v1", "ada@acme.example", "Ada");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.origin() + "/mql/api/v1" + path))
                .header("Authorization", "Bearer " + AdminServer.KEY)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private void problem(int status, String reason, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("reason")
                        .getAsString())
                .isEqualTo(reason);
    }

    private String place() {
        return "/leads/" + lead.id();
    }

    @Test
    void theCrmsVerdictComesBack() throws Exception {
        JsonObject accepted =
                ok(send("POST", place() + "/handoff", "{\"verdict\": \"accepted\", \"by\": \"Bea <b>\"}"));
        assertThat(accepted.get("stage").getAsString()).isEqualTo("sal");
        JsonObject said = accepted.getAsJsonObject("handoff");
        assertThat(said.get("verdict").getAsString()).isEqualTo("accepted");
        assertThat(said.get("by").getAsString()).isEqualTo("Bea <b>");
        assertThat(said.get("at").getAsString()).isEqualTo("2026-11-22T10:00:00Z");
        ok(send("POST", place() + "/handoff", "{\"verdict\": \"recycled\", \"reason\": \"timing\"}"));
        assertThat(scene.lead("v1").handoff().by()).isEqualTo("api");
        assertThat(scene.lead("v1").stage()).isEqualTo(Stage.LEAD);
        assertThat(ok(send("POST", place() + "/handoff", "{\"verdict\": \"none\"}"))
                        .get("handoff")
                        .isJsonNull())
                .isTrue();
        assertThat(scene.lead("v1").stage()).isEqualTo(Stage.MQL);
    }

    @Test
    void verdictsThatCanNotBeAreRefusedWithTheReason() throws Exception {
        problem(400, "bad_verdict", send("POST", place() + "/handoff", "{\"verdict\": \"maybe\"}"));
        problem(400, "bad_verdict", send("POST", place() + "/handoff", "{}"));
        problem(400, "bad_reason", send("POST", place() + "/handoff", "{\"verdict\": \"rejected\"}"));
        problem(
                400,
                "bad_reason",
                send("POST", place() + "/handoff", "{\"verdict\": \"rejected\", \"reason\": \"<script>\"}"));
        problem(400, "bad_field", send("POST", place() + "/handoff", "{\"verdict\": 1}"));
        problem(400, "unknown_field", send("POST", place() + "/handoff", "{\"verdict\": \"accepted\", \"points\": 5}"));
        problem(400, "malformed", send("POST", place() + "/handoff", "[]"));
        problem(400, "malformed", send("POST", place() + "/handoff", "{\"verdict\": "));
        problem(
                409,
                "conflict",
                send("POST", place() + "/handoff", "{\"verdict\": \"recycled\", \"reason\": \"budget\"}"));
        problem(409, "conflict", send("POST", place() + "/handoff", "{\"verdict\": \"none\"}"));
        for (String id : List.of("x", "AAAAAAAAAAAAAAAA", "%3Cscript%3E")) {
            problem(404, "no_lead", send("POST", "/leads/" + id + "/handoff", "{\"verdict\": \"accepted\"}"));
        }
        assertThat(scene.lead("v1").stage()).isEqualTo(Stage.MQL);
    }

    @Test
    void aCorrectionMovesTheScoreAndStandsInTheLedger() throws Exception {
        double before = server.mql.leads().score(lead).value();
        JsonObject corrected = ok(send(
                "POST",
                place() + "/corrections",
                "{\"points\": -7.5, \"reason\": \"met at a fair\", \"until\": \"2026-12-22T00:00:00Z\"}"));
        assertThat(corrected.get("score").getAsDouble()).isEqualTo(before - 7.5);
        double sum = 0;
        for (var line : corrected.getAsJsonArray("ledger")) {
            sum += line.getAsJsonObject().get("left").getAsDouble();
        }
        assertThat(sum).isEqualTo(corrected.get("score").getAsDouble());
        JsonObject correction = corrected.getAsJsonArray("corrections").get(0).getAsJsonObject();
        assertThat(correction.get("reason").getAsString()).isEqualTo("met at a fair");
        assertThat(correction.get("holds").getAsBoolean()).isTrue();
        server.clock.advance(Duration.ofDays(31));
        assertThat(ok(send("GET", place(), ""))
                        .getAsJsonArray("corrections")
                        .get(0)
                        .getAsJsonObject()
                        .get("holds")
                        .getAsBoolean())
                .isFalse();
    }

    @Test
    void correctionsThatCanNotBeAreRefused() throws Exception {
        for (String points : List.of("NaN", "Infinity", "-Infinity")) {
            problem(
                    400,
                    "malformed",
                    send("POST", place() + "/corrections", correction(points, "2026-12-01T00:00:00Z")));
        }
        for (String points : List.of("1e308", "0", "500.1", "-501")) {
            problem(
                    400,
                    "bad_correction",
                    send("POST", place() + "/corrections", correction(points, "2026-12-01T00:00:00Z")));
        }
        problem(400, "bad_field", send("POST", place() + "/corrections", correction("\"5\"", "2026-12-01T00:00:00Z")));
        problem(400, "bad_correction", send("POST", place() + "/corrections", correction("5", "2026-11-22T09:00:00Z")));
        problem(400, "bad_correction", send("POST", place() + "/corrections", correction("5", "2028-01-01T00:00:00Z")));
        problem(
                400,
                "bad_correction",
                send("POST", place() + "/corrections", correction("5", "+999999999-01-01T00:00:00Z")));
        for (String until : List.of("tomorrow", "", "2026-12-01")) {
            problem(400, "bad_time", send("POST", place() + "/corrections", correction("5", until)));
        }
        problem(
                400,
                "bad_correction",
                send("POST", place() + "/corrections", "{\"points\": 5, \"until\": \"2026-12-01T00:00:00Z\"}"));
        assertThat(scene.lead("v1").corrections()).isEmpty();
    }

    private static String correction(String points, String until) {
        return "{\"points\": " + points + ", \"reason\": \"r\", \"until\": \"" + until + "\"}";
    }

    @Test
    void ofTwoValuesForOneAttributeTheLaterHoldsWhicheverWayItCame() throws Exception {
        ok(send("PUT", place() + "/attributes", "{\"job_title\": \"Owner\", \"company_size\": 60, \"vip\": true}"));
        server.clock.advance(Duration.ofMinutes(1));
        HttpResponse<String> older = send(
                "POST",
                "/events",
                "[{\"visitor\": \"v1\", \"type\": \"identify\", \"time\": \"2026-11-22T09:00:00Z\","
                        + " \"props\": {\"job_title\": \"Student\", \"industry\": \"Coffee\"}}]");
        assertThat(older.statusCode()).isEqualTo(202);
        server.mql.awaitIdle(Duration.ofSeconds(10));
        JsonObject whole = ok(send("GET", place(), ""));
        assertThat(whole.getAsJsonArray("attributes").asList().stream()
                        .map(a -> a.getAsJsonObject().get("name").getAsString()
                                + '='
                                + a.getAsJsonObject().get("value").getAsString())
                        .toList())
                .containsExactly("company_size=60", "industry=Coffee", "job_title=Owner", "vip=true");
        assertThat(whole.get("fit").getAsDouble()).isEqualTo(100);
        assertThat(whole.get("fitPoints").getAsDouble()).isPositive();
        JsonArray left = ok(send("PUT", place() + "/attributes", "{\"vip\": null, \"industry\": \"\"}"))
                .getAsJsonArray("attributes");
        assertThat(left).hasSize(2);
    }

    @Test
    void attributesThatCanNotBeAreRefused() throws Exception {
        String many =
                IntStream.range(0, 33).mapToObj(i -> "\"a" + i + "\": 1").collect(Collectors.joining(",", "{", "}"));
        for (String bad : List.of(
                many,
                "{}",
                "{\"Job Title\": \"x\"}",
                "{\"<script>\": \"x\"}",
                "{\"email\": \"x@example.com\"}",
                "{\"mail_domain\": \"x\"}",
                "{\"job_title\": [\"x\"]}",
                "{\"job_title\": \"" + "x".repeat(101) + "\"}")) {
            problem(400, "bad_attribute", send("PUT", place() + "/attributes", bad));
        }
        problem(404, "no_lead", send("PUT", "/leads/AAAAAAAAAAAAAAAA/attributes", "{\"job_title\": \"x\"}"));
        assertThat(scene.lead("v1").profile().attributes()).isEmpty();
    }

    @Test
    void formsAndConsentsOfTheApiReachTheLead() throws Exception {
        HttpResponse<String> sent = send("POST", "/events", """
                [{"visitor": "v1", "type": "contact_form", "props": {"job_title": "Head of coffee", "need": "yes", "message": "hi"}},
                 {"visitor": "v1", "type": "consent_granted", "props": {"purposes": "behaviour, mail", "wording": "banner-3"}},
                 {"visitor": "v1", "type": "consent_withdrawn", "time": "2026-11-22T09:59:00Z", "props": {"purposes": "advertising"}}]
                """);
        assertThat(sent.body()).contains("\"accepted\":3");
        server.mql.awaitIdle(Duration.ofSeconds(10));
        JsonObject whole = ok(send("GET", place(), ""));
        assertThat(whole.getAsJsonArray("attributes")).hasSize(2);
        assertThat(whole.getAsJsonArray("consents").asList().stream()
                        .map(c -> c.getAsJsonObject().get("purpose").getAsString()
                                + ' '
                                + c.getAsJsonObject().get("granted").getAsBoolean()
                                + ' '
                                + c.getAsJsonObject().get("wording").getAsString()
                                + ' '
                                + c.getAsJsonObject().get("source").getAsString())
                        .toList())
                .containsExactlyInAnyOrder(
                        "behaviour true banner-3 api", "mail true banner-3 api", "advertising false  api");
    }

    @Test
    void theQueueTellsWhoWaitsSinceWhen() throws Exception {
        server.clock.advance(Duration.ofHours(25));
        scene.mql("v2", "bob@gmail.com", "Bob");
        JsonObject queue = ok(send("GET", "/handoff?limit=5", ""));
        assertThat(queue.getAsJsonArray("items")).hasSize(2);
        JsonObject first = queue.getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(first.get("id").getAsString()).isEqualTo(lead.id().toString());
        assertThat(first.get("waitingSince").getAsString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(first.get("dueAt").getAsString()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(first.get("overdue").getAsBoolean()).isTrue();
        assertThat(first.get("company").getAsString()).isEqualTo("acme.example");
        assertThat(queue.getAsJsonArray("reasons").asList()).hasSize(9);
        assertThat(ok(send("GET", "/handoff?limit=1", "")).getAsJsonArray("items"))
                .hasSize(1);
        problem(400, "bad_parameter", send("GET", "/handoff?limit=0", ""));
        problem(400, "bad_parameter", send("GET", "/handoff?grade=Z9", ""));
    }

    @Test
    void companiesAndFiltersFindLeads() throws Exception {
        scene.mql("v2", "bob@acme.example", "Bob");
        JsonObject company = ok(send("GET", "/companies/acme.example", ""));
        assertThat(company.get("leads").getAsInt()).isEqualTo(2);
        assertThat(company.get("stage").getAsString()).isEqualTo("mql");
        assertThat(company.getAsJsonArray("items")).hasSize(2);
        problem(404, "no_company", send("GET", "/companies/nobody.example", ""));
        problem(400, "bad_parameter", send("GET", "/companies/%3Cscript%3E", ""));
        ok(send("PUT", place() + "/attributes", "{\"job_title\": \"Owner\"}"));
        String grade = ok(send("GET", place(), "")).get("grade").getAsString();
        for (Map.Entry<String, Integer> each : Map.of(
                        "grade=" + grade,
                        1,
                        "quality=high",
                        1,
                        "quality=low",
                        1,
                        "company=acme.example",
                        2,
                        "company=acme.example&quality=high",
                        1,
                        "grade=C3",
                        0)
                .entrySet()) {
            assertThat(ok(send("GET", "/leads?" + each.getKey(), "")).getAsJsonArray("items"))
                    .as(each.getKey())
                    .hasSize(each.getValue());
        }
    }

    @Test
    void aPersonIsGivenOutAndErased() throws Exception {
        assertThat(ok(send("GET", place() + "/export", ""))
                        .getAsJsonObject("person")
                        .get("name")
                        .getAsString())
                .isEqualTo("Ada");
        assertThat(send("DELETE", place(), "").statusCode()).isEqualTo(204);
        problem(404, "no_lead", send("GET", place(), ""));
        problem(404, "no_lead", send("GET", place() + "/export", ""));
        problem(404, "no_lead", send("DELETE", place(), ""));
        problem(404, "no_lead", send("DELETE", "/leads/x", ""));
        assertThat(ok(send("GET", "/leads?email=ada%40acme.example", "")).getAsJsonArray("items"))
                .isEmpty();
    }
}
