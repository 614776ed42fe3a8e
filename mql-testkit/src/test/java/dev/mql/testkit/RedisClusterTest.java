package dev.mql.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisClusterTest {

    @Test
    void aWriteIsSentToTheMasterOfItsSlotAndTheOthersPointThere() throws IOException {
        RedisCluster cluster = RedisCluster.start();
        List<RedisProcess> masters = cluster.nodes();
        assertThat(masters).hasSize(3);
        assertThat(cluster.url())
                .isEqualTo(
                        "redis-cluster://:%s@127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d",
                        masters.get(0).password(),
                        masters.get(0).port(),
                        masters.get(1).port(),
                        masters.get(2).port());

        try (cluster) {
            for (int shard = 0; shard < 16; shard++) {
                String key = "mql:{s" + shard + "}:a";
                int slot = Integer.parseInt(call(masters.get(0), "CLUSTER", "KEYSLOT", key));
                for (RedisProcess node : masters) {
                    if (node == masters.get(slot * 3 / 16_384)) {
                        assertThat(call(node, "SET", key, "1")).isEqualTo("OK");
                    } else {
                        assertThatThrownBy(() -> call(node, "SET", key, "1"))
                                .hasMessageStartingWith("MOVED " + slot + " 127.0.0.1:");
                    }
                }
            }
        }

        assertThat(masters).noneMatch(node -> ProcessHandle.of(node.pid())
                .filter(ProcessHandle::isAlive)
                .isPresent());
    }

    @Test
    void aNodeThatWasKilledComesBackToItsPlace() throws IOException {
        try (RedisCluster cluster = RedisCluster.start(0, "appendonly yes", "appendfsync always")) {
            RedisProcess first = cluster.nodes().get(0);
            // Slot 0 to 5460.
            assertThat(call(first, "SET", "{06S}", "1")).isEqualTo("OK");
            first.kill();
            first.restart();
            cluster.awaitComplete();
            assertThat(call(first, "GET", "{06S}")).isEqualTo("1");
        }
    }

    @Test
    void aReplicaTakesOverFromADeadMaster() throws IOException {
        try (RedisCluster cluster = RedisCluster.start(1)) {
            assertThat(cluster.nodes()).hasSize(6);
            RedisProcess master = cluster.nodes().get(0);
            RedisProcess replica = cluster.nodes().get(3);
            assertThat(call(replica, "INFO", "replication")).contains("role:slave", "master_port:" + master.port());

            master.kill();

            await().atMost(20, SECONDS).untilAsserted(() -> assertThat(call(replica, "INFO", "replication"))
                    .contains("role:master"));
            master.restart();
            cluster.awaitComplete();
            assertThat(call(master, "INFO", "replication")).contains("role:slave");
        }
    }

    private static String call(RedisProcess node, String... command) throws IOException {
        try (RespClient client = RespClient.connect(node.port(), node.password())) {
            return client.call(command);
        }
    }
}
