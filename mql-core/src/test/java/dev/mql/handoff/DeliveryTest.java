package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notices of leads on their way to a real receiver, with a clock that ticks. */
@Timeout(60)
class DeliveryTest {
    private static final String SECRET = "a-secret-of-more-than-thirty-two-characters";
    private static final String OLD_SECRET = "an-old-secret-of-more-than-thirty-two-chars";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private Receiver receiver;
    private Mql mql;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        mql = mql(receiver.url(), Map.of());
    }

    @AfterEach
    void end() throws IOException {
        mql.close();
        receiver.close();
    }

    private Mql mql(String urls, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "mql.secret", "0123456789abcdef0123456789abcdef",
                "mql.base-url", "https://shop.example/",
                "mql.webhook.url", urls,
                "mql.webhook.secret", SECRET + "|" + OLD_SECRET,
                "mql.webhook.allow-http", "true",
                "mql.webhook.allow-private", "true"));
        settings.putAll(more);
        return Mql.builder().config(Config.of(settings)).clock(clock).build();
    }

    private Event event(String visitor, String type) {
        return Event.of(EventId.at(clock.millis()), visitor, type, clock.millis(), Source.FILTER, "/", Props.NONE);
    }

    /** Somebody is seen and no more: nobody is told of it. */
    private void seen(String visitor) {
        mql.leads().apply(List.of(event(visitor, "search")));
        assertThat(lead(visitor).notices()).isEmpty();
    }

    /** A visitor does what makes a qualified lead of them, all in one batch. */
    private Lead qualify(String visitor) {
        mql.leads()
                .apply(Stream.of("quote_request", "demo_request", "view_pricing")
                        .map(type -> event(visitor, type))
                        .toList());
        assertThat(lead(visitor).stage()).isEqualTo(Stage.MQL);
        return lead(visitor);
    }

    private Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    private void arises(String visitor, String topic, long sequence) {
        mql.leads().update(lead(visitor).id(), lead -> {
            List<Notice> all = new ArrayList<>(lead.notices());
            long now = clock.millis();
            all.add(new Notice(
                    "webhook:0",
                    sequence,
                    topic,
                    "lead",
                    "mql",
                    "threshold",
                    64.04,
                    "B1",
                    3,
                    Notice.State.WAITING,
                    0,
                    now,
                    now + Queue.LIFE,
                    now,
                    ""));
            return lead.withNotices(all);
        });
    }

    private static ConditionFactory soon() {
        return await().atMost(SOON).pollInterval(Duration.ofMillis(20));
    }

    private void awaitRequests(int count) {
        soon().untilAsserted(() -> {
            mql.runDue();
            assertThat(receiver.requests).hasSize(count);
        });
    }

    private Notice awaitNotice(String visitor, java.util.function.Predicate<Notice> is) {
        soon().until(() -> {
            mql.runDue();
            return lead(visitor).notices().stream().anyMatch(is);
        });
        return lead(visitor).notices().stream().filter(is).findFirst().orElseThrow();
    }

    private void awaitNone(String visitor) {
        soon().until(() -> {
            mql.runDue();
            return lead(visitor).notices().isEmpty();
        });
    }

    private static JsonObject json(Receiver.Request request) {
        return JsonParser.parseString(request.body()).getAsJsonObject();
    }

    /** HMAC as in RFC 2104, from the hash function up, so that it shares nothing with the code under test. */
    private static String hmac(String secret, String text) throws GeneralSecurityException {
        byte[] key = Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), 64);
        byte[] inner = new byte[64];
        byte[] outer = new byte[64];
        for (int i = 0; i < 64; i++) {
            inner[i] = (byte) (key[i] ^ 0x36);
            outer[i] = (byte) (key[i] ^ 0x5c);
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(inner);
        byte[] middle = sha.digest(text.getBytes(StandardCharsets.UTF_8));
        sha.update(outer);
        return Base64.getEncoder().encodeToString(sha.digest(middle));
    }

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
    void receiverThatHangsUpAfterTheRequestGetsItAgainUnderTheSameId() {
        receiver.then(Receiver.reset());
        seen("v1");
        arises("v1", Notice.STAGE, 7);
        Notice failed = awaitNotice("v1", n -> n.attempts() == 1);
        assertThat(failed.error()).isEqualTo("connection_lost");
        clock.set(Instant.ofEpochMilli(failed.due()));
        awaitNone("v1");

        assertThat(receiver.requests).hasSize(2);
        assertThat(receiver.requests)
                .extracting(r -> r.headers().get("webhook-id"))
                .containsOnly(receiver.requests.get(0).headers().get("webhook-id"));
        assertThat(receiver.requests.get(0).headers().get("webhook-signature"))
                .isNotEqualTo(receiver.requests.get(1).headers().get("webhook-signature"));
    }

    @Test
    void noticesOfALeadArriveInTheirOrderWhateverFails() {
        receiver.then(Receiver.status(500)).then(Receiver.status(302)).then(Receiver.status(503));
        seen("v1");
        for (int sequence : new int[] {12, 11, 13}) {
            arises("v1", Notice.STAGE, sequence);
        }
        for (int i = 0; i < 40 && !lead("v1").notices().isEmpty(); i++) {
            clock.advance(Duration.ofMinutes(20));
            soon().until(() -> {
                mql.runDue();
                long now = clock.millis();
                return lead("v1").notices().stream().noneMatch(n -> n.due() <= now || n.due() == now + Queue.LEASE);
            });
        }
        List<Long> delivered = receiver.requests.stream()
                .map(r -> json(r).get("sequence").getAsLong())
                .toList();
        assertThat(delivered).isSorted().containsOnly(11L, 12L, 13L).hasSize(6);
    }

    @Test
    void failingReceiverIsTriedForThreeDaysThenTheNoticeIsDeadUntilReplayed() {
        receiver.always(Receiver.status(500));
        seen("v1");
        arises("v1", Notice.STAGE, 7);
        long start = clock.millis();
        int rounds = 0;
        Notice notice = awaitNotice("v1", n -> n.attempts() == 1);
        while (notice.waiting()) {
            clock.set(Instant.ofEpochMilli(Math.max(notice.due(), clock.millis())));
            int before = notice.attempts();
            long due = notice.due();
            long lease = clock.millis() + Queue.LEASE;
            notice = awaitNotice(
                    "v1", n -> !n.waiting() || n.due() != lease && (n.attempts() > before || n.due() != due));
            rounds++;
        }
        assertThat(clock.millis() - start).isEqualTo(Queue.LIFE);
        assertThat(notice.error()).isEqualTo("http_500");
        assertThat(receiver.requests.size()).isBetween(16, rounds + 1);
        assertThat(mql.counters().value("webhook.dead")).isEqualTo(1);

        receiver.always(Receiver.status(204));
        Lead lead = lead("v1");
        assertThat(mql.handoff().replay(lead.id(), 8, "webhook:0")).isFalse();
        assertThat(mql.handoff().replay(lead.id(), 7, "webhook:0")).isTrue();
        assertThat(mql.handoff().replay(lead.id(), 7, "webhook:0")).isFalse();
        clock.advance(Duration.ofMinutes(11));
        awaitNone("v1");
        assertThat(receiver.requests)
                .extracting(r -> r.headers().get("webhook-id"))
                .containsOnly(receiver.requests.get(0).headers().get("webhook-id"));
    }

    @Test
    void receiverThatWantsNoMoreGetsNoMore() {
        receiver.then(Receiver.status(410));
        seen("v1");
        arises("v1", Notice.STAGE, 7);
        Notice dead = awaitNotice("v1", n -> !n.waiting());
        assertThat(dead.error()).isEqualTo("http_410");
        clock.advance(Duration.ofDays(1));
        mql.runDue();
        assertThat(receiver.requests).hasSize(1);
        assertThat(mql.handoff().drop(lead("v1").id(), 7, "webhook:0")).isTrue();
        assertThat(lead("v1").notices()).isEmpty();
    }

    @Test
    void retryAfterIsHonouredAsSecondsAndAsADate() {
        receiver.then(Receiver.status(429, "Retry-After: 7200\r\n"))
                .then(Receiver.status(503, "Retry-After: Sun, 22 Nov 2026 15:00:00 GMT\r\n"));
        seen("v1");
        arises("v1", Notice.STAGE, 7);
        Notice first = awaitNotice("v1", n -> n.attempts() == 1);
        assertThat(first.due()).isEqualTo(Instant.parse("2026-11-22T12:00:00Z").toEpochMilli());
        clock.set(Instant.ofEpochMilli(first.due()));
        Notice second = awaitNotice("v1", n -> n.attempts() == 2);
        assertThat(second.due()).isEqualTo(Instant.parse("2026-11-22T15:00:00Z").toEpochMilli());
    }

    @Test
    void receiverThatFailsFiveTimesIsSparedAndNobodysAttemptsAreUsedUp() {
        receiver.always(Receiver.status(500));
        for (int i = 0; i < 5; i++) {
            seen("v" + i);
            arises("v" + i, Notice.STAGE, 7);
            awaitRequests(i + 1);
        }
        soon().until(() -> mql.counters().value("webhook.failed") == 5);
        for (int i = 5; i < 15; i++) {
            seen("v" + i);
            arises("v" + i, Notice.STAGE, 7);
            Notice waiting = awaitNotice("v" + i, n -> n.due() > clock.millis());
            assertThat(waiting.attempts()).isZero();
            assertThat(waiting.due()).isEqualTo(clock.millis() + 60_000);
        }
        assertThat(receiver.requests).hasSize(5);

        receiver.always(Receiver.status(200));
        for (int round = 0; round < 30 && receiver.requests.size() < 20; round++) {
            clock.advance(Duration.ofSeconds(30));
            mql.runDue();
            soon().until(() -> {
                mql.runDue();
                for (int i = 0; i < 15; i++) {
                    if (Queue.due(lead("v" + i).notices(), clock.millis())) {
                        return false;
                    }
                }
                return true;
            });
        }
        for (int i = 0; i < 15; i++) {
            awaitNone("v" + i);
        }
    }

    @Test
    void receiverThatHangsDoesNotHoldUpTheDueThread() {
        receiver.always(receiver.silence());
        for (int i = 0; i < 30; i++) {
            seen("v" + i);
            arises("v" + i, Notice.STAGE, 7);
        }
        await().atMost(Duration.ofSeconds(4)).until(() -> {
            mql.runDue();
            for (int i = 0; i < 30; i++) {
                if (Queue.due(lead("v" + i).notices(), clock.millis())) {
                    return false;
                }
            }
            return true;
        });
        assertThat(mql.counters().value("webhook.failed")).isZero();
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
