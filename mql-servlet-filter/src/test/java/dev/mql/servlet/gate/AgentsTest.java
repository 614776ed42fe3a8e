package dev.mql.servlet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.Refusal;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentsTest {
    private final Agents agents = new Agents(List.of());

    private static List<String> lines(String name) throws Exception {
        try (InputStream in = AgentsTest.class.getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void ofTheKnownCrawlersHardlyOneIsTakenForAPerson() throws Exception {
        List<String> crawlers = lines("crawler-user-agents.txt");

        List<String> missed = crawlers.stream()
                .filter(agent -> agents.known(agent).refusal() == null)
                .toList();

        assertThat(crawlers).hasSizeGreaterThan(2_000);
        assertThat(missed).hasSizeLessThanOrEqualTo(crawlers.size() / 100);
    }

    @Test
    void noBrowserOfAPersonIsTakenForACrawler() throws Exception {
        List<String> browsers = lines("browsers.txt");

        assertThat(browsers).hasSizeGreaterThan(60).allSatisfy(agent -> {
            assertThat(agents.known(agent).refusal()).isNull();
            assertThat(agents.known(agent.toLowerCase(Locale.ROOT)).refusal()).isNull();
            assertThat(agents.known(agent.toUpperCase(Locale.ROOT)).refusal()).isNull();
            assertThat(agents.known(agent + " Googlebot/2.1").refusal()).isEqualTo(Refusal.BOT_AGENT);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36",
                "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
                "mozilla/5.0 headlesschrome/142"
            })
    void browsersWithoutAScreenAreToldApart(String agent) {
        assertThat(agents.known(agent).refusal()).isEqualTo(Refusal.HEADLESS);
        assertThat(agents.known(agent + " (compatible; Bytespider)").refusal()).isEqualTo(Refusal.BOT_AGENT);
    }

    @Test
    void programThatTheShopNamesCounts() {
        Agents some = new Agents(List.of("okhttp", "our monitor"));

        assertThat(agents.known("okhttp/5.1.0").refusal()).isEqualTo(Refusal.BOT_AGENT);
        assertThat(some.known("okhttp/5.1.0").refusal()).isNull();
        assertThat(some.known("Our Monitor 1.0 (HeadlessChrome)").refusal()).isNull();
        assertThat(some.known("curl/8.1").refusal()).isEqualTo(Refusal.BOT_AGENT);
    }

    @Test
    void whatIsRememberedOfOneAgentIsNotSaidOfAnother() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                assertThat(agents.known("Mozilla/5.0 x" + i + " y").refusal()).isNull();
                assertThat(agents.known("Mozilla/5.0 bot" + i + " y").refusal()).isEqualTo(Refusal.BOT_AGENT);
            }
        }
        assertThat(agents.known("").refusal()).isNull();
        assertThat(agents.known("\u0130bot\u0000\uD800").refusal()).isEqualTo(Refusal.BOT_AGENT);
        assertThat(agents.known("x".repeat(100_000) + "bot").refusal()).isNull();
    }

    @Test
    void ofWordsThatEndAtTheSamePlaceTheLongestCounts() {
        WordMachine words = new WordMachine(Map.of("bot", 2, "cubot", 0, "^java/", 1, "end$", 3, "abcd", 1, "bc", 2));

        assertThat(words.find("a CUBOT x", 99)).isZero();
        assertThat(words.find("cubot robot", 99)).isEqualTo(2);
        assertThat(words.find("Java/17", 99)).isEqualTo(1);
        assertThat(words.find("no java/17", 99)).isZero();
        assertThat(words.find("the end", 99)).isEqualTo(3);
        assertThat(words.find("the end.", 99)).isZero();
        assertThat(words.find("the end", 6)).isZero();
        assertThat(words.find("abce", 99)).isEqualTo(2);
        assertThat(new WordMachine(Map.of()).find("anything", 99)).isZero();
    }
}
