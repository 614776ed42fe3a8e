package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeaconServingTest {
    private static final String SOON = "public, max-age=600, must-revalidate";

    @TempDir
    static Path files;

    private static TestShop shop;
    private static ServletContext application;
    private static Beacon beacon;

    @BeforeAll
    static void start() throws Exception {
        shop = TestShop.with(files, Map.of(), context -> {
            MqlFilter.register(context);
            application = context;
        });
        beacon = Objects.requireNonNull(MqlFilter.beacon(application));
        assertThat(application.getAttribute("mqlBeacon")).isSameAs(beacon);
    }

    @AfterAll
    static void stop() throws Exception {
        shop.close();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return shop.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void underItsVersionItIsKeptForEver() throws Exception {
        HttpResponse<byte[]> answer = bytes(shop.to(beacon.getSrc()));

        assertThat(beacon.getSrc()).matches("/mql/beacon\\.[A-Za-z0-9_-]{16}\\.js");
        assertThat(beacon).hasToString("<script async src=\"" + beacon.getSrc() + "\"></script>");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase("text/javascript;charset=utf-8");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(answer, "Set-Cookie")).isEmpty();
        assertThat(beacon.getIntegrity())
                .isEqualTo("sha384-"
                        + Base64.getEncoder()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-384").digest(answer.body())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mql/beacon.js", "/mql/beacon.0123456789abcdef.js", "/mql/beacon.x.js", "/mql/beacon..js"})
    void underAnyOtherVersionItIsTodaysScriptForAWhile(String path) throws Exception {
        HttpResponse<byte[]> answer = bytes(shop.to(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).isEqualTo(SOON);
        assertThat(answer.body()).isEqualTo(bytes(shop.to(beacon.getSrc())).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mql/beacon.a.b.js",
                "/mql/beacon.a%2Fb.js",
                "/mql/beaconx.js",
                "/mql/beacon.js.map",
                "/mql/beacon.0123456789abcdef0123456789abcdef.js"
            })
    void otherNamesAreNothingOfOurs(String path) throws Exception {
        assertThat(bytes(shop.to(path)).statusCode()).isIn(400, 404);
    }

    @Test
    void notSentAgainWhileItIsTheSame() throws Exception {
        String tag = header(bytes(shop.to("/mql/beacon.js")), "ETag");
        HttpResponse<byte[]> again = bytes(shop.to("/mql/beacon.js").header("If-None-Match", "W/\"x\", " + tag));

        assertThat(tag).matches("\"[A-Za-z0-9_-]{16}\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(header(again, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(again, "Cache-Control")).isEqualTo(SOON);
    }

    @Test
    void packedForThoseWhoUnpackIt() throws Exception {
        HttpResponse<byte[]> plain = bytes(shop.to(beacon.getSrc()));
        HttpResponse<byte[]> packed = bytes(shop.to(beacon.getSrc()).header("Accept-Encoding", "br, gzip;q=0.8"));

        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Content-Length")).isEqualTo(String.valueOf(packed.body().length));
        assertThat(header(packed, "ETag")).isNotEqualTo(header(plain, "ETag"));
        assertThat(packed.body().length).isLessThan(1_800);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        HttpResponse<byte[]> again = bytes(shop.to(beacon.getSrc())
                .header("Accept-Encoding", "gzip")
                .header("If-None-Match", header(plain, "ETag")));
        assertThat(again.statusCode()).as("the plain form is another").isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "deflate, GZIP | true",
                "gzip; q=0.1 | true",
                "gzip;q=0 | false",
                "gzip ; q=0.000, br | false",
                "* | false",
                "identity | false",
                "'' | false"
            })
    void packsOnlyWhereItIsWanted(String accepted, boolean packed) {
        assertThat(Script.takesGzip(accepted)).isEqualTo(packed);
    }

    @Test
    void headTellsTheSameAndPostIsRefused() throws Exception {
        HttpResponse<byte[]> head =
                bytes(shop.to("/mql/beacon.js").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> post = shop.post("/mql/beacon.js", "text/plain", "", null);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length"))
                .isEqualTo(String.valueOf(bytes(shop.to("/mql/beacon.js")).body().length));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(header(post, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void whatSpeaksInTheConsoleIsAFileOfItsOwn() throws Exception {
        HttpResponse<byte[]> answer = bytes(shop.to("/mql/beacon-debug.js"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).isEqualTo(SOON);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("export default");
        assertThat(shop.send(shop.to("/mql/beacon.js")).body()).contains("import('/mql/beacon-debug.js')");
    }
}
