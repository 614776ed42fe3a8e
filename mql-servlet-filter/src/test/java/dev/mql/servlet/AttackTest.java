package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.json.BoundedJson;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import dev.mql.testkit.RedisProcess;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What strangers may send to a running shop: nothing of it breaks, grows, leaks or is believed. */
class AttackTest {
    private static final String CANARY = "canary-7f3a@victim.test";
    private static final Pattern MACRO = Pattern.compile("\\{\\{(.+?)\\*(\\d+)}}", Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)\r\n.*\r\n\r\n(.*)", Pattern.DOTALL);
    private static final BoundedJson JSON = new BoundedJson(5, 10_000, 2_000);

    @TempDir
    static Path files;

    private static RedisProcess redis;
    private static TestShop shop;
    private static PrintStream console;
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        console = System.err;
        System.setErr(new PrintStream(LOG, true, StandardCharsets.UTF_8));
        redis = RedisProcess.start();
        shop = TestShop.with(
                files,
                Map.of(
                        "mql.redis.url",
                        redis.url(),
                        "mql.secret",
                        "a secret that is only used in tests",
                        "mql.trusted-proxies",
                        "127.0.0.1",
                        "mql.events.origins",
                        "https://shop.test, https://blog.example"));
        redis("SET untouched yes");
        // So that every part of the store has somebody, and one more is one key more.
        for (int i = 0; i < 150; i++) {
            shop.events("{\"type\":\"search\"}", null);
        }
        shop.mql().awaitIdle(Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() throws Exception {
        shop.close();
        redis.close();
        System.setErr(console);
        String log = LOG.toString(StandardCharsets.UTF_8);
        assertThat(log).doesNotContain(CANARY, "\u001b", "INFO admin", "<script>", "jndi", "Exception");
        assertThat(log.lines().count()).as(log).isLessThan(30);
    }

    /** An inline command of the store's protocol; its answer's first line. */
    private static String redis(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            String both = "AUTH " + redis.password() + "\r\n" + command + "\r\n";
            socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(lines.readLine()).isEqualTo("+OK");
            return lines.readLine();
        }
    }

    private static long keys() throws IOException {
        assertThat(shop.mql().awaitIdle(Duration.ofSeconds(20))).isTrue();
        return Long.parseLong(redis("DBSIZE").substring(1));
    }

    private record Attack(
            String name,
            String method,
            String path,
            Map<?, ?> headers,
            String body,
            List<?> status,
            String reason,
            long keys) {
        byte[] bytes() {
            byte[] content = body.equals("bytes")
                    ? "{\"type\":\"\u00c0\u00af\"}".getBytes(StandardCharsets.ISO_8859_1)
                    : expanded(body).getBytes(StandardCharsets.UTF_8);
            StringBuilder head =
                    new StringBuilder(method + ' ' + path + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n");
            headers.forEach((header, value) -> head.append(header)
                    .append(": ")
                    .append(expanded(String.valueOf(value)))
                    .append("\r\n"));
            if (!headers.containsKey("Content-Length")) {
                head.append("Content-Length: ").append(content.length).append("\r\n");
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            all.writeBytes(content);
            return all.toByteArray();
        }
    }

    /** {@code {{text*3}}} stands for the text three times, with {@code #} for the number of each. */
    private static String expanded(String text) {
        Matcher macro = MACRO.matcher(text);
        StringBuilder all = new StringBuilder();
        int end = 0;
        while (macro.find()) {
            all.append(text, end, macro.start());
            for (int i = 0; i < Integer.parseInt(macro.group(2)); i++) {
                all.append(macro.group(1).replace("#", Integer.toString(i)));
            }
            end = macro.end();
        }
        return all.append(text.substring(end)).toString();
    }

    private static String answer(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request);
            } catch (IOException cutOff) {
                // The server need not hear all of it.
            }
            // The server may wait for what was announced before it closes.
            Matcher length = LENGTH.matcher("");
            int b;
            do {
                b = socket.getInputStream().read();
                answer.write(b < 0 ? ' ' : b);
                length.reset(answer.toString(StandardCharsets.ISO_8859_1));
            } while (b >= 0 && !(length.find() && length.group(2).length() == Integer.parseInt(length.group(1))));
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static List<Attack> attacks() throws IOException {
        try (InputStream in = AttackTest.class.getResourceAsStream("attacks.json")) {
            byte[] json = Objects.requireNonNull(in).readAllBytes();
            List<Attack> all = new ArrayList<>();
            for (Object each : (List<?>) Objects.requireNonNull(JSON.read(json, 0, json.length))) {
                Map<?, ?> attack = (Map<?, ?>) each;
                all.add(new Attack(
                        attack.get("id") + " " + attack.get("what"),
                        String.valueOf(attack.get("method")),
                        String.valueOf(attack.get("path")),
                        (Map<?, ?>) Objects.requireNonNull(attack.get("headers")),
                        attack.get("body") instanceof String body ? body : "",
                        (List<?>) Objects.requireNonNull(attack.get("status")),
                        attack.get("reason") instanceof String reason ? reason : "",
                        attack.get("keys") instanceof Long keys ? keys : 0));
            }
            return all;
        }
    }

    @TestFactory
    Stream<DynamicTest> attack() throws IOException {
        return attacks().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> attacked(each)));
    }

    private static void attacked(Attack attack) throws IOException {
        long keys = keys();
        Map<String, Long> before = shop.mql().counters().all();

        String answer = answer(attack.bytes());

        assertThat(answer).startsWith("HTTP/1.1 ");
        assertThat(Long.valueOf(answer.substring(9, 12))).isIn(attack.status());
        assertThat(answer).doesNotContain(CANARY, "script", "Exception", "java.", "dev.mql", "evil.test");
        assertThat(answer).doesNotContainIgnoringCase("access-control-allow-origin");
        assertThat(answer.contains("Set-Cookie: mql_vid=")).isEqualTo(attack.keys() > 0 && answer.contains(" 204"));
        assertThat(keys() - keys).as("keys in the store").isBetween(0L, attack.keys());
        assertThat(redis("GET untouched")).isEqualTo("$3");
        Map<String, Long> after = new TreeMap<>(shop.mql().counters().all());
        if (!attack.reason().isEmpty()) {
            String counter = "events.rejected." + attack.reason();
            assertThat(after.getOrDefault(counter, 0L)).as(counter).isGreaterThan(before.getOrDefault(counter, 0L));
        }
        assertThat(after.keySet()).noneMatch(name -> name.contains("canary") || !name.matches("[a-z._]+"));
        assertThat(after.getOrDefault("filter.failed", 0L)).isZero();
        assertThat(after.getOrDefault("events.dropped", 0L)).isZero();
    }

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
