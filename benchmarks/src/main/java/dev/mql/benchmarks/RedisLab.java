package dev.mql.benchmarks;

import dev.mql.testkit.RedisOptions;
import dev.mql.testkit.RedisProcess;
import java.net.URI;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** A Redis server of this run's own, and what it says about itself. */
final class RedisLab implements AutoCloseable {
    private final RedisProcess server;
    private final RedisClient client;

    /** @param config lines of redis.conf beside the defaults, which write nothing to disk */
    RedisLab(String... config) {
        server = RedisProcess.start(RedisOptions.standard().withConfig(config));
        URI uri = URI.create(server.url());
        client = RedisClient.builder()
                .hostAndPort(new HostAndPort(uri.getHost(), uri.getPort()))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .password(server.password())
                        .build())
                .build();
    }

    String url() {
        return server.url();
    }

    int port() {
        return server.port();
    }

    String password() {
        return server.password();
    }

    RedisClient client() {
        return client;
    }

    /** Seconds of processor time used since the start. */
    double cpuSeconds() {
        return info("cpu", "used_cpu_user") + info("cpu", "used_cpu_sys");
    }

    /** Bytes in use, without the buffers of connections, which grow and shrink with what happens to be on its way. */
    double usedMemory() {
        return info("memory", "used_memory") - info("memory", "mem_clients_normal");
    }

    private double info(String section, String name) {
        return client.info(section)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Lets it hang: it keeps its connections and answers nothing. */
    void pause() {
        server.pause();
    }

    void resume() {
        server.resume();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
