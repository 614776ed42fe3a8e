package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.cart.Cart;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsEndpointTest {
    private static final String VIEW = "{\"type\":\"page_view\",\"url\":\"/p\"}";

    @TempDir
    Path files;

    private TestShop shop;

    @BeforeEach
    void start() throws Exception {
        shop = TestShop.with(
                files, Map.of("mql.events.custom", "quiz_done", "mql.events.origins", "https://blog.example"));
    }

    @AfterEach
    void stop() throws Exception {
        shop.close();
    }

    private static String batch(String... events) {
        return "{\"events\":[" + String.join(",", events) + "]}";
    }

    private long received() {
        shop.mql().awaitIdle(Duration.ofSeconds(10));
        return shop.count("events.received");
    }

    private void assertRefused(HttpResponse<String> answer, int status, String reason, int count) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .matches("\\{\"type\":\"about:blank\",\"title\":\"[^\"]+\",\"status\":" + status + ",\"reason\":\""
                        + reason + "\"}");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(received()).isEqualTo(count);
        assertThat(shop.count("events.rejected." + reason)).isEqualTo(count);
        assertThat(shop.count("events.committed")).isZero();
    }

    @Test
    void batchOfTheBeaconIsTakenAndMakesAVisitor() throws Exception {
        long now = shop.clock.millis();
        String body = "{\"sent\":" + now + ",\"events\":["
                + "{\"id\":\"0197aaaa-0000-7000-8000-000000000001\",\"type\":\"page_view\",\"at\":" + (now - 2_000)
                + ",\"url\":\"https://shop.example/p/7?email=a@b.test#x\",\"referrer\":\"https://search.example/\",\"props\":{}},"
                + "{\"id\":\"0197aaaa-0000-7000-8000-000000000002\",\"type\":\"add_to_cart\",\"at\":" + (now - 1_000)
                + ",\"url\":\"https://shop.example\",\"props\":{\"item_id\":\"7\",\"quantity\":1,\"value\":19.9,\"currency\":\"EUR\"}},"
                + "{\"type\":\"quiz_done\",\"props\":{\"won\":true,\"nothing\":null}}]}";

        HttpResponse<String> answer = shop.post("/mql/events", "text/plain;charset=UTF-8", body, null);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        String cookie = TestShop.needCookie(answer);
        assertThat(shop.done(cookie))
                .containsExactlyInAnyOrder("page_view /p/7", "campaign_details /p/7", "add_to_cart 7", "quiz_done");
        Lead lead = shop.lead(cookie);
        assertThat(lead).isNotNull();
        assertThat(lead.firstSeen()).isEqualTo(now - 2_000);

        assertThat(TestShop.cookie(shop.events(body, cookie)))
                .as("a known visitor stays the same")
                .isNull();
        shop.lead(cookie);
        assertThat(shop.count("events.duplicate"))
                .as("the two with an id, and what follows from one; without an id an event is new each time")
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "malformed       | ",
                "malformed       | nonsense",
                "malformed       | []",
                "malformed       | {\"events\":[{\"type\":\"page_view\"}]",
                "malformed       | {\"events\":[{\"type\":\"page_view\"}]} x",
                "malformed       | {'events':[]}",
                "malformed       | {}",
                "malformed       | {\"events\":{}}",
                "malformed       | {\"events\":[1]}",
                "malformed       | {\"events\":[[[[[[1]]]]]]}",
                "unknown_field   | {\"events\":[],\"points\":500}",
                "unknown_field   | {\"events\":[{\"type\":\"page_view\",\"score\":9999}]}",
                "unknown_field   | {\"events\":[{\"type\":\"page_view\",\"stage\":\"MQL\"}]}",
                "unknown_field   | {\"events\":[{\"type\":\"page_view\",\"__type\":\"java.net.URL\"}]}",
                "unknown_field   | {\"events\":[{\"type\":\"page_view\",\"@class\":\"java.net.URL\"}]}",
                "unknown_field   | {\"events\":[{\"type\":\"page_view\",\"visitor\":\"somebody-else\"}]}",
                "unknown_field   | {\"type\":\"page_view\",\"propertyName\":\"script::Runtime.getRuntime().exec('id')\"}",
                "duplicate_field | {\"type\":\"page_view\",\"type\":\"purchase\"}",
                "duplicate_field | {\"events\":[],\"events\":[]}",
                "unknown_type    | {\"events\":[{\"type\":\"cart_snapshot\"}]}",
                "unknown_type    | {\"events\":[{\"type\":\"cart_abandoned\"}]}",
                "unknown_type    | {\"events\":[{\"type\":\"unsubscribe\"}]}",
                "unknown_type    | {\"events\":[{\"type\":\"Page_View\"}]}",
                "unknown_type    | {\"events\":[{\"url\":\"/p\"}]}",
                "malformed       | {\"events\":\"page_view\"}",
                "bad_id          | {\"events\":[{\"type\":\"page_view\",\"id\":7}]}",
                "bad_id          | {\"events\":[{\"type\":\"page_view\",\"id\":\"\"}]}",
                "bad_time        | {\"events\":[{\"type\":\"page_view\",\"at\":\"now\"}]}",
                "bad_time        | {\"sent\":\"now\",\"events\":[{\"type\":\"page_view\"}]}",
                "bad_property    | {\"events\":[{\"type\":\"page_view\",\"url\":\"javascript:alert(1)\"}]}",
                "bad_property    | {\"events\":[{\"type\":\"page_view\",\"url\":\"//evil.test/x\"}]}",
                "bad_property    | {\"events\":[{\"type\":\"page_view\",\"url\":\"data:text/html,x\"}]}",
                "bad_property    | {\"events\":[{\"type\":\"page_view\",\"props\":[]}]}",
                "bad_property    | {\"events\":[{\"type\":\"page_view\",\"props\":{\"a\":{\"b\":1}}}]}",
                "malformed       | {\"events\":[{\"type\":\"page_view\",\"props\":{\"a\":{\"b\":[]}}}]}",
                "unknown_field   | {\"events\":[{\"type\":\"page_view\"}],\"url\":\"/p\"}",
                "unknown_field   | {\"events\":[{\"type\":\"page_view\",\"sent\":1}]}",
                "duplicate_field | {\"events\":[{\"type\":\"search\",\"props\":{\"a\":1,\"a\":2}}]}",
                "malformed       | {\"sent\":1}",
                "bad_property    | {\"type\":\"page_view\",\"props\":{\"a\":{\"b\":1}}}",
                "bad_property    | {\"events\":[{\"type\":\"page_view\",\"props\":{\"\":1}}]}",
            })
    void bodyThatIsNotWhatItShouldBeIsRefusedWithItsReason(String reason, @Nullable String body) throws Exception {
        assertRefused(shop.events(body == null ? "" : body, null), 400, reason, 1);
    }

    @Test
    void hugeNumbersTextsAndNumbersOfFieldsAreRefused() throws Exception {
        for (String props : new String[] {
            "\"n\":" + "9".repeat(10_000),
            "\"n\":1e999",
            "\"s\":\"" + "x".repeat(513) + '"',
            IntStream.range(0, 65).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",")),
            IntStream.range(0, 3_000)
                    .mapToObj(i -> "\"" + i + "\":1")
                    .collect(Collectors.joining(","))
                    .substring(0, 16_000)
        }) {
            HttpResponse<String> answer = shop.events(batch("{\"type\":\"search\",\"props\":{" + props + "}}"), null);
            assertThat(answer.statusCode()).as(props.substring(0, 9)).isEqualTo(400);
        }
        assertThat(shop.events("[".repeat(10_000), null).statusCode()).isEqualTo(400);
        received();
        assertThat(shop.count("events.committed")).isZero();
    }

    @Test
    void bodyThatIsTooLargeIsRefusedWithoutReadingIt() throws Exception {
        String answer = shop.raw(
                "POST /mql/events HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1048576\r\n\r\n{\"events\":[",
                "}");

        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .contains("\"reason\":\"too_large\"")
                .contains("Connection: close");
        assertThat(shop.count("events.rejected.too_large")).isEqualTo(1);
    }

    @Test
    void bodyOfUnknownLengthIsCutAtItsLimit() throws Exception {
        String answer = shop.raw(
                "POST /mql/events HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n5000\r\n" + "x".repeat(0x5000) + "\r\n",
                "}");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"reason\":\"too_large\"");
    }

    @Test
    void shopWhoseFiltersCanNotWaitWithoutAThreadIsServedToo() throws Exception {
        TestShop.Setup old = context -> {
            Filter filter = (request, response, chain) -> chain.doFilter(request, response);
            context.addFilter("old", filter).addMappingForUrlPatterns(null, false, "/*");
            MqlFilter.register(context);
        };
        try (TestShop other = TestShop.with(files, Map.of(), old);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
            String head = "POST /mql/events HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\n";
            socket.getOutputStream()
                    .write((head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"typ\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            other.open("/page", null);
            socket.getOutputStream().write("c\r\ne\":\"search\"}\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 204");
            assertThat(other.raw(head + "Transfer-Encoding: chunked\r\n\r\nno number\r\n", "}"))
                    .as("nothing, or what is wrong")
                    .doesNotContain("HTTP/1.1 5", "Exception");
            assertThat(other.count("events.rejected.malformed")).isEqualTo(1);
        }
    }

    @Test
    void bodyOfExactlyTheLimitIsRead() throws Exception {
        String body = batch(VIEW);
        String padded = body + " ".repeat(EventsEndpoint.MAX_BODY - body.length());

        assertThat(shop.events(padded, null).statusCode()).isEqualTo(204);
        assertThat(shop.events(padded + " ", null).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html"})
    void otherKindsOfBodiesAreRefused(String type) throws Exception {
        assertRefused(shop.post("/mql/events", type, batch(VIEW), null), 415, "malformed", 1);
    }

    @Test
    void compressedBodyIsRefusedBeforeItIsLookedAt() throws Exception {
        HttpResponse<String> answer = shop.send(shop.to("/mql/events")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("bomb")));

        assertRefused(answer, 415, "malformed", 1);
    }

    @Test
    void addressOfABrowserIsNotBelieved() throws Exception {
        HttpResponse<String> answer = shop.events(
                "{\"type\":\"add_to_cart\",\"email\":\"victim@x.test\",\"props\":{\"email\":\"victim@x.test\"}}", null);

        String cookie = TestShop.needCookie(answer);
        Lead lead = shop.lead(cookie);
        assertThat(shop.done(cookie)).containsExactly("add_to_cart");
        assertThat(lead).isNotNull();
        assertThat(lead.claim()).isNull();
        assertThat(lead.person().known()).isFalse();
        assertThat(shop.count("beacon.email_ignored")).isEqualTo(1);
    }

    @Test
    void purchaseOfABrowserEndsItsOwnCartButEarnsNothing() throws Exception {
        String cookie = TestShop.needCookie(
                shop.events(batch("{\"type\":\"add_to_cart\",\"props\":{\"item_id\":\"7\",\"value\":3}}"), null));
        shop.lead(cookie);

        shop.events(batch("{\"type\":\"purchase\",\"props\":{\"value\":1000000}}"), cookie);

        Lead lead = shop.lead(cookie);
        assertThat(lead).isNotNull();
        assertThat(lead.carts().get(0).state()).isEqualTo(Cart.State.ORDERED);
        assertThat(lead.stage()).isNotEqualTo(Stage.CUSTOMER);
    }

    @Test
    void oneBadEventDoesNotTakeTheOthersWithIt() throws Exception {
        HttpResponse<String> answer = shop.events(
                batch(
                        VIEW,
                        "{\"type\":\"nonsense\"}",
                        "{\"type\":\"search\",\"points\":{\"a\":[1]}}",
                        "{\"type\":\"search\"}"),
                null);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":2,\"rejected\":[{\"index\":1,\"reason\":\"unknown_type\"},"
                        + "{\"index\":2,\"reason\":\"unknown_field\"}]}");
        assertThat(shop.done(TestShop.needCookie(answer))).containsExactlyInAnyOrder("page_view /p", "search");
        assertThat(shop.count("events.received")).isEqualTo(4);
        assertThat(shop.count("events.rejected")).isEqualTo(2);
    }

    @Test
    void operatorSeesExamplesOfWhatWasRefusedWithoutWhatItSays() throws Exception {
        shop.events(
                batch("{\"type\":\"search\",\"url\":\"https://s.test/product/canary-7f3a@victim.test?x\",\"score\":1}"),
                null);
        shop.events(batch("{\"type\":\"search\",\"url\":\"/second/within/a/second\",\"score\":1}"), null);
        shop.events(batch("{\"type\":\"Canary 7\",\"url\":\"javascript:alert(1)\"}"), null);
        shop.clock.advance(Duration.ofSeconds(1));
        shop.events(batch("{\"type\":\"search\",\"canary-7f3a@victim.test\":1}"), null);
        shop.events("canary-7f3a@victim.test", null);

        assertThat(shop.mql().account().examples().stream()
                        .map(e -> e.reason().word() + ' ' + e.type() + ' ' + e.path() + ' ' + e.field()))
                .containsExactlyInAnyOrder(
                        "malformed - - -",
                        "unknown_field search - *",
                        "unknown_field search /product/* score",
                        "unknown_type * * type");
        assertThat(shop.count("events.rejected.unknown_field")).isEqualTo(3);
    }

    @Test
    void unknownFieldsMayBePassedOver() throws Exception {
        try (TestShop lenient = TestShop.with(files, Map.of("mql.events.unknown-fields", "drop"))) {
            HttpResponse<String> answer = lenient.events(
                    "{\"v\":[{}],\"events\":[{\"type\":\"search\",\"score\":9999,\"stage\":{\"a\":\"MQL\"}}]}", null);

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(lenient.done(TestShop.needCookie(answer))).containsExactly("search");
        }
    }

    @Test
    void clockOfTheBrowserIsPutRight() throws Exception {
        long wrong = shop.clock.millis() - Duration.ofDays(400).toMillis();

        HttpResponse<String> answer = shop.events(
                "{\"sent\":" + wrong + ",\"events\":[{\"type\":\"search\",\"at\":" + (wrong - 5_000) + "}]}", null);

        Lead lead = shop.lead(TestShop.needCookie(answer));
        assertThat(lead).isNotNull();
        assertThat(lead.firstSeen()).isEqualTo(shop.clock.millis() - 5_000);
    }

    @Test
    void timesThatCanNotBeAreRefused() throws Exception {
        long now = shop.clock.millis();

        assertThat(shop.events(batch("{\"type\":\"search\",\"at\":" + (now + 301_000) + "}"), null)
                        .body())
                .contains("future_time");
        assertThat(shop.events(batch("{\"type\":\"search\",\"at\":" + (now - 604_801_000) + "}"), null)
                        .body())
                .contains("too_old");
        Lead lead = shop.lead(
                TestShop.needCookie(shop.events(batch("{\"type\":\"search\",\"at\":" + (now + 200_000) + "}"), null)));
        assertThat(lead).isNotNull();
        assertThat(lead.lastSeen()).as("a little ahead is now").isEqualTo(now);
    }

    @Test
    void hostileTextsAreKeptAsPlainTexts() throws Exception {
        String cookie = TestShop.needCookie(shop.events(
                batch(
                        "{\"type\":\"view_item\",\"props\":{\"item_id\":\"\\r\\nFLUSHALL\\r\\n\\u0000{x}:*\"}}",
                        "{\"type\":\"search\",\"props\":{\"item_id\":\"'; return redis.call('FLUSHALL') --\"}}",
                        "{\"type\":\"login\",\"props\":{\"item_id\":\"(#r=@java.lang.Runtime@getRuntime())\"}}",
                        "{\"type\":\"sign_up\",\"url\":\"https://shop/%3Csvg/onload=..%3E\"}"),
                null));

        assertThat(shop.done(cookie))
                .containsExactlyInAnyOrder(
                        "view_item FLUSHALL   {x}:*",
                        "search '; return redis.call('FLUSHALL') --",
                        "login (#r=@java.lang.Runtime@getRuntime())",
                        "sign_up /%3Csvg/onload=..%3E");
    }

    @Test
    void withoutConsentAndFromBotsNothingIsKeptAndNobodyIsTold() throws Exception {
        for (String header : new String[] {"Sec-GPC: 1", "DNT: 1", "User-Agent: AhrefsBot/7.0"}) {
            HttpResponse<String> answer = shop.send(shop.to("/mql/events")
                    .header("Content-Type", "application/json")
                    .header(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(' ') + 1))
                    .POST(HttpRequest.BodyPublishers.ofString(batch(VIEW))));
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        }
        assertThat(received()).isEqualTo(3);
        assertThat(shop.count("events.rejected.no_consent")).isEqualTo(2);
        assertThat(shop.count("events.rejected.bot_agent")).isEqualTo(1);
    }
}
