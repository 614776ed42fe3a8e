package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.testkit.RedisProcess;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A running shop with a real store, for strangers to try their worst; at the end its log has to be short and clean. */
abstract class Besieged {
    static final String CANARY = "canary-7f3a@victim.test";

    @TempDir
    static Path files;

    static RedisProcess redis;
    static TestShop shop;
    private static PrintStream console;
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        LOG.reset();
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
    static String redis(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            String both = "AUTH " + redis.password() + "\r\n" + command + "\r\n";
            socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(lines.readLine()).isEqualTo("+OK");
            return lines.readLine();
        }
    }

    static long keys() throws IOException {
        assertThat(shop.mql().awaitIdle(Duration.ofSeconds(20))).isTrue();
        return Long.parseLong(redis("DBSIZE").substring(1));
    }
}
