package dev.mql.store.redis;

import dev.mql.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A client for one address, made on first use; loads the function library where it is missing. Every wait is bounded; every failure
 * becomes a {@link StoreException} that names the server and what to do, never a password.
 */
final class RedisConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final Duration TOPOLOGY = Duration.ofSeconds(2);
    private static final int MOST_MOVES = 6;
    private static final long MOVING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final URI uri;
    private final String server;
    private volatile @Nullable UnifiedJedis client;
    private volatile boolean closed;

    RedisConnection(String url) {
        // Several hosts are no valid authority for java.net.URI: kept apart by what follows the scheme.
        this.uri = URI.create(url.substring(0, url.indexOf("://")) + ":" + url.substring(url.indexOf("://") + 3));
        String rest = uri.getSchemeSpecificPart();
        this.server = rest.substring(rest.lastIndexOf('@') + 1);
    }

    /** Whether the keys of one call have to be in one slot. */
    boolean clustered() {
        return uri.getScheme().equals("redis-cluster");
    }

    /** Host and port, for people. */
    String server() {
        return server;
    }

    /**
     * Runs commands, and again after a library that is missing (fresh server, fail-over, flush) was loaded, or after a slot was found
     * on another server of the cluster, which pipelines do not follow by themselves; it takes a moment until all servers agree on that.
     */
    <T> T call(Function<UnifiedJedis, T> commands) {
        try {
            UnifiedJedis jedis = client();
            for (int again = 0; ; again++) {
                try {
                    return commands.apply(jedis);
                } catch (JedisException e) {
                    if (again < 1 && isMissingFunction(e)) {
                        jedis.functionLoadReplace(FunctionLibrary.TEXT);
                    } else if (again < MOST_MOVES
                            && e instanceof JedisRedirectionException
                            && jedis instanceof RedisClusterClient cluster) {
                        LockSupport.parkNanos(MOVING_NANOS * again);
                        cluster.refreshClusterTopology();
                    } else {
                        throw e;
                    }
                }
            }
        } catch (JedisException e) {
            throw failure(e);
        }
    }

    /**
     * Queues commands, sends them together and waits for all replies. If any reply says that the library is missing, it is loaded and
     * everything runs once more; so commands must be safe to repeat.
     *
     * @param queue is called with the pipeline, perhaps twice
     * @param replies is called after all replies have come, and throws a {@link JedisException} for one that is an error
     */
    <T> T pipelined(Consumer<AbstractPipeline> queue, java.util.function.Supplier<T> replies) {
        return call(jedis -> {
            AbstractPipeline pipeline = jedis.pipelined();
            try {
                queue.accept(pipeline);
            } catch (RuntimeException failed) {
                closeQuietly(pipeline);
                throw failed;
            }
            sync(pipeline);
            try {
                return replies.get();
            } catch (IllegalStateException unanswered) {
                throw gone(unanswered);
            }
        });
    }

    /** Jedis says of a pipeline over a cluster whose server died in quite other ways than of a single connection. */
    private static void sync(AbstractPipeline pipeline) {
        try (pipeline) {
            pipeline.sync();
        } catch (JedisException said) {
            throw said;
        } catch (RuntimeException lost) {
            throw gone(lost);
        }
    }

    private static void closeQuietly(AbstractPipeline pipeline) {
        try {
            pipeline.close();
        } catch (RuntimeException second) {
            // the first failure is the one to tell
        }
    }

    private static JedisConnectionException gone(RuntimeException how) {
        return new JedisConnectionException("a server of the cluster did not answer", how);
    }

    /**
     * Runs commands on the one server that holds a key; it is the caller's to see that all of them belong there.
     *
     * @param commands is called with a pipeline to that server, which answers for others with a redirection
     */
    <T> T onServerOf(byte[] key, Function<Pipeline, T> commands) {
        return call(jedis -> {
            try (Pipeline pipeline = pipelineTo(jedis, key)) {
                return commands.apply(pipeline);
            }
        });
    }

    private static Pipeline pipelineTo(UnifiedJedis jedis, byte[] key) {
        return jedis instanceof RedisClusterClient cluster
                ? new Pipeline(cluster.getConnectionFromSlot(JedisClusterCRC16.getSlot(key)), true)
                : (Pipeline) jedis.pipelined();
    }

    private static boolean isMissingFunction(JedisException e) {
        String message = e.getMessage();
        return message != null && message.contains("Function not found");
    }

    private StoreException failure(JedisException e) {
        Throwable root = e;
        while (root.getCause() instanceof JedisException || root.getCause() instanceof IOException) {
            root = root.getCause();
        }
        return new StoreException(
                "Redis at " + server + " does not answer as it should (" + root.getMessage()
                        + "). Check that it runs and that mql.redis.url is right.",
                e);
    }

    private UnifiedJedis client() {
        UnifiedJedis jedis = client;
        if (jedis == null) {
            synchronized (this) {
                jedis = client;
                if (jedis == null) {
                    if (closed) {
                        throw new StoreException("the store is closed", null);
                    }
                    jedis = connect();
                    client = jedis;
                }
            }
        }
        return jedis;
    }

    private UnifiedJedis connect() {
        String rest = uri.getSchemeSpecificPart();
        int at = rest.lastIndexOf('@');
        String user = at < 0 ? "" : rest.substring(0, at);
        String hosts = rest.substring(at + 1);
        String path = hosts.indexOf('/') < 0 ? "" : hosts.substring(hosts.indexOf('/') + 1);
        Set<HostAndPort> nodes = new LinkedHashSet<>();
        for (String host : (hosts.indexOf('/') < 0 ? hosts : hosts.substring(0, hosts.indexOf('/'))).split(",", -1)) {
            int colon = host.lastIndexOf(':');
            nodes.add(
                    colon < 0
                            ? new HostAndPort(host, 6379)
                            : new HostAndPort(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))));
        }
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .clientName("mql");
        if (uri.getScheme().equals("rediss")) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        int colon = user.indexOf(':');
        if (colon > 0) {
            config.user(decoded(user.substring(0, colon)));
        }
        if (!user.isEmpty()) {
            config.password(decoded(user.substring(colon + 1)));
        }
        return switch (uri.getScheme()) {
            case "redis-cluster" ->
                RedisClusterClient.builder()
                        .nodes(nodes)
                        .clientConfig(config.build())
                        .poolConfig(pool())
                        .topologyRefreshPeriod(TOPOLOGY) // pipelines alone would never learn of a fail-over
                        .build();
            case "redis-sentinel" ->
                RedisSentinelClient.builder()
                        .masterName(path)
                        .sentinels(nodes)
                        .clientConfig(config.build())
                        .poolConfig(pool())
                        .build();
            default -> {
                if (!path.isEmpty()) {
                    config.database(Integer.parseInt(path));
                }
                yield RedisClient.builder()
                        .hostAndPort(nodes.iterator().next())
                        .clientConfig(config.build())
                        .poolConfig(pool())
                        .build();
            }
        };
    }

    private static GenericObjectPoolConfig<Connection> pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(8);
        pool.setMaxIdle(8);
        pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS)); // by default a thread would wait for ever
        return pool;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        closed = true;
        UnifiedJedis jedis = client;
        client = null;
        if (jedis != null) {
            jedis.close();
        }
    }
}
