package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
import dev.mql.testkit.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Notices of leads on their way to a real receiver. */
class DeliveryTest extends DeliveryLab {
    @Test
    void stageChangeIsToldOnceSignedAndExplained() throws Exception {
        Lead lead = qualify("v1");
        awaitNone("v1");
        mql.runDue();

        assertThat(receiver.requests).hasSize(1);
        Receiver.Request request = receiver.requests.get(0);
        Map<String, String> headers = request.headers();
        String id = headers.get("webhook-id");
        String timestamp = headers.get("webhook-timestamp");
        assertThat(timestamp).isEqualTo(Long.toString(clock.instant().getEpochSecond()));
        String signed = id + "." + timestamp + "." + request.body();
        assertThat(headers.get("webhook-signature"))
                .isEqualTo("v1," + hmac(SECRET, signed) + " v1," + hmac(OLD_SECRET, signed));
        assertThat(headers.get("webhook-key-id")).matches("[0-9a-f]{8} [0-9a-f]{8}");

        JsonObject json = json(request);
        assertThat(json.get("id").getAsString()).isEqualTo(id);
        assertThat(json.get("type").getAsString()).isEqualTo("lead.stage_changed");
        assertThat(json.get("at").getAsString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(json.get("sequence").getAsLong()).isEqualTo(1);
        assertThat(json.get("url").getAsString()).isEqualTo("https://shop.example/mql/admin/leads/" + lead.id());
        assertThat(json.getAsJsonObject("lead").get("stage").getAsString()).isEqualTo("mql");
        assertThat(json.getAsJsonObject("lead").has("address")).isFalse();
        assertThat(json.getAsJsonObject("lead").get("grade").getAsString()).matches("[ABC][123]");
        assertThat(json.getAsJsonObject("lead").get("quality").getAsString()).isIn("high", "low");
        assertThat(json.getAsJsonObject("change").get("from").getAsString()).isEqualTo("visitor");
        assertThat(json.getAsJsonObject("change").get("to").getAsString()).isEqualTo("mql");
        assertThat(json.getAsJsonObject("change").get("cause").getAsString()).isEqualTo("events");

        JsonObject explanation = json.getAsJsonObject("explanation");
        double sum = explanation.get("otherPoints").getAsDouble();
        List<String> words = new ArrayList<>();
        for (var line : explanation.getAsJsonArray("lines")) {
            sum += line.getAsJsonObject().get("points").getAsDouble();
            words.add(line.getAsJsonObject().get("text").getAsString());
        }
        assertThat(words).contains("Asked for a quote", "Viewed the pricing page");
        assertThat(sum)
                .isCloseTo(
                        json.getAsJsonObject("lead").get("score").getAsDouble(),
                        org.assertj.core.api.Assertions.within(0.05));
        assertThat(mql.counters().value("webhook.delivered")).isEqualTo(1);
    }

    @Test
    void manyAtOnceCrossTheThresholdOnceAndItIsToldOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 200; i++) {
                String type = List.of("quote_request", "demo_request", "view_pricing", "view_item")
                        .get(i % 4);
                threads.execute(() -> mql.leads().apply(List.of(event("v1", type))));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        awaitNone("v1");

        assertThat(lead("v1").stage()).isEqualTo(Stage.MQL);
        assertThat(receiver.requests).singleElement().satisfies(request -> assertThat(
                        json(request).getAsJsonObject("change").get("to").getAsString())
                .isEqualTo("mql"));
    }

    @Test
    void receiverIsToldToForgetALeadThatWasErasedHoweverOftenItHasToBeTried() {
        Lead lead = qualify("v1");
        awaitNone("v1");
        receiver.then(Receiver.status(500));
        mql.leads().erase(lead.id());
        awaitRequests(2);
        soon().until(() -> mql.counters().value("webhook.failed") == 1);
        clock.advance(Duration.ofMinutes(2));
        awaitRequests(3);

        assertThat(receiver.requests.subList(1, 3)).allSatisfy(request -> {
            JsonObject json = json(request);
            assertThat(json.get("type").getAsString()).isEqualTo("lead.erased");
            assertThat(json.keySet()).containsExactlyInAnyOrder("id", "type", "at", "sequence", "lead");
            assertThat(json.getAsJsonObject("lead").keySet()).containsExactly("id");
        });
        assertThat(receiver.requests.get(2).headers().get("webhook-id"))
                .isEqualTo(receiver.requests.get(1).headers().get("webhook-id"));
    }

    @Test
    void nodesOfOneInstallationTellEachChangeOnce() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            mql.close();
            mql = mql(receiver.url(), Map.of("mql.redis.url", redis.url()));
            try (Mql other = mql(receiver.url(), Map.of("mql.redis.url", redis.url()))) {
                for (int i = 0; i < 30; i++) {
                    qualify("v" + i);
                }
                soon().until(() -> {
                    // Time enough for what a busy node has put off, too little for an attempt to count as lost.
                    clock.advance(Duration.ofMillis(100));
                    mql.runDue();
                    other.runDue();
                    return IntStream.range(0, 30)
                            .allMatch(i -> lead("v" + i).notices().isEmpty());
                });
                assertThat(receiver.requests)
                        .hasSize(30)
                        .extracting(r -> r.headers().get("webhook-id"))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void deadLettersAreListedUntilTheyAreReplayedOrDropped() {
        receiver.then(Receiver.status(410));
        Lead lead = qualify("v1");
        awaitNotice("v1", n -> !n.waiting());

        Delivery.DeadLetter letter = mql.handoff().dead(10).get(0);
        assertThat(letter.lead()).isEqualTo(lead.id());
        assertThat(letter.notice().error()).isEqualTo("http_410");
        assertThat(mql.handoff()
                        .replay(
                                lead.id(),
                                letter.notice().sequence(),
                                letter.notice().channel()))
                .isTrue();
        awaitNone("v1");
        assertThat(mql.handoff().dead(10)).isEmpty();
        assertThat(receiver.requests).hasSize(2);
    }

    @Test
    void addressIsInTheBodyOnlyIfTheSettingsSaySo() {
        mql.close();
        mql = mql(receiver.url(), Map.of("mql.webhook.include-address", "true"));
        seen("v1");
        mql.leads().confirm(lead("v1").id(), "ada@example.org");
        arises("v1", Notice.ESCALATION, 700);
        awaitNone("v1");

        JsonObject json = json(receiver.requests.get(receiver.requests.size() - 1));
        assertThat(json.get("type").getAsString()).isEqualTo("lead.escalated");
        assertThat(json.getAsJsonObject("lead").get("address").getAsString()).isEqualTo("ada@example.org");
    }

    @Test
    void settingsThatDoNotGoTogetherStopTheStartWithoutShowingKeysOrPaths() {
        Map<String, String> good =
                Map.of("mql.webhook.url", "https://crm.example/hook/token-4711", "mql.webhook.secret", SECRET);
        assertRefused(good, Map.of("mql.webhook.url", "http://crm.example/hook/token-4711"), "mql.webhook.allow-http");
        assertRefused(good, Map.of("mql.webhook.secret", ""), "one key for all");
        assertRefused(good, Map.of("mql.webhook.secret", "too short"), "at least 32");
        assertRefused(good, Map.of("mql.webhook.secret", SECRET + "|short"), "new|old");
        assertRefused(good, Map.of("mql.webhook.secret", SECRET + "," + OLD_SECRET), "1 addresses and 2 keys");
        assertRefused(good, Map.of("mql.webhook.url", "https://user:token-4711@crm.example/"), "without user");
        assertRefused(good, Map.of("mql.webhook.url", "ftp://crm.example/token-4711"), "beginning with https://");
        assertRefused(good, Map.of("mql.handoff.mail", "sales at example.org"), "mail addresses");
    }

    private static void assertRefused(Map<String, String> good, Map<String, String> change, String says) {
        Map<String, String> settings = new TreeMap<>(good);
        settings.putAll(change);
        assertThatThrownBy(
                        () -> Mql.builder().config(Config.of(settings)).build().close())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(says)
                .message()
                .doesNotContain("token-4711", SECRET, "sales at");
    }
}
