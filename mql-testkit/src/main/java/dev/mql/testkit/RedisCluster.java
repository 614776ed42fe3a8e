package dev.mql.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Redis Cluster of three masters, and replicas if wanted, as child processes on 127.0.0.1. Up in about two seconds:
 * that is how long Redis itself holds a new master back. Safe for use by many threads.
 */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<RedisProcess> nodes;
    private final int replicas;

    private RedisCluster(List<RedisProcess> nodes) {
        this.nodes = List.copyOf(nodes);
        this.replicas = nodes.size() - MASTERS;
    }

    /** Three masters, no replicas. Returns when every node serves. */
    public static RedisCluster start() {
        return start(0);
    }

    /**
     * Three masters with so many replicas each; a replica takes over about two seconds after its master died. Returns when
     * every node serves and every replica is in step.
     *
     * @param config further lines of redis.conf for every node
     * @throws IllegalStateException if a node does not start or they do not find together
     */
    public static RedisCluster start(int replicasPerMaster, String... config) {
        if (replicasPerMaster < 0 || replicasPerMaster > 2) {
            throw new IllegalArgumentException("replicasPerMaster must be 0 to 2, was " + replicasPerMaster);
        }
        RedisOptions options = RedisOptions.standard()
                .withConfig(
                        "cluster-enabled yes",
                        // With nobody to take over, a node that stands still for a while need not be called dead.
                        "cluster-node-timeout " + (replicasPerMaster == 0 ? 5000 : 1000),
                        "cluster-replica-validity-factor 0",
                        "repl-diskless-sync-delay 0")
                .withConfig(config);
        List<RedisProcess> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < MASTERS * (1 + replicasPerMaster); i++) {
                nodes.add(RedisProcess.start(options));
            }
            RedisCluster cluster = new RedisCluster(nodes);
            cluster.form();
            return cluster;
        } catch (IOException | RuntimeException e) {
            nodes.forEach(RedisProcess::close);
            throw new IllegalStateException("The Redis cluster did not form: " + e.getMessage(), e);
        }
    }

    private void form() throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            call(nodes.get(i), "CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (RedisProcess node : nodes) {
            for (RedisProcess other : nodes) {
                if (other != node) {
                    call(node, "CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port()));
                }
            }
        }
        for (int i = 0; i < MASTERS; i++) {
            int first = SLOTS * i / MASTERS;
            int last = SLOTS * (i + 1) / MASTERS - 1;
            call(masters().get(i), "CLUSTER", "ADDSLOTSRANGE", Integer.toString(first), Integer.toString(last));
        }
        if (replicas > 0) {
            await(this::knowsAll);
            for (int i = 0; i < replicas; i++) {
                String master = call(masters().get(i % MASTERS), "CLUSTER", "MYID");
                call(nodes.get(MASTERS + i), "CLUSTER", "REPLICATE", master);
            }
        }
        awaitComplete();
    }

    /**
     * Waits until every node is a member, sees all slots served and, if it is a replica, is in step with its master: after a
     * node was restarted, for example.
     *
     * @throws IllegalStateException if that does not come about within 30 s
     */
    public void awaitComplete() {
        await(node -> knowsAll(node) && serves(node));
    }

    private boolean knowsAll(RedisProcess node) throws IOException {
        List<String> members = call(node, "CLUSTER", "NODES").lines().toList();
        return members.size() == nodes.size()
                && members.stream().noneMatch(member -> member.contains("handshake") || member.contains("fail"));
    }

    private boolean serves(RedisProcess node) throws IOException {
        List<String> replication = call(node, "INFO", "replication").lines().toList();
        List<String> view = call(node, "CLUSTER", "NODES").lines().toList();
        return call(node, "CLUSTER", "INFO").contains("cluster_state:ok")
                && view.stream().filter(member -> member.contains("slave")).count() == replicas
                && (replication.contains("role:master") || replication.contains("master_link_status:up"));
    }

    private void await(Condition condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (RedisProcess node : nodes) {
            String last = "not yet";
            while (true) {
                try {
                    if (condition.holds(node)) {
                        break;
                    }
                } catch (IOException e) {
                    last = String.valueOf(e.getMessage());
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            node + " did not find the others within " + LIMIT.toSeconds() + " s: " + last);
                }
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                        .join();
            }
        }
    }

    /** {@code redis-cluster://:password@127.0.0.1:port,127.0.0.1:port,127.0.0.1:port}: the first masters. */
    public String url() {
        return masters().stream()
                .map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(
                        ",", "redis-cluster://:" + nodes.get(0).password() + "@", ""));
    }

    /** All nodes: those that began as masters first, in the order of their slots, then their replicas. */
    public List<RedisProcess> nodes() {
        return nodes;
    }

    private List<RedisProcess> masters() {
        return nodes.subList(0, MASTERS);
    }

    private static String call(RedisProcess node, String... command) throws IOException {
        try (RespClient client = RespClient.connect(node.port(), node.password())) {
            return client.call(command);
        }
    }

    /** Ends all nodes and deletes their files. A second call does nothing. */
    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }

    /** For people: what runs where, without the password. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of("Redis Cluster"), nodes.stream().map(RedisProcess::toString))
                .collect(Collectors.joining("\n  "));
    }

    private interface Condition {
        boolean holds(RedisProcess node) throws IOException;
    }
}
