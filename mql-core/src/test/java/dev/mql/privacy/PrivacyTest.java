package dev.mql.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.store.Effect;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** On a real Redis: what is kept of a person can be seen, and what was erased is nowhere. */
class PrivacyTest {
    private static final String ADDRESS = "canary.dora@acme-canary.example";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final RedisProcess redis = RedisProcess.start();
    private Mql mql = node();

    private Mql node() {
        return Mql.builder()
                .config(Config.of(Map.of(
                        "mql.redis.url",
                        redis.url(),
                        "mql.secret",
                        SECRET,
                        "mql.webhook.url",
                        "https://crm.example/hook",
                        "mql.webhook.secret",
                        SECRET)))
                .clock(clock)
                .build();
    }

    @AfterEach
    void end() {
        mql.close();
        redis.close();
    }

    private Event event(String visitor, String type, Map<String, ?> props) {
        return Event.of(
                EventId.at(clock.millis()),
                visitor,
                type,
                clock.millis(),
                Source.API,
                "/canary/" + type,
                Props.of(props));
    }

    /** Two devices, one person, everything that can be known. */
    private Lead dora() {
        mql.leads()
                .apply(List.of(
                        event("phone", "view_item", Map.of("item_id", "canary-kettle")),
                        event("laptop", "add_to_cart", Map.of("item_id", "canary-pot", "price", 19.9)),
                        event("phone", "quote_request", Map.of("job_title", "Head of Canaries", "name", "Dora Canary"))
                                .withEmail(ADDRESS),
                        event("laptop", "login", Map.of()).withEmail(ADDRESS),
                        event("laptop", "demo_request", Map.of())));
        Lead lead = mql.leads().byAddress(ADDRESS).orElseThrow();
        assertThat(lead.absorbed()).hasSize(1);
        assertThat(lead.stage()).isEqualTo(Stage.MQL);
        return lead;
    }

    @Test
    void exportTellsEverythingThatIsKept() {
        Lead lead = dora();
        mql.desk()
                .correct(lead.id(), 5, "met at the fair", "Ada", clock.instant().plus(Duration.ofDays(3)));
        JsonObject json = JsonParser.parseString(mql.privacy().export(lead.id()).orElseThrow())
                .getAsJsonObject();
        assertThat(json.getAsJsonObject("person").get("address").getAsString()).isEqualTo(ADDRESS);
        assertThat(json.getAsJsonObject("person").get("name").getAsString()).isEqualTo("Dora Canary");
        assertThat(json.getAsJsonArray("events")).hasSize(5);
        assertThat(json.getAsJsonArray("attributes").toString()).contains("Head of Canaries");
        assertThat(json.getAsJsonArray("carts").toString()).contains("canary-pot");
        assertThat(json.getAsJsonArray("corrections").toString()).contains("met at the fair");
        assertThat(json.getAsJsonObject("scoring").get("score").getAsDouble())
                .isEqualTo(mql.leads()
                        .score(mql.leads().get(lead.id()).orElseThrow())
                        .value());
        assertThat(mql.privacy().export(new LeadId(4, 2))).isEmpty();
    }

    @Test
    void erasedPersonIsNowhereAndComesBackAsAStranger() {
        Lead lead = dora();
        assertThat(everything()).contains("canary");
        clock.advance(Duration.ofMinutes(1));

        assertThat(mql.privacy().erase(lead.id())).isTrue();

        assertThat(mql.leads().byAddress(ADDRESS)).isEmpty();
        assertThat(mql.leads().byVisitor("phone")).isEmpty();
        assertThat(mql.leads().byVisitor("laptop")).isEmpty();
        assertThat(mql.leads().get(lead.id())).isEmpty();
        assertThat(mql.companies().leads("acme-canary.example")).isEmpty();
        Effect.KINDS.forEach(kind -> assertThat(mql.leads().effects(kind, 100)).isEmpty());
        assertThat(mql.leads().stageCounts()).isEmpty();
        assertThat(everything()).doesNotContainIgnoringCase("canary");
        assertThat(everything()).doesNotContain(lead.person().addressHash());
        assertThat(mql.privacy().erase(lead.id())).isFalse();

        Event late = Event.of(
                EventId.at(1), "phone", "quote_request", clock.millis() - 30_000, Source.BEACON, "/late", Props.NONE);
        mql.leads().apply(List.of(late));
        assertThat(mql.leads().byVisitor("phone")).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        mql.leads().apply(List.of(event("phone", "login", Map.of()).withEmail(ADDRESS)));
        Lead again = mql.leads().byAddress(ADDRESS).orElseThrow();
        assertThat(again.activity().size()).isEqualTo(1);
        assertThat(mql.leads().byVisitor("phone").orElseThrow().id()).isEqualTo(again.id());
    }

    @Test
    void erasureThatWasStoppedIsFinishedByAnotherNode() {
        Lead lead = dora();
        mql.beforeErasing(any -> {
            throw new IllegalStateException("the node is killed here");
        });
        assertThatThrownBy(() -> mql.privacy().erase(lead.id())).hasMessageContaining("killed here");
        assertThat(mql.leads().byAddress(ADDRESS)).isPresent();
        mql.close();
        clock.advance(Duration.ofSeconds(10));
        mql = node();
        mql.resumeErasures();
        assertThat(mql.leads().byAddress(ADDRESS)).isEmpty();
        assertThat(everything()).doesNotContainIgnoringCase("canary");
    }

    /** All keys and values of the server, as text. */
    private String everything() {
        StringBuilder all = new StringBuilder();
        try (Jedis jedis = new Jedis(redis.url())) {
            for (byte[] key : jedis.keys("*".getBytes(StandardCharsets.US_ASCII))) {
                List<byte[]> parts = new ArrayList<>(List.of(key));
                switch (jedis.type(key)) {
                    case "string" -> parts.add(jedis.get(key));
                    case "zset" -> parts.addAll(jedis.zrange(key, 0, -1));
                    case "hash" ->
                        jedis.hgetAll(key).forEach((name, value) -> {
                            parts.add(name);
                            parts.add(value);
                        });
                    case "stream" ->
                        jedis.xrange(new String(key, StandardCharsets.US_ASCII), "-", "+")
                                .forEach(e -> parts.add(e.toString().getBytes(StandardCharsets.UTF_8)));
                    default -> throw new IllegalStateException("a kind of key that this test does not read");
                }
                parts.forEach(part -> all.append(new String(part, StandardCharsets.ISO_8859_1))
                        .append('\n'));
            }
        }
        return all.toString();
    }
}
