package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.testkit.RedisProcess;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that keeps its connections and answers nothing. */
class HungRedisTest {
    private static final long MOST_BYTES = 32 << 20;

    @Test
    void shopAnswersAsAlwaysAndWhatWaitsIsBounded(@TempDir Path files) throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TestShop shop = TestShop.with(
                        files,
                        Map.of(
                                "mql.redis.url", redis.url(),
                                "mql.secret", "0123456789abcdef0123456789abcdef",
                                "mql.rule.a", "POST /** -> contact_form email=param:email"))) {
            String cookie = TestShop.needCookie(shop.open("/page", null));
            String page = shop.open("/page", cookie).body();
            String form = shop.form("/page", "email=a@example.org", cookie).body();
            assertThat(shop.mql().awaitIdle(Duration.ofSeconds(30))).isTrue();
            long idle = heap();

            redis.pause();
            for (int i = 0; fits(shop, i); i++) {
                assertThat(i).isLessThan(100_000);
            }
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> answer = shop.open("/page", cookie);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(page);
                assertThat(shop.form("/page", "email=a@example.org", cookie).body())
                        .isEqualTo(form);
            }
            assertThat(heap() - idle).isLessThan(MOST_BYTES);
            assertThat(shop.mql().counters().value("events.dropped.queue_full")).isPositive();

            redis.resume();
            assertThat(shop.mql().awaitIdle(Duration.ofSeconds(60))).isTrue();
            assertThat(shop.mql().account().underway()).isZero();
        }
    }

    /** Hands over one more event; whether there was room for it. */
    private static boolean fits(TestShop shop, int number) {
        long now = shop.clock.millis();
        String url = "/product/" + number;
        return shop.mql()
                .sink()
                .offer(Event.of(
                        EventId.at(now),
                        "visitor-number-" + number % 2_000,
                        "view_item",
                        now,
                        Source.FILTER,
                        url,
                        Props.of(Map.of("item_id", url, "value", 19.9))));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
