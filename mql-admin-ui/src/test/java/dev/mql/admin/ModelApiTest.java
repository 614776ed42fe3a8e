package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.Presets;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scoring model by the API: presets, trial of a challenger, progress after publishing. */
class ModelApiTest {
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

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/mql/api/v1/model" + path))
                .header("Authorization", "Bearer " + AdminServer.KEY)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject json(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    @Test
    void presetsAreModelsThatCanBePublished() throws Exception {
        JsonObject presets = json(200, send("GET", "/presets", ""));
        assertThat(presets.keySet()).containsExactly("high-ticket", "small-ticket");
        assertThat(ModelJson.read(presets.get("high-ticket").toString())).isEqualTo(Presets.highTicket());
    }

    @Test
    void aChallengerIsPutLookedAtAndTakenAway() throws Exception {
        assertThat(json(404, send("GET", "/challenger", "")).get("reason").getAsString())
                .isEqualTo("no_challenger");
        String high = ModelJson.write(Presets.highTicket());
        JsonObject put = json(200, send("PUT", "/challenger", high));
        JsonObject trial = put.getAsJsonObject("trial");
        assertThat(trial.get("since").getAsString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(trial.get("tooEarly").getAsBoolean()).isTrue();
        assertThat(trial.get("both").getAsInt()).isZero();
        assertThat(trial.getAsJsonObject("published").keySet()).containsExactly("mqls", "bought");
        assertThat(ModelJson.read(put.get("model").toString()).rules())
                .isEqualTo(Presets.highTicket().rules());
        assertThat(server.mql.models().current().version()).isEqualTo(1);
        assertThat(json(200, send("GET", "/challenger", ""))).isEqualTo(put);
        assertThat(send("DELETE", "/challenger", "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/challenger", "").statusCode()).isEqualTo(204);
        json(404, send("GET", "/challenger", ""));
        json(405, send("DELETE", "", ""));
    }

    @Test
    void progressIsToldWithItsVersion() throws Exception {
        JsonObject progress = json(200, send("GET", "/rescore", ""));
        assertThat(progress.keySet()).containsExactly("version", "done", "total", "startedAt", "finishedAt");
        assertThat(progress.get("version").getAsInt()).isEqualTo(1);
    }

    @Test
    void modelsThatContradictThemselvesAreRefusedWithFieldAndReason() throws Exception {
        String model = send("GET", "", "").body();
        Map<String, List<String>> wrong = Map.of(
                "\"out\":40.0", List.of("\"out\":70.0", "threshold.out", "\"out\":1e308", "threshold.out"),
                "\"event\":\"search\"",
                        List.of(
                                "\"event\":\"serch\"",
                                "serch.event",
                                "\"event\":\"search\",\"within\":\"P9999D\"",
                                "search.within",
                                "\"event\":\"search\",\"ladder\":[{\"times\":2,\"points\":5},{\"times\":1,\"points\":9}]",
                                "search.ladder",
                                "\"event\":\"search\",\"when\":[{\"property\":\"value\"}]",
                                "value",
                                "\"event\":\"search\",\"weight\":1",
                                "rules[2]"),
                "\"groups\":{}", List.of("\"groups\":{\"x\":-1}", "groups"));
        for (var entry : wrong.entrySet()) {
            for (int i = 0; i < entry.getValue().size(); i += 2) {
                String bad = model.replace(entry.getKey(), entry.getValue().get(i));
                assertThat(bad).isNotEqualTo(model);
                JsonObject refused = json(422, send("PUT", "/challenger", bad));
                assertThat(refused.get("reason").getAsString()).isEqualTo("invalid_model");
                assertThat(refused.get("detail").getAsString())
                        .startsWith(entry.getValue().get(i + 1));
            }
        }
        assertThat(json(400, send("PUT", "/challenger", model.replace("40.0", "NaN")))
                        .get("reason")
                        .getAsString())
                .isEqualTo("malformed");
        assertThat(server.mql.models().challenger()).isNull();
    }
}
