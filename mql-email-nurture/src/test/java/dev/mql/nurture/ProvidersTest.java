package dev.mql.nurture;

import static dev.mql.nurture.InboundDesk.JSON;
import static dev.mql.nurture.InboundDesk.RAW;
import static dev.mql.nurture.InboundDesk.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mql.nurture.inbound.Signed;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What providers tell is believed only if it is proven who tells it, and now. */
class ProvidersTest {
    private static final String KEY = "key-0123456789abcdef";
    private static final KeyPair SENDGRID = Signed.keys("secp256r1");

    private static void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).hasSizeLessThan(60).doesNotContain("dev.mql", "Exception");
    }

    // our own form

    @Test
    void withoutTheRightSignatureNothingIsBelieved() {
        try (InboundDesk desk = new InboundDesk()) {
            String body = event("complaint", "\"token\":\"" + desk.token(1) + "\"");
            String now = Long.toString(desk.now());
            String right = Signed.hmac(InboundDesk.SECRET, now + "." + body);

            refused(desk.post("generic", JSON, body, Map.of()), 401);
            refused(desk.post("generic", JSON, body, Map.of("X-MQL-Timestamp", now)), 401);
            refused(desk.generic(JSON, body, now, ""), 401);
            refused(desk.generic(JSON, body, now, "0".repeat(64)), 401);
            refused(desk.generic(JSON, body, now, right.substring(1)), 401);
            refused(desk.generic(JSON, body, now, "sha256=" + right), 401);
            refused(desk.generic(JSON, body + " ", now, right), 401);
            refused(desk.generic(JSON, body, now + "0", right), 401);
            refused(desk.generic(JSON, body, now, Signed.hmac("x", now + "." + body)), 401);
            assertThat(desk.suppressed()).isNull();
            assertThat(desk.story.mql.counters().value("inbound.refused.unsigned"))
                    .isEqualTo(9);

            assertThat(desk.generic(JSON, body, now, right).body()).isEqualTo("taken 1 of 1\n");
            assertThat(desk.suppressed()).isEqualTo("complained");
        }
    }

    @Test
    void whatWasSignedFiveMinutesAgoIsTooOld() {
        try (InboundDesk desk = new InboundDesk()) {
            String body = event("complaint", "\"token\":\"" + desk.token(1) + "\"");
            for (long seconds : new long[] {desk.now() - 301, desk.now() + 301, 0, Long.MAX_VALUE}) {
                String time = Long.toString(seconds);
                refused(desk.generic(JSON, body, time, Signed.hmac(InboundDesk.SECRET, time + "." + body)), 401);
            }
            String time = Long.toString(desk.now() - 300);
            assertThat(desk.generic(JSON, body, time, Signed.hmac(InboundDesk.SECRET, time + "." + body))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void sameDeliveryIsAnsweredAndDoneOnceOnWhicheverNode() throws Exception {
        try (InboundDesk desk = new InboundDesk()) {
            String body = event("soft_bounce", "\"token\":\"" + desk.token(1) + "\"");
            String now = Long.toString(desk.now());
            String signature = Signed.hmac(InboundDesk.SECRET, now + "." + body);
            Map<String, String> headers = Map.of("X-MQL-Timestamp", now, "X-MQL-Signature", signature);
            assertThat(desk.post("generic", JSON, body, headers).body()).isEqualTo("taken 1 of 1\n");
            assertThat(desk.post("generic", JSON, body, headers).body()).isEqualTo("seen\n");
            assertThat(desk.generic(JSON, body, now, signature.toUpperCase(java.util.Locale.ROOT))
                            .body())
                    .isEqualTo("seen\n");
            TinyShop other = new TinyShop(
                    desk.story.mql, servlets -> MqlNurture.builder().register(servlets));
            try (other) {
                HttpResponse<String> answer = desk.post(other.url(), "generic", JSON, body, headers);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("seen\n");
            }
            assertThat(desk.story.mql.counters().value("inbound.bounce_soft")).isEqualTo(1);
        }
    }

    @Test
    void deliveryThatCameWhileTheStoreWasAwayComesAgain() {
        try (InboundDesk desk = new InboundDesk()) {
            String body = event("complaint", "\"token\":\"" + desk.token(1) + "\"");
            desk.story.redis.pause();
            HttpResponse<String> answer = desk.tell(JSON, body);
            refused(answer, 503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            desk.story.redis.resume();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> desk.tell(JSON, body).statusCode() == 200);
            assertThat(desk.suppressed()).isEqualTo("complained");
        }
    }

    @Test
    void eachEventOfABatchIsForItself() {
        try (InboundDesk desk = new InboundDesk()) {
            String batch = "{\"events\":[null, 7, {}, {\"type\":\"opened\",\"token\":\"" + desk.token(1) + "\"},"
                    + "{\"type\":{\"a\":1}}, {\"type\":\"complaint\",\"token\":[\"x\"]},"
                    + "{\"type\":\"bounce\",\"status\":\"5.1.1\",\"message_id\":\"<mql." + desk.token(2)
                    + "@shop.example>\"}]}";
            assertThat(desk.tell(JSON, batch).body()).isEqualTo("taken 1 of 7\n");
            assertThat(desk.suppressed()).isEqualTo("bounced");
        }
    }

    @Test
    void whatIsSignedAndSenselessIsNotUnderstood() {
        try (InboundDesk desk = new InboundDesk()) {
            for (String senseless : new String[] {
                "", "{", "[]", "7", "{\"events\":{}}", "{\"a\":1,\"a\":2}", "[".repeat(50_000), "{\"events\":[]}{}"
            }) {
                refused(desk.tell(JSON, senseless), 400);
            }
            assertThat(desk.tell(RAW, "no message at all").body()).isEqualTo("taken 0 of 1\n");
        }
    }

    @Test
    void onlyPostsInAFormThatIsReadAreTaken() {
        try (InboundDesk desk = new InboundDesk()) {
            String url = desk.story.shop.url() + "/mql/in/";
            for (String other : new String[] {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}) {
                HttpResponse<String> answer = desk.send(HttpRequest.newBuilder(URI.create(url + "generic"))
                        .method(other, HttpRequest.BodyPublishers.noBody()));
                assertThat(answer.statusCode()).as(other).isEqualTo(405);
                assertThat(answer.headers().firstValue("Allow")).contains("POST");
            }
            for (String unknown : new String[] {"", "ses", "mailgun", "generic/", "generic/x", "%00", "GENERIC"}) {
                assertThat(desk.post(unknown, JSON, "{}", Map.of()).statusCode())
                        .as(unknown)
                        .isIn(400, 404);
            }
            refused(desk.tell("text/plain", "{}"), 415);
            Map<String, String> zipped =
                    Map.of("X-MQL-Timestamp", "1", "X-MQL-Signature", "x", "Content-Encoding", "gzip");
            refused(desk.post("generic", JSON, "{}", zipped), 415);
            refused(desk.tell(RAW, "x".repeat(1024 * 1024 + 1)), 413);
            assertThat(desk.tell(RAW, "x".repeat(1024 * 1024)).statusCode()).isEqualTo(200);
            assertThat(desk.refusals())
                    .contains(
                            "inbound.refused.method",
                            "inbound.refused.unknown_provider",
                            "inbound.refused.media_type",
                            "inbound.refused.too_large");
        }
    }

    @Test
    void addressIsBelievedOnlyWhereItIsSigned() {
        try (InboundDesk desk = new InboundDesk()) {
            desk.tell(JSON, event("hard_bounce", "\"address\":\"  ADA@Example.org \""));
            assertThat(desk.suppressed()).isEqualTo("bounced");
            assertThat(desk.counted("email_bounce")).isEqualTo(1);
            assertThat(desk.tell(JSON, event("complaint", "\"address\":\"no address\""))
                            .body())
                    .isEqualTo("taken 0 of 1\n");
            desk.tell(JSON, event("complaint", "\"address\":\"unknown@example.net\""));
            assertThat(desk.suppressions.reason(desk.story.mql.vault().addressHashes("unknown@example.net")))
                    .isEqualTo("complained");
        }
    }

    // Mailgun

    private static String mailgun(long seconds, String token, String signature, String event) {
        return "{\"signature\":{\"timestamp\":\"" + seconds + "\",\"token\":\"" + token + "\",\"signature\":\""
                + signature + "\"},\"event-data\":" + event + "}";
    }

    private static String mailgunFailed(String messageId) {
        return "{\"event\":\"failed\",\"severity\":\"permanent\",\"reason\":\"bounce\",\"recipient\":\"" + Story.ADDRESS
                + "\",\"delivery-status\":{\"code\":550,\"enhanced-code\":\"5.1.1\",\"message\":\"user unknown\"},"
                + "\"message\":{\"headers\":{\"message-id\":\"" + messageId + "\"}},\"timestamp\":1.5e9}";
    }

    @Test
    void mailgunProvesItselfByTimestampAndToken() {
        try (InboundDesk desk = new InboundDesk(Map.of("mql.inbound.mailgun.key", KEY))) {
            String failed = mailgunFailed("mql." + desk.token(1) + "@shop.example");
            String once = "a".repeat(50);
            String right = Signed.hmac(KEY, desk.now() + once);
            refused(desk.post("mailgun", JSON, mailgun(desk.now(), "b".repeat(50), right, failed), Map.of()), 401);
            refused(desk.post("mailgun", JSON, mailgun(desk.now() + 1, once, right, failed), Map.of()), 401);
            refused(desk.post("mailgun", JSON, mailgun(desk.now(), once, "", failed), Map.of()), 401);
            refused(desk.post("mailgun", JSON, "{\"event-data\":" + failed + "}", Map.of()), 401);
            refused(desk.post("mailgun", JSON, "{", Map.of()), 401);
            assertThat(desk.suppressed()).isNull();

            String body = mailgun(desk.now(), once, right, failed);
            assertThat(desk.post("mailgun", JSON, body, Map.of()).body()).isEqualTo("taken 1 of 1\n");
            assertThat(desk.suppressed()).isEqualTo("bounced");
            String otherEvent = mailgun(desk.now(), once, right, failed.replace("failed", "complained"));
            assertThat(desk.post("mailgun", JSON, otherEvent, Map.of()).body())
                    .as("their signature does not cover the event: it works once")
                    .isEqualTo("seen\n");
            desk.story.clock.advance(Duration.ofMinutes(6));
            refused(desk.post("mailgun", JSON, body, Map.of()), 401);
        }
    }

    @Test
    void addressThatMailgunDoesNotSignIsNotBelieved() {
        try (InboundDesk desk = new InboundDesk(Map.of("mql.inbound.mailgun.key", KEY))) {
            String once = "c".repeat(50);
            String body =
                    mailgun(desk.now(), once, Signed.hmac(KEY, desk.now() + once), mailgunFailed("other@shop.example"));
            assertThat(desk.post("mailgun", JSON, body, Map.of()).body()).isEqualTo("taken 0 of 1\n");
            assertThat(desk.suppressed()).isNull();
        }
    }

    // SendGrid

    private static Map<String, String> sendGrid(long seconds, String signature) {
        return Map.of(
                "X-Twilio-Email-Event-Webhook-Timestamp",
                Long.toString(seconds),
                "X-Twilio-Email-Event-Webhook-Signature",
                signature);
    }

    @Test
    void sendGridSignsItsBatches() {
        try (InboundDesk desk =
                new InboundDesk(Map.of("mql.inbound.sendgrid.public-key", Signed.publicKey(SENDGRID)))) {
            String batch = "[{\"event\":\"delivered\",\"email\":\"" + Story.ADDRESS + "\"},"
                    + "{\"event\":\"bounce\",\"type\":\"blocked\",\"status\":\"5.1.1\",\"reason\":\"550 no\",\"email\":\""
                    + Story.ADDRESS + "\"},"
                    + "{\"event\":\"bounce\",\"type\":\"bounce\",\"status\":\"5.1.1\",\"reason\":\"550 5.1.1 user unknown\","
                    + "\"smtp-id\":\"<mql." + desk.token(1) + "@shop.example>\",\"email\":\"x@example.net\"},"
                    + "{\"event\":\"spamreport\",\"email\":\"grace@example.net\"}]";
            long now = desk.now();
            String right = Signed.ecdsa(SENDGRID, now + batch);
            refused(desk.post("sendgrid", JSON, batch, Map.of()), 401);
            refused(desk.post("sendgrid", JSON, batch + " ", sendGrid(now, right)), 401);
            refused(desk.post("sendgrid", JSON, batch, sendGrid(now + 1, right)), 401);
            refused(desk.post("sendgrid", JSON, batch, sendGrid(now, "MAYCAQACAQA=")), 401);
            refused(desk.post("sendgrid", JSON, batch, sendGrid(now, "AAAA")), 401);
            refused(
                    desk.post(
                            "sendgrid",
                            JSON,
                            batch,
                            sendGrid(now, Signed.ecdsa(Signed.keys("secp256r1"), now + batch))),
                    401);
            long old = now - 301;
            refused(desk.post("sendgrid", JSON, batch, sendGrid(old, Signed.ecdsa(SENDGRID, old + batch))), 401);
            assertThat(desk.suppressed()).isNull();

            assertThat(desk.post("sendgrid", JSON, batch, sendGrid(now, right)).body())
                    .isEqualTo("taken 3 of 4\n");
            assertThat(desk.suppressed()).isEqualTo("bounced");
            assertThat(desk.suppressions.reason(desk.story.mql.vault().addressHashes("grace@example.net")))
                    .isEqualTo("complained");
            assertThat(desk.suppressions.reason(desk.story.mql.vault().addressHashes("x@example.net")))
                    .as("the token says whom it is about")
                    .isNull();
            assertThat(desk.post("sendgrid", JSON, batch, sendGrid(now, Signed.ecdsa(SENDGRID, now + batch)))
                            .body())
                    .as("signed anew, and the same all the same")
                    .isEqualTo("seen\n");
        }
    }

    @Test
    void keyThatIsNoneOfSendGridsStopsTheStart() {
        for (String wrong : new String[] {"MFkw", "not base64!", Signed.publicKey(Signed.keys("secp384r1"))}) {
            assertThatThrownBy(() -> new InboundDesk(Map.of("mql.inbound.sendgrid.public-key", wrong)).close())
                    .rootCause()
                    .hasMessageContaining("mql.inbound.sendgrid.public-key")
                    .hasMessageContaining("P-256");
        }
    }

    // Postmark

    private static Map<String, String> basic(String login) {
        String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", "Basic " + encoded);
    }

    @Test
    void postmarkKnowsAPasswordAndIsNotBelievedAnAddress() {
        try (InboundDesk desk = new InboundDesk(Map.of("mql.inbound.postmark.password", KEY))) {
            String token = desk.token(1);
            String bounce = "{\"RecordType\":\"Bounce\",\"Type\":\"HardBounce\",\"Email\":\"" + Story.ADDRESS
                    + "\",\"Details\":\"smtp;550 5.1.1 user unknown\",\"Metadata\":{\"mql_return\":\"%s\"}}";
            String right = bounce.formatted(token);
            refused(desk.post("postmark", JSON, right, Map.of()), 401);
            refused(desk.post("postmark", JSON, right, basic("mql:wrong")), 401);
            refused(desk.post("postmark", JSON, right, basic("admin:" + KEY)), 401);
            refused(desk.post("postmark", JSON, right, Map.of("Authorization", "Bearer " + KEY)), 401);
            refused(desk.post("postmark", JSON, right, Map.of("Authorization", "Basic %%%")), 401);
            assertThat(desk.post("postmark", JSON, bounce.formatted("x"), basic("mql:" + KEY))
                            .body())
                    .isEqualTo("taken 0 of 1\n");
            assertThat(desk.suppressed()).isNull();

            assertThat(desk.post("postmark", JSON, right, basic("mql:" + KEY)).body())
                    .isEqualTo("taken 1 of 1\n");
            assertThat(desk.suppressed()).isEqualTo("bounced");
            assertThat(desk.post("postmark", JSON, right, basic("mql:" + KEY)).body())
                    .isEqualTo("seen\n");
        }
    }

    @Test
    void withoutAnyProviderThereIsNoEndpoint() {
        try (Story story = new Story()) {
            HttpResponse<String> answer = story.post(story.browser(), "/mql/in/generic", "{}");
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }
}
