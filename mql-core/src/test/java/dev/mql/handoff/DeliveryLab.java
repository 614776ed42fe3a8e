package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
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
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A shop whose leads have something to tell, and a real receiver of it, with a clock that ticks. */
@Timeout(60)
abstract class DeliveryLab {
    static final String SECRET = "a-secret-of-more-than-thirty-two-characters";
    static final String OLD_SECRET = "an-old-secret-of-more-than-thirty-two-chars";
    private static final Duration SOON = Duration.ofSeconds(20);

    final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    Receiver receiver;
    Mql mql;

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

    Mql mql(String urls, Map<String, String> more) {
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

    Event event(String visitor, String type) {
        return Event.of(EventId.at(clock.millis()), visitor, type, clock.millis(), Source.FILTER, "/", Props.NONE);
    }

    /** Somebody is seen and no more: nobody is told of it. */
    void seen(String visitor) {
        mql.leads().apply(List.of(event(visitor, "search")));
        assertThat(lead(visitor).notices()).isEmpty();
    }

    /** A visitor does what makes a qualified lead of them, all in one batch. */
    Lead qualify(String visitor) {
        mql.leads()
                .apply(Stream.of("quote_request", "demo_request", "view_pricing")
                        .map(type -> event(visitor, type))
                        .toList());
        assertThat(lead(visitor).stage()).isEqualTo(Stage.MQL);
        return lead(visitor);
    }

    Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    void arises(String visitor, String topic, long sequence) {
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

    static ConditionFactory soon() {
        return await().atMost(SOON).pollInterval(Duration.ofMillis(20));
    }

    void awaitRequests(int count) {
        soon().untilAsserted(() -> {
            mql.runDue();
            assertThat(receiver.requests).hasSize(count);
        });
    }

    Notice awaitNotice(String visitor, java.util.function.Predicate<Notice> is) {
        soon().until(() -> {
            mql.runDue();
            return lead(visitor).notices().stream().anyMatch(is);
        });
        return lead(visitor).notices().stream().filter(is).findFirst().orElseThrow();
    }

    void awaitNone(String visitor) {
        soon().until(() -> {
            mql.runDue();
            return lead(visitor).notices().isEmpty();
        });
    }

    static JsonObject json(Receiver.Request request) {
        return JsonParser.parseString(request.body()).getAsJsonObject();
    }

    /** HMAC as in RFC 2104, from the hash function up, so that it shares nothing with the code under test. */
    static String hmac(String secret, String text) throws GeneralSecurityException {
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
}
