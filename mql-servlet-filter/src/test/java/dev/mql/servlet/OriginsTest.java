package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose pages may post events, and who may read what is answered. */
class OriginsTest {
    private static final String BODY = "{\"events\":[{\"type\":\"page_view\",\"url\":\"/p\"}]}";

    @TempDir
    static Path files;

    private static TestShop shop;

    @BeforeAll
    static void start() throws Exception {
        shop = TestShop.with(files, Map.of("mql.events.origins", "https://blog.example"));
    }

    @AfterAll
    static void stop() throws Exception {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    void eventsAreOnlyPosted(String method) throws Exception {
        HttpResponse<String> answer = shop.send(shop.to("/mql/events")
                .header("Origin", "https://shop.test.evil.com")
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "same-origin, -,                          204",
                "same-origin, http://localhost:PORT,      204",
                "-,           -,                          204",
                "-,           http://localhost:PORT,      204",
                "cross-site,  https://blog.example,       204",
                "-,           https://blog.example,       204",
                "cross-site,  -,                          403",
                "same-site,   http://localhost:PORT,      403",
                "cross-site,  https://evil.test,          403",
                "-,           https://evil.test,          403",
                "-,           null,                       403",
                "-,           http://localhost:PORT.evil, 403",
                "-,           https://blog.example.evil,  403"
            })
    void onlyTheShopsOwnPagesMaySayWhatHappened(@Nullable String site, @Nullable String origin, int status)
            throws Exception {
        long refused = shop.count("events.rejected.cross_site");
        HttpRequest.Builder request = shop.to("/mql/events")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(BODY));
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            request.header("Origin", origin.replace("PORT", Integer.toString(shop.port())));
        }

        HttpResponse<String> answer = shop.send(request);

        boolean named = "https://blog.example".equals(origin);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").orElse(null))
                .isEqualTo(named ? origin : null);
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
        if (status == 403) {
            assertThat(answer.body()).contains("\"reason\":\"cross_site\"");
            assertThat(shop.count("events.rejected.cross_site")).isEqualTo(refused + 1);
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        } else {
            assertThat(answer.statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://blog.example,          POST, 204",
        "https://blog.example,          PUT,  405",
        "null,                          POST, 405",
        "https://blog.example.evil.com, POST, 405",
        "http://blog.example,           POST, 405",
    })
    void onlyPagesThatTheShopNamesLearnWhetherTheyMayPost(String origin, String method, int status) throws Exception {
        HttpResponse<String> answer = shop.send(shop.to("/mql/events")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        boolean named = origin.equals("https://blog.example");
        assertThat(answer.headers().map().containsKey("access-control-allow-origin"))
                .isEqualTo(named);
        assertThat(answer.headers().map().containsKey("access-control-allow-methods"))
                .isEqualTo(status == 204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEqualTo(named ? Optional.of("true") : Optional.empty());
    }

    @Test
    void oldBrowserThatNamesItsPageOnlyIsJudgedByThat() throws Exception {
        for (String page : new String[] {"http://localhost:PORT/p/7", "https://evil.test/?localhost:PORT"}) {
            HttpResponse<String> answer = shop.send(shop.to("/mql/events")
                    .header("Content-Type", "text/plain")
                    .header("Referer", page.replace("PORT", Integer.toString(shop.port())))
                    .POST(HttpRequest.BodyPublishers.ofString(BODY)));
            assertThat(answer.statusCode()).isEqualTo(page.contains("evil") ? 403 : 204);
        }
    }
}
