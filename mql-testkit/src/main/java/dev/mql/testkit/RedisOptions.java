package dev.mql.testkit;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a Redis server is started.
 *
 * @param port the port on 127.0.0.1, or 0 for any free one
 * @param password what a client must give, or empty for a server without password
 * @param dataDir where the server keeps its files and leaves them when it is closed, or null for a temporary directory that
 *     is deleted on close
 * @param exitGrace how long the server outlives the end of this JVM when nobody has closed it: time for an application to
 *     stop first what uses the server. Zero by default
 * @param config further lines of redis.conf; a later line wins over the defaults and over an earlier line. By default the
 *     server writes nothing to disk ({@code save ""}, {@code appendonly no})
 */
public record RedisOptions(
        int port, String password, @Nullable Path dataDir, Duration exitGrace, List<String> config) {

    /** Checks the values and copies the list. */
    public RedisOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 (any) to 65535, was " + port);
        }
        if (!password.matches("[A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "password may hold A-Z a-z 0-9 _ - only, so that it needs no quotes in a URL");
        }
        if (exitGrace.isNegative()) {
            throw new IllegalArgumentException("exitGrace must not be negative, was " + exitGrace);
        }
        config = List.copyOf(config);
    }

    /** Any free port, a fresh random password of 160 bits, nothing on disk, gone with this JVM. */
    public static RedisOptions standard() {
        String password = String.format("%040x", new BigInteger(160, new SecureRandom()));
        return new RedisOptions(0, password, null, Duration.ZERO, List.of());
    }

    /** The same with a fixed port. */
    public RedisOptions withPort(int port) {
        return new RedisOptions(port, password, dataDir, exitGrace, config);
    }

    /** The same with a chosen password; empty for none. */
    public RedisOptions withPassword(String password) {
        return new RedisOptions(port, password, dataDir, exitGrace, config);
    }

    /** The same with a directory that outlives the server. It is made if it is missing. */
    public RedisOptions withDataDir(Path dataDir) {
        return new RedisOptions(port, password, dataDir, exitGrace, config);
    }

    /** The same with a grace at the end of the JVM. */
    public RedisOptions withExitGrace(Duration exitGrace) {
        return new RedisOptions(port, password, dataDir, exitGrace, config);
    }

    /** The same with more lines of redis.conf, for example {@code "appendonly yes"}. */
    public RedisOptions withConfig(String... lines) {
        List<String> more = Stream.concat(config.stream(), Stream.of(lines)).toList();
        return new RedisOptions(port, password, dataDir, exitGrace, more);
    }

    /** The options without the password. */
    @Override
    public String toString() {
        return "RedisOptions[port=" + port + ", dataDir=" + dataDir + ", exitGrace=" + exitGrace + ", config=" + config
                + "]";
    }
}
