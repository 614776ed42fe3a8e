package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.json.BoundedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What strangers may send to a running shop: nothing of it breaks, grows, leaks or is believed. */
class AttackTest extends Besieged {
    private static final Pattern MACRO = Pattern.compile("\\{\\{(.+?)\\*(\\d+)}}", Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)\r\n.*\r\n\r\n(.*)", Pattern.DOTALL);
    private static final BoundedJson JSON = new BoundedJson(5, 10_000, 2_000);

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
}
