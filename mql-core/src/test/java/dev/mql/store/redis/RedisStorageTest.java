package dev.mql.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.lead.Lead;
import dev.mql.store.Change;
import dev.mql.store.Storage;
import dev.mql.store.StorageContract;
import dev.mql.store.StoreException;
import dev.mql.testkit.RedisProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisStorageTest extends StorageContract {
    private static RedisProcess redis;
    private static RedisStorage storage;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        storage = new RedisStorage(redis.url(), 16, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        storage.close();
        redis.close();
    }

    @Override
    protected Storage storage() {
        return storage;
    }

    @Test
    void indexEntryOfAnExpiredDocumentIsCleared() {
        Lead fresh = Lead.fresh(anyId());
        storage.leads()
                .commit(List.of(
                        new Change(fresh, fresh.seen(1, 1).waking(1), 5_000_000, Long.MAX_VALUE / 4, List.of())));
        try (RedisClient jedis = RedisClient.create(redis.url())) {
            jedis.del(new RedisKeys(16).lead(fresh.id()));
        }
        storage.leads().forget(fresh.id());
        assertThat(storage.index().countFrom(5_000_000)).isZero();
        assertThat(storage.leads().claimDue(Instant.ofEpochMilli(2), Duration.ofSeconds(1), 64))
                .doesNotContain(fresh.id());
    }

    @Test
    void serverThatIsNotThereIsNamedWithoutItsPassword() {
        try (RedisStorage away = new RedisStorage("redis://:geheim@127.0.0.1:1", 16, InstantSource.system())) {
            assertThatThrownBy(() -> away.records().get("test", "x"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("127.0.0.1:1")
                    .hasMessageContaining("mql.redis.url")
                    .hasMessageNotContaining("geheim");
        }
    }

    @Test
    void timeOfRedisIsTakenOverFromAClockThatIsWrong() {
        InstantSource wrong = () -> InstantSource.system().instant().minusSeconds(86_400);
        try (RedisStorage late = new RedisStorage(redis.url(), 16, wrong)) {
            late.clock().sync();
            assertThat(late.clock().millis())
                    .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(1_000L));
        }
    }
}
