package dev.mql.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.testkit.RedisProcess;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address of a shopper's device is neither kept nor written into a log. */
class WhereFromTest {
    private static final String REMOTE = "203.0.113.77";
    private static final String FORWARDED = "198.51.100.201";
    private static final String LONG = "2001:db8:0:0:0:0:0:c0de";

    @TempDir
    Path files;

    /** Answers as a container behind a proxy does. */
    private static final class Shopper extends HttpServletRequestWrapper {
        Shopper(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRemoteAddr() {
            return REMOTE;
        }

        @Override
        public String getRemoteHost() {
            return REMOTE;
        }
    }

    private static void setUp(ServletContext shop) {
        Filter proxy =
                (request, response, chain) -> chain.doFilter(new Shopper((HttpServletRequest) request), response);
        shop.addFilter("proxy", proxy).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        MqlFilter.register(shop);
    }

    @Test
    void isNeitherInRedisNorInTheLog() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        byte[] kept;
        try (RedisProcess redis = RedisProcess.start();
                PrintStream watched = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            System.setErr(watched);
            try (TestShop shop = TestShop.with(
                    files,
                    Map.of(
                            "mql.redis.url", redis.url(),
                            "mql.secret", "a secret that is long enough for a test",
                            "mql.rule.news", "POST /form -> newsletter_signup email=param:email",
                            "mql.rule.buy", "POST /checkout -> purchase email=param:email"),
                    WhereFromTest::setUp)) {
                visit(shop);
                assertThat(shop.count("events.committed")).isEqualTo(4);
                kept = everything(redis);
            }
        } finally {
            System.setErr(before);
        }

        String text = new String(kept, ISO_8859_1);
        assertThat(text).as("what was dumped can be read").contains("/a-page-of-the-shop");
        assertThat(text)
                .doesNotContain(REMOTE, FORWARDED, LONG, "2001:db8", "c0de")
                .doesNotContain(bytes(REMOTE), bytes(FORWARDED), bytes(LONG));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .as("what was logged can be read")
                .contains("Observing a request failed")
                .doesNotContain(REMOTE, FORWARDED, LONG);
    }

    private static void visit(TestShop shop) throws Exception {
        String cookie = TestShop.needCookie(shop.send(from(shop, "/a-page-of-the-shop")));
        shop.send(from(shop, "/mql/events")
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"search\"}")));
        shop.send(from(shop, "/mql/events").POST(HttpRequest.BodyPublishers.ofString("nonsense")));
        for (String path : new String[] {"/form", "/checkout"}) {
            shop.send(from(shop, path)
                    .header("Cookie", cookie)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("email=jo%40example.org")));
        }
        shop.lead(cookie);
        new Alarm(shop.mql().counters()).failed("Observing a request", new IllegalStateException("ours"));
    }

    private static HttpRequest.Builder from(TestShop shop, String path) {
        return shop.to(path)
                .header("Accept", TestShop.PAGE)
                .header("X-Forwarded-For", FORWARDED + ", " + LONG)
                .header("X-Real-IP", FORWARDED)
                .header("CF-Connecting-IP", LONG)
                .header("Forwarded", "for=" + FORWARDED);
    }

    private static String bytes(String address) throws IOException {
        return new String(InetAddress.getByName(address).getAddress(), ISO_8859_1);
    }

    /** All keys and all values, uncompressed. */
    private static byte[] everything(RedisProcess redis) throws IOException {
        String all = "local all = {} for _, key in ipairs(redis.call('KEYS', '*')) do "
                + "all[#all + 1] = key all[#all + 1] = redis.call('DUMP', key) end return table.concat(all, ' ')";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            for (String[] command : new String[][] {
                {"AUTH", redis.password()},
                {"CONFIG", "SET", "rdbcompression", "no"},
                {"EVAL", all, "0"},
                {"QUIT"}
            }) {
                StringBuilder resp = new StringBuilder("*" + command.length + "\r\n");
                for (String word : command) {
                    resp.append('$')
                            .append(word.length())
                            .append("\r\n")
                            .append(word)
                            .append("\r\n");
                }
                socket.getOutputStream().write(resp.toString().getBytes(ISO_8859_1));
            }
            return socket.getInputStream().readAllBytes();
        }
    }
}
