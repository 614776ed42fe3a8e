package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.cart.Cart;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {
    private static final String BASE = "/mql/api/v1";
    private final HttpClient http = HttpClient.newHttpClient();
    private AdminServer server;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        server.mql.models().refresh();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.origin() + BASE + path))
                .header("Authorization", "Bearer " + AdminServer.KEY)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private JsonObject events(String body) throws Exception {
        HttpResponse<String> response = send("POST", "/events", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(server.mql.awaitIdle(Duration.ofSeconds(10))).isTrue();
        return json(response);
    }

    private void problem(int status, String reason, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonObject problem = json(response);
        assertThat(problem.get("status").getAsInt()).isEqualTo(status);
        assertThat(problem.get("reason").getAsString()).isEqualTo(reason);
        assertThat(problem.get("title").getAsString()).isNotEmpty();
        assertThat(problem.get("type").getAsString()).isEqualTo("about:blank");
    }

    @Test
    void withoutAKeyTheInterfaceDoesNotExist() throws Exception {
        try (AdminServer closed = AdminServer.start(Map.of("mql.api.key", "", "mql.health.open", "false"))) {
            for (String path : List.of(BASE + "/leads", BASE + "/model", "/mql/health", "/mql/metrics")) {
                assertThat(http.send(
                                        HttpRequest.newBuilder(closed.uri(path)).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void everyCallNeedsTheKey() throws Exception {
        for (String key :
                List.of("", "Bearer", "Bearer ", "Bearer wrong", "Basic " + AdminServer.KEY, AdminServer.KEY)) {
            HttpResponse<String> answer = send("GET", "/leads", "", "Authorization", key);
            problem(401, "unauthorized", answer);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(send("POST", "/events", "[]", "Authorization", key).statusCode())
                    .isEqualTo(401);
            assertThat(send("PUT", "/model", "{}", "Authorization", key).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aTillsPurchaseMakesACustomerKnownByTheAddress() throws Exception {
        JsonObject answer = events("""
                [{"id": "till-1", "visitor": "till-4711", "email": "Ada@Example.com", "type": "purchase",
                  "time": "2026-11-22T09:59:00Z", "props": {"value": 129.0, "currency": "EUR", "transaction_id": "A-1"}}]
                """);
        assertThat(answer.get("accepted").getAsInt()).isEqualTo(1);
        Lead lead = server.mql.leads().byAddress("ada@example.com").orElseThrow();
        assertThat(lead.stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(server.mql.leads().byVisitor("till-4711").orElseThrow().id()).isEqualTo(lead.id());

        JsonObject byEmail = json(send("GET", "/leads?email=ada%40example.com", ""));
        assertThat(byEmail.getAsJsonArray("items")
                        .get(0)
                        .getAsJsonObject()
                        .get("id")
                        .getAsString())
                .isEqualTo(lead.id().toString());
        assertThat(byEmail.get("next").isJsonNull()).isTrue();
        assertThat(json(send("GET", "/leads?visitor=till-4711", "")).getAsJsonArray("items"))
                .hasSize(1);
        String cookie = "till-4711." + "s".repeat(22);
        assertThat(json(send("GET", "/leads?visitor=" + cookie, "")).getAsJsonArray("items"))
                .hasSize(1);
        assertThat(json(send("GET", "/leads?visitor=nobody", "")).getAsJsonArray("items"))
                .isEmpty();
    }

    @Test
    void aPaymentCallbackOfTheShopsServersNeedsNoMoreThanANumber() throws Exception {
        events("""
                [{"visitor": "v-pay", "type": "add_to_cart", "props": {"item_id": "7", "price": 9.5}},
                 {"visitor": "v-pay", "type": "begin_checkout", "props": {"transaction_id": "W-1"}}]
                """);
        events("[{\"type\": \"purchase\", \"props\": {\"transaction_id\": \"W-1\"}}]");
        JsonObject again = events("""
                [{"id": "x1", "type": "purchase", "props": {"transaction_id": "W-1", "value": 9.5}},
                 {"id": "x2", "type": "purchase", "props": {"transaction_id": "W-1"}},
                 {"type": "search", "props": {"transaction_id": "W-1"}},
                 {"type": "purchase", "props": {"value": 9.5}}]
                """);
        Lead lead = server.mql.leads().byVisitor("v-pay").orElseThrow();
        assertThat(lead.carts())
                .extracting(Cart::state, Cart::orderRef)
                .containsExactly(tuple(Cart.State.ORDERED, "W-1"));
        assertThat(lead.milestones()).filteredOn(m -> m.kind().equals("order")).hasSize(1);
        assertThat(again.get("accepted").getAsInt()).isEqualTo(1);
        assertThat(again.get("duplicates").getAsInt()).isEqualTo(1);
        assertThat(again.getAsJsonArray("rejected")).hasSize(2);
    }

    @Test
    void aCustomerIdSaysWhoItIs() throws Exception {
        events("""
                [{"visitor": "v-c1", "type": "identify", "props": {"customer_id": "4711", "name": "Jo"}},
                 {"type": "purchase", "props": {"customer_id": "4711", "transaction_id": "W-2"}}]
                """);
        assertThat(server.mql.leads().byVisitor("v-c1").orElseThrow().stage()).isEqualTo(Stage.CUSTOMER);
    }

    @Test
    void everyEventIsAcceptedOrRefusedForItself() throws Exception {
        JsonObject answer = events("""
                [{"id": "1", "visitor": "v", "type": "page_view"},
                 {"id": "1", "visitor": "v", "type": "page_view"},
                 {"id": "2", "visitor": "v", "type": "no_such_type"},
                 {"id": "3", "visitor": "v v", "type": "page_view"},
                 {"id": "4", "visitor": "v", "type": "page_view", "time": "yesterday"},
                 {"id": "5", "visitor": "v", "type": "page_view", "time": "2027-11-22T10:00:00Z"},
                 {"id": "6", "visitor": "v", "type": "page_view", "time": "2020-11-22T10:00:00Z"},
                 {"id": "7", "visitor": "v", "type": "page_view", "email": "a@b@c"},
                 {"id": "8", "visitor": "v", "type": "page_view", "points": 500},
                 {"id": "9", "visitor": "v", "type": "page_view", "props": [1]},
                 {"id": "10", "visitor": "v", "type": "page_view", "props": {"x": {"y": 1}}},
                 {"id": "11", "visitor": "v", "type": "stage_changed"},
                 {"id": 12, "visitor": "v", "type": "page_view"},
                 {"visitor": "v", "type": 7},
                 17, null, []]
                """);
        assertThat(answer.get("accepted").getAsInt()).isEqualTo(1);
        assertThat(answer.get("duplicates").getAsInt()).isEqualTo(1);
        JsonArray rejected = answer.getAsJsonArray("rejected");
        List<String> reasons = rejected.asList().stream()
                .map(r -> r.getAsJsonObject().get("index") + " "
                        + r.getAsJsonObject().get("reason").getAsString())
                .toList();
        assertThat(reasons)
                .containsExactly(
                        "2 unknown_type",
                        "3 bad_visitor",
                        "4 bad_time",
                        "5 future_time",
                        "6 too_old",
                        "7 bad_address",
                        "8 unknown_field",
                        "9 bad_property",
                        "10 bad_property",
                        "11 unknown_type",
                        "12 bad_id",
                        "13 unknown_type",
                        "14 malformed",
                        "15 malformed",
                        "16 malformed");
        Map<String, Long> counters = server.mql.counters().all();
        assertThat(counters.get("events.rejected")).isEqualTo(15);
        assertThat(counters.get("events.rejected.unknown_type")).isEqualTo(3);
    }

    @Test
    void operatorSeesWhatWasRefusedByCountAndExample() throws Exception {
        events("[{\"visitor\": \"v\", \"type\": \"page_view\", \"canary-7f3a@victim.test\": 1}]");
        Refused typo = new Refused(Refusal.BAD_PROPERTY, "no sentence", "price");
        server.mql.account().refused(typo, server.clock.millis(), "add_to_cart", "/p/<script>?x");

        HttpResponse<String> answer = send("GET", "/events/refused", "");

        JsonObject refused = json(answer);
        assertThat(refused.getAsJsonObject("counts").get("unknown_field").getAsInt())
                .isEqualTo(1);
        assertThat(refused.getAsJsonArray("examples").asList().stream().map(Object::toString))
                .anyMatch(e -> e.contains(
                        "\"reason\":\"bad_property\",\"type\":\"add_to_cart\",\"field\":\"price\",\"path\":\"/p/*\""))
                .noneMatch(e -> e.contains("canary"));
    }

    @Test
    void sendingABatchAgainCountsNothingTwice() throws Exception {
        String batch = """
                [{"visitor": "v", "type": "view_pricing", "time": "2026-11-22T09:00:00Z"},
                 {"id": "x", "visitor": "v", "type": "add_to_cart", "time": "2026-11-22T09:01:00Z", "props": {"item_id": "1"}}]
                """;
        events(batch);
        double once = score("v");
        events(batch);
        assertThat(score("v")).isEqualTo(once);
        assertThat(server.mql.counters().value("events.duplicate")).isEqualTo(2);
    }

    private double score(String visitor) {
        return server.mql
                .leads()
                .score(server.mql.leads().byVisitor(visitor).orElseThrow())
                .value();
    }

    @Test
    void bodiesThatAreNoArrayOfEventsAreRefusedWhole() throws Exception {
        problem(400, "malformed", send("POST", "/events", "{\"id\": \"1\"}"));
        problem(400, "malformed", send("POST", "/events", "[{\"id\": "));
        problem(400, "malformed", send("POST", "/events", "[] []"));
        problem(400, "duplicate_field", send("POST", "/events", "[{\"id\": \"1\", \"id\": \"2\"}]"));
        problem(400, "malformed", send("POST", "/events", "[".repeat(200)));
        problem(413, "too_large", send("POST", "/events", "[\"" + "x".repeat(1024 * 1024) + "\"]"));
        problem(415, "not_json", send("POST", "/events", "[]", "Content-Type", "text/plain"));
        problem(415, "not_json", send("POST", "/events", "a=1", "Content-Type", "application/x-www-form-urlencoded"));
        problem(400, "bad_parameter", send("POST", "/events?x=1", "[]"));
        problem(405, "method_not_allowed", send("GET", "/events", ""));
        problem(405, "method_not_allowed", send("DELETE", "/leads", ""));
        problem(404, "not_found", send("GET", "/users", ""));
        assertThat(json(send("POST", "/events", "[]")).get("accepted").getAsInt())
                .isZero();
    }

    @Test
    void aLeadIsToldWithALedgerThatAddsUp() throws Exception {
        events("""
                [{"visitor": "v", "type": "view_pricing", "time": "2026-11-12T09:00:00Z", "url": "/pricing"},
                 {"visitor": "v", "type": "add_to_cart", "time": "2026-11-22T09:01:00Z",
                  "props": {"item_id": "7", "item_name": "Kettle <b>", "price": 79.0, "quantity": 2, "currency": "EUR"}}]
                """);
        Lead lead = server.mql.leads().byVisitor("v").orElseThrow();
        HttpResponse<String> response = send("GET", "/leads/" + lead.id(), "");
        JsonObject json = json(response);
        double sum = 0;
        for (var line : json.getAsJsonArray("ledger")) {
            assertThat(line.getAsJsonObject().keySet()).contains("at", "rule", "event", "given", "cut", "left");
            sum += line.getAsJsonObject().get("left").getAsDouble();
        }
        assertThat(sum).isEqualTo(json.get("score").getAsDouble());
        assertThat(json.get("pointsToMql").getAsDouble()).isEqualTo(60 - sum);
        assertThat(json.keySet())
                .contains(
                        "id",
                        "stage",
                        "grade",
                        "quality",
                        "score",
                        "fit",
                        "company",
                        "lastSeen",
                        "fallsAt",
                        "timeline");
        JsonObject cart = json.getAsJsonArray("carts").get(0).getAsJsonObject();
        assertThat(cart.keySet()).contains("id", "state", "lines", "steps");
        assertThat(cart.getAsJsonArray("lines")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo("Kettle <b>");
        assertThat(response.body()).as("safe even inside a page").doesNotContain("<");
        problem(404, "no_lead", send("GET", "/leads/AAAAAAAAAAAAAAAAAAAAAA", ""));
        problem(404, "no_lead", send("GET", "/leads/x", ""));
    }

    @Test
    void leadsComeInPagesByScore() throws Exception {
        new SampleShop(server.mql, server.clock).twoWeeks();
        java.util.Set<String> ids = new java.util.HashSet<>();
        double last = Double.MAX_VALUE;
        String cursor = "";
        do {
            JsonObject page = json(send("GET", "/leads?stage=mql&min_score=20&limit=7&cursor=" + cursor, ""));
            for (var item : page.getAsJsonArray("items")) {
                JsonObject lead = item.getAsJsonObject();
                assertThat(ids.add(lead.get("id").getAsString())).isTrue();
                assertThat(lead.get("stage").getAsString()).isEqualTo("mql");
                assertThat(lead.get("score").getAsDouble()).isBetween(20.0, last);
                last = lead.get("score").getAsDouble() + 1e-6;
            }
            cursor = page.get("next").isJsonNull() ? "" : page.get("next").getAsString();
        } while (!cursor.isEmpty());
        assertThat((long) ids.size()).isEqualTo(server.mql.leads().stageCounts().get(Stage.MQL));
        for (String bad :
                List.of("limit=0", "limit=201", "stage=x", "min_score=x", "cursor=x", "sort=id", "limit=1&limit=2")) {
            problem(400, "bad_parameter", send("GET", "/leads?" + bad, ""));
        }
    }

    @Test
    void aModelIsPublishedOnlyOnTheVersionItWasMadeFrom() throws Exception {
        HttpResponse<String> got = send("GET", "/model", "");
        String tag = got.headers().firstValue("ETag").orElse("");
        assertThat(tag).isEqualTo("\"1\"");
        String changed = got.body().replace("\"in\":60.0", "\"in\":75.0");
        problem(428, "if_match_missing", send("PUT", "/model", changed));
        problem(412, "stale", send("PUT", "/model", changed, "If-Match", "\"7\""));
        problem(400, "malformed", send("PUT", "/model", "{", "If-Match", tag));
        problem(400, "malformed", send("PUT", "/model", "{\"evil\": 1}", "If-Match", tag));
        problem(
                422,
                "invalid_model",
                send("PUT", "/model", changed.replace("\"in\":75.0", "\"in\":5.0"), "If-Match", tag));
        problem(
                422,
                "invalid_model",
                send("PUT", "/model", changed.replace("\"page_view\"", "\"no_such_type\""), "If-Match", tag));

        HttpResponse<String> put = send("PUT", "/model", changed, "If-Match", tag);
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(server.mql.models().current().in()).isEqualTo(75);
        problem(412, "stale", send("PUT", "/model", changed, "If-Match", tag));
    }

    @Test
    void probesTellHealthAndCounters() throws Exception {
        events("[{\"visitor\": \"v\", \"type\": \"page_view\"}]");
        HttpResponse<String> health = http.send(
                HttpRequest.newBuilder(server.uri("/mql/health")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(json(health).get("status").getAsString()).isEqualTo("up");
        HttpResponse<String> metrics = http.send(
                HttpRequest.newBuilder(server.uri("/mql/metrics")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(metrics.body())
                .contains("mql_events_committed_total 1\n")
                .contains("# TYPE mql_events_received_total counter");
    }
}
