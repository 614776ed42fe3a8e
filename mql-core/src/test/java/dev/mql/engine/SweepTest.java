package dev.mql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.metrics.Counters;
import dev.mql.store.Change;
import dev.mql.store.LeadIndex;
import dev.mql.store.redis.RedisStorage;
import dev.mql.testkit.RedisProcess;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** What expired leads leave behind in the ranking of a real Redis. */
class SweepTest {
    @Test
    void leadsWhoseDocumentsAreGoneLoseTheirPlaceOnceADay() {
        try (RedisProcess redis = RedisProcess.start();
                RedisStorage storage = new RedisStorage(redis.url(), 4, Duration.ofDays(730), InstantSource.system());
                RedisClient jedis = RedisClient.create(redis.url())) {
            Counters counters = new Counters();
            for (int i = 0; i < 1_000; i++) {
                commit(storage, "here" + i);
                commit(storage, "gone" + i);
            }
            expire(jedis, "gone");
            new Sweep(storage, counters).run();
            assertThat(counters.value("leads.expired")).isEqualTo(1_000);
            assertThat(storage.index().ranked(null, 10_000))
                    .hasSize(1_000)
                    .extracting(LeadIndex.Ranked::id)
                    .contains(LeadId.ofVisitor("here7"))
                    .doesNotContain(LeadId.ofVisitor("gone7"));

            expire(jedis, "here");
            new Sweep(storage, counters).run();
            assertThat(counters.value("leads.expired")).isEqualTo(1_000);
            storage.records().delete("job", "sweep"); // as after a day
            new Sweep(storage, counters).run();
            assertThat(counters.value("leads.expired")).isEqualTo(2_000);
        }
    }

    private static void commit(RedisStorage storage, String visitor) {
        Lead fresh = Lead.fresh(LeadId.ofVisitor(visitor));
        storage.leads().commit(List.of(new Change(fresh, fresh.seen(1, 1), 1, Long.MAX_VALUE / 4, List.of())));
    }

    /** As Redis does after the retention. */
    private static void expire(RedisClient jedis, String visitors) {
        for (int i = 0; i < 1_000; i++) {
            LeadId id = LeadId.ofVisitor(visitors + i);
            byte[] tag = String.format("mql:{%02d}", id.shard(4)).getBytes(StandardCharsets.UTF_8);
            assertThat(jedis.del(ByteBuffer.allocate(tag.length + LeadId.BYTES)
                            .put(tag)
                            .put(id.bytes())
                            .array()))
                    .isEqualTo(1);
        }
    }
}
