package dev.mql.store.redis;

import dev.mql.store.Storage;
import dev.mql.store.StorageContract;
import dev.mql.testkit.RedisCluster;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same contract on three masters. */
class RedisClusterStorageTest extends StorageContract {
    private static RedisCluster cluster;
    private static RedisStorage storage;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        storage = new RedisStorage(cluster.url(), 16, Duration.ofDays(730), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        storage.close();
        cluster.close();
    }

    @Override
    protected Storage storage() {
        return storage;
    }
}
