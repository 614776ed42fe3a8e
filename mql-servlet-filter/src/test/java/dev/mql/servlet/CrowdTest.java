package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What strangers may do in numbers, or slowly: nothing of it holds a thread, grows, or makes a lead. */
class CrowdTest extends Besieged {
    @Test
    void bodyThatNeverEndsIsCutAndHoldsNoThread() throws Exception {
        long slow = shop.count("events.rejected.too_slow");
        List<Socket> sockets = new ArrayList<>();
        // More than the container has threads.
        for (int i = 0; i < 300; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port());
            socket.setSoTimeout(20_000);
            String head = "POST /mql/events HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\n";
            String rest = i % 2 == 0
                    ? "Transfer-Encoding: chunked\r\n\r\n400\r\n" + "x".repeat(0x400) + "\r\n"
                    : "Content-Length: 1000\r\n\r\n{\"events\":[";
            socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }

        assertThat(shop.open("/page", null).statusCode())
                .as("a page of somebody else")
                .isEqualTo(200);
        assertThat(shop.count("events.rejected.too_slow"))
                .as("while they all wait")
                .isEqualTo(slow);
        for (Socket socket : sockets) {
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
            socket.close();
        }
        assertThat(shop.count("events.rejected.too_slow")).isEqualTo(slow + 300);
    }

    @Test
    void bodyThatComesInPiecesIsReadAndOneThatGoesOnIsCut() throws Exception {
        for (String framing : new String[] {"Content-Length: 17", "Transfer-Encoding: chunked"}) {
            boolean chunked = framing.startsWith("T");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
                socket.setSoTimeout(20_000);
                socket.setTcpNoDelay(true);
                String head = "POST /mql/events HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\n" + framing
                        + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                for (String piece : "{\"ty|pe\":\"s|earch\"}".split("\\|")) {
                    String sent = chunked ? Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n" : piece;
                    socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    shop.open("/page", null); // others come in between
                }
                socket.getOutputStream().write((chunked ? "0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .as(framing)
                        .isEqualTo("HTTP/1.1 204");
            }
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
            socket.setSoTimeout(20_000);
            String head =
                    "POST /mql/events HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            shop.open("/page", null);
            socket.getOutputStream().write(("5000\r\n" + "x".repeat(0x5000)).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    /** From a public network, as a proxy of the shop tells. */
    private static HttpRequest.Builder from(String network) {
        return shop.to("/mql/events").header("Content-Type", "text/plain").header("X-Forwarded-For", network);
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request, String body) {
        return request.POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void whoGuessesVisitorIdsIsNobodyAndSoonTakesNoMoreRoom() throws Exception {
        String victim = TestShop.needCookie(shop.events("{\"type\":\"search\"}", null));
        int last = victim.charAt("mql_vid=".length() + 21);
        long keys = keys();
        Map<Integer, Integer> answers = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            String guess =
                    victim.substring(0, 29) + (char) (last == 'z' ? 'a' : last + 1) + "." + String.format("%022d", i);
            HttpResponse<String> answer = shop.send(
                    post(from("81.2.69.160, 10.0.0.1").header("Cookie", guess), "{\"type\":\"view_pricing\"}"));
            answers.merge(answer.statusCode(), 1, Integer::sum);
            if (answer.statusCode() == 204) {
                assertThat(TestShop.needCookie(answer).substring(0, 30)).isNotEqualTo(victim.substring(0, 30));
            } else {
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            }
        }

        // 10.0.0.1 is no proxy that the shop trusts, so the address before it is anybody's word; no public network is
        // held back by it.
        assertThat(answers).containsOnlyKeys(204);
        assertThat(keys() - keys).isLessThanOrEqualTo(300 + 200);
        assertThat(shop.done(victim)).containsExactly("search");
        answers.clear();
        keys = keys();
        for (int i = 0; i < 800; i++) {
            HttpResponse<String> answer = shop.send(post(from("1.1.1.1, 81.2.69.160"), "{\"type\":\"view_pricing\"}"));
            answers.merge(answer.statusCode(), 1, Integer::sum);
        }
        assertThat(answers).isEqualTo(Map.of(204, 600, 429, 200));
        assertThat(keys() - keys).isLessThanOrEqualTo(600 + 200);
        assertThat(shop.count("events.rejected.rate_prefix")).isEqualTo(200);
        assertThat(shop.send(post(from("2a02:8108::1"), "{\"type\":\"search\"}"))
                        .statusCode())
                .as("somebody of another network")
                .isEqualTo(204);
    }

    @Test
    void whoRepeatsOneThingIsHeldBackAndIsNoLead() throws Exception {
        String visitor = TestShop.needCookie(shop.events("{\"type\":\"search\"}", null));
        HttpResponse<String> answer = shop.events("{\"type\":\"view_pricing\"}", visitor);
        int taken = 0;
        while (answer.statusCode() == 204 && taken < 1_000) {
            taken++;
            answer = shop.events("{\"type\":\"view_pricing\"}", visitor);
        }

        assertThat(taken).isEqualTo(300);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("\"reason\":\"rate_visitor\"");
        Lead lead = shop.lead(visitor);
        assertThat(lead).isNotNull();
        assertThat(lead.stage()).isEqualTo(Stage.VISITOR);
    }

    @Test
    void whoOpensPagesAsOnlyAProgramDoesIsNoLeadAndGetsThePagesAllTheSame() throws Exception {
        String visitor = TestShop.needCookie(shop.open("/page", null));
        String other = TestShop.needCookie(shop.open("/page", null));
        shop.clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 80; i++) {
            assertThat(shop.open("/page/" + i, visitor).statusCode()).isEqualTo(200);
        }

        assertThat(shop.done(visitor))
                .as("also what came before it was found out")
                .isEqualTo(List.of("page_view /page"));
        assertThat(shop.count("filter.ignored.too_fast")).isEqualTo(20);
        HttpResponse<String> answer = shop.events("{\"type\":\"add_to_cart\"}", visitor);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(shop.count("events.rejected.too_fast")).isEqualTo(1);
        assertThat(shop.done(other)).containsExactly("page_view /page");
        shop.events("{\"events\":[{\"type\":\"search\"},{\"type\":\"consent_withdrawn\"}]}", visitor);
        Lead lead = shop.lead(visitor);
        assertThat(lead).isNotNull();
        assertThat(lead.consents()).as("a no is heard from whomever").isNotEmpty();
        assertThat(shop.count("events.rejected.too_fast")).isEqualTo(2);
        HttpResponse<String> head = shop.send(
                shop.to("/page").header("Accept", TestShop.PAGE).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(shop.count("filter.ignored.head")).isEqualTo(1);
    }

    @Test
    void connectionsThatNeverGetToTheirRequestHoldNothingOfOurs() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        Map<String, Long> before = shop.mql().counters().all();
        for (int i = 0; i < 2_000; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port());
            socket.getOutputStream().write("POST /mql/events HTTP/1.1\r\nHost: s".getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }

        assertThat(shop.open("/data", null).statusCode()).isEqualTo(200);
        assertThat(shop.mql().counters().all()).isEqualTo(before);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void thousandsOfRefusalsLeaveTheHeapAsItWas() throws Exception {
        String[] bodies = {
            "[", "{\"type\":\"x\"}", "{\"type\":\"search\",\"a\":1}", "{\"events\":[{\"type\":\"search\",\"at\":1}]}"
        };
        long heap = 0;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2_500; i++) {
                refused(bodies[i % bodies.length], i);
            }
            heap = round == 0 ? heap() : heap() - heap;
        }
        assertThat(heap).isLessThan(5 << 20);
    }

    private static void refused(String body, int i) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
            String request = "POST /mql/events HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\nUser-Agent: agent "
                    + i + "\r\nCookie: mql_vid=" + i + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
