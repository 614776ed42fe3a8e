package dev.mql.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.Change;
import dev.mql.store.LeadStore;
import dev.mql.store.Storage;
import dev.mql.store.StorageContract;
import dev.mql.store.StoreException;
import dev.mql.testkit.RedisCluster;
import dev.mql.testkit.RedisProcess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

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

    @Test
    void scanMissesNobodyWhileASlotMovesToAnotherServer() {
        Set<LeadId> mine = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            mine.add(commit(LeadId.ofVisitor("moving" + i)));
        }
        LeadStore.Scan part = storage.leads().scan(null, 50);
        Set<LeadId> found = new HashSet<>();
        part.leads().forEach(lead -> found.add(lead.id()));
        assertThat(found).hasSizeLessThan(2_000);

        // The first pass is over the server of shard 0; it loses that shard half way.
        move("mql:{00}");
        for (String cursor = part.next(); cursor != null; cursor = part.next()) {
            part = scanned(cursor);
            part.leads().forEach(lead -> found.add(lead.id()));
        }
        assertThat(found).containsAll(mine);
        LeadId moved = mine.stream().filter(id -> id.shard(16) == 0).findFirst().orElseThrow();
        assertThat(storage.leads().load(List.of(moved)).get(0).stored()).isTrue();
    }

    @Test
    void leadIsFoundAndCommittedAfterItsSlotMoved() {
        LeadId id = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> LeadId.ofVisitor("moved" + i))
                .filter(i -> i.shard(16) == 5)
                .findFirst()
                .orElseThrow();
        commit(id);
        move("mql:{05}");
        Lead lead = storage.leads().load(List.of(id)).get(0);
        assertThat(lead.stored()).isTrue();
        move("mql:{05}");
        assertThat(storage.leads()
                        .commit(List.of(new Change(lead, lead.seen(1, 2), 1, Long.MAX_VALUE / 4, List.of())))
                        .get(0)
                        .committed())
                .isTrue();
    }

    private static LeadId commit(LeadId id) {
        Lead fresh = Lead.fresh(id);
        storage.leads().commit(List.of(new Change(fresh, fresh.seen(1, 1), 1, Long.MAX_VALUE / 4, List.of())));
        return id;
    }

    /** A part, once the client has heard that the slot has moved. */
    private static LeadStore.Scan scanned(String cursor) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            try {
                                return storage.leads().scan(cursor, 50);
                            } catch (StoreException moving) {
                                assertThat(moving).hasMessageContaining("moving");
                                return null;
                            }
                        },
                        Objects::nonNull);
    }

    private static boolean serves(int node, String key) {
        RedisProcess process = cluster.nodes().get(node);
        try (Jedis jedis = new Jedis("127.0.0.1", process.port())) {
            jedis.auth(process.password());
            return !jedis.exists(key);
        } catch (JedisRedirectionException elsewhere) {
            return false;
        }
    }

    /** Moves the slot of a key to the next server, as an operator does. */
    private static void move(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        int from = IntStream.range(0, 3).filter(n -> serves(n, key)).findFirst().orElseThrow();
        RedisProcess source = cluster.nodes().get(from);
        RedisProcess target = cluster.nodes().get((from + 1) % 3);
        try (Jedis there = new Jedis("127.0.0.1", target.port());
                Jedis here = new Jedis("127.0.0.1", source.port())) {
            there.auth(target.password());
            here.auth(source.password());
            there.clusterSetSlotImporting(slot, here.clusterMyId());
            here.clusterSetSlotMigrating(slot, there.clusterMyId());
            for (byte[] one : here.clusterGetKeysInSlotBinary(slot, 100_000)) {
                here.migrate(
                        "127.0.0.1", target.port(), 5_000, new MigrateParams().auth(target.password()), new byte[][] {
                            one
                        });
            }
            String owner = there.clusterMyId();
            cluster.nodes().forEach(node -> {
                try (Jedis any = new Jedis("127.0.0.1", node.port())) {
                    any.auth(node.password());
                    any.clusterSetSlotNode(slot, owner);
                }
            });
        }
    }
}
