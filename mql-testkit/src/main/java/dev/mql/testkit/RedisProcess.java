package dev.mql.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A real Redis server as a child process on 127.0.0.1, for tests, demos and benchmarks; never for production: the bundled
 * server is a plain 7.0.15 without later security fixes.
 *
 * <p>The program run is the one that {@code -Dmql.redis.server=/path} or {@code MQL_REDIS_SERVER} names, else the bundled
 * one, else {@code redis-server} or {@code valkey-server} on the PATH. Whether to start one at all, rather than to use the
 * server that {@code MQL_REDIS_URL} names, is the caller's decision.
 *
 * <p>The server ends when it is closed, and at the latest with this JVM, even a killed one. It is in a session of its own
 * where the system has {@code setsid}: Ctrl-C in a terminal reaches the application, not the server. Safe for use by many
 * threads.
 */
public final class RedisProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
    private static final int PORT_ATTEMPTS = 10;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final RedisBinary binary;
    private final RedisOptions options;
    private final Path dir;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Process process;

    private RedisProcess(RedisBinary binary, RedisOptions options) throws IOException {
        this.binary = binary;
        this.options = options;
        Path kept = options.dataDir();
        this.dir = kept == null ? Workspace.get().newDirectory() : Files.createDirectories(kept.toAbsolutePath());
        this.process = launch();
    }

    /** Starts a server with {@link RedisOptions#standard()} and returns when it answers. */
    public static RedisProcess start() {
        return start(RedisOptions.standard());
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @throws IllegalStateException if there is no server program for this system, or if it does not come up: the message
     *     holds what it logged
     */
    public static RedisProcess start(RedisOptions options) {
        RedisBinary binary = RedisBinary.find();
        for (int attempt = 1; ; attempt++) {
            int port = options.port() == 0 ? Ports.free() : options.port();
            try {
                return new RedisProcess(binary, options.withPort(port)).up();
            } catch (PortTaken e) {
                if (options.port() != 0 || attempt == PORT_ATTEMPTS) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            } catch (IOException e) {
                throw new IllegalStateException("Redis did not start: " + e.getMessage(), e);
            }
        }
    }

    /** Waits until the server answers; one that does not is closed. */
    private synchronized RedisProcess up() throws IOException {
        try {
            awaitAnswer();
            return this;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(binary.program().toString(), "-"));
        Process started = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        // The configuration goes through the pipe: the password is neither in the process list nor in a file.
        try (OutputStream in = started.getOutputStream()) {
            in.write(configuration().getBytes(UTF_8));
        } catch (IOException e) {
            started.destroyForcibly();
            throw new IOException("it did not read its configuration. It logged:\n" + Files.readString(log()), e);
        }
        return started;
    }

    private Path log() {
        return dir.resolve("redis.log");
    }

    private String configuration() {
        List<String> lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + options.port(),
                "protected-mode yes",
                "daemonize no",
                "dir \"" + dir + "\"",
                "save \"\"",
                "appendonly no"));
        if (!options.password().isEmpty()) {
            lines.add("requirepass " + options.password());
            lines.add("masterauth " + options.password());
        }
        lines.addAll(options.config());
        return String.join("\n", lines) + "\n";
    }

    private void awaitAnswer() throws IOException {
        Workspace.get().started(this);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive()) {
            try (RespClient client = RespClient.connect(port(), password())) {
                client.call("PING");
                // Another server may have been quicker to take the port.
                if (client.call("INFO", "server").contains("process_id:" + process.pid() + "\r\n")) {
                    return;
                }
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            "no answer on port " + port() + " within " + START_LIMIT.toSeconds() + " s ("
                                    + e.getMessage() + "). It logged:\n" + Files.readString(log()),
                            e);
                }
            }
            awaitEnd(Duration.ofMillis(5));
        }
        String logged = Files.readString(log());
        if (logged.contains("Failed listening")) {
            throw new PortTaken("Port " + port() + " on 127.0.0.1 is taken by another process.");
        }
        throw new IOException("it ended with code " + process.exitValue() + ". It logged:\n" + logged);
    }

    /** {@code redis://:password@127.0.0.1:port}, or without the password part if there is none. */
    public String url() {
        String login = password().isEmpty() ? "" : ":" + password() + "@";
        return "redis://" + login + "127.0.0.1:" + port();
    }

    /** The port on 127.0.0.1; the same for the life of this object. */
    public int port() {
        return options.port();
    }

    /** The password, or empty. */
    public String password() {
        return options.password();
    }

    /** The id of the process that runs now, or that ran last. */
    public synchronized long pid() {
        return process.pid();
    }

    /** What runs, for people: "Redis 7.0.15 (bundled)". */
    public String server() {
        return binary.version() + " (" + binary.source() + ")";
    }

    /** Sends SIGKILL and waits for the end: nothing more reaches the disk. Does nothing if the server is not running. */
    public synchronized void kill() {
        process.destroyForcibly().onExit().join();
        Workspace.get().ended(this);
    }

    /** Sends SIGSTOP: connections are still accepted by the system, but nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** Sends SIGCONT: what was sent while the server was paused is answered now. */
    public void resume() {
        signal("CONT");
    }

    private synchronized void signal(String name) {
        try {
            // The kill of the shell: slim systems have no program of this name.
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .start();
            String complaint = new String(kill.getInputStream().readAllBytes(), UTF_8);
            if (kill.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("SIG" + name + " to the server failed: " + complaint.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts the server again on the same port with the files it left, after a {@link #kill()} if it still runs. Data come
     * back only if they were written, for example with {@code appendonly yes}.
     */
    public synchronized void restart() {
        if (closed.getCount() == 0) {
            throw new IllegalStateException("this server is closed");
        }
        kill();
        try {
            process = launch();
            up();
        } catch (IOException e) {
            throw new IllegalStateException("Redis did not start again: " + e.getMessage(), e);
        }
    }

    /** Like {@link #restart()}, but without any data. */
    public synchronized void restartEmpty() {
        kill();
        Workspace.delete(dir);
        try {
            Files.createDirectories(dir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart();
    }

    /**
     * Ends the server and deletes its files, unless they are in a {@link RedisOptions#dataDir() directory to keep}: then
     * the server is asked to end, so that it can save. A second call does nothing.
     */
    @Override
    public synchronized void close() {
        if (options.dataDir() == null) {
            kill();
            Workspace.delete(dir);
        } else {
            process.destroy();
            awaitEnd(STOP_LIMIT);
            kill();
        }
        closed.countDown();
    }

    /** Gives the application its time to close this server, then closes it. */
    void closeAtExit() {
        try {
            boolean byOwner = closed.await(options.exitGrace().toMillis(), TimeUnit.MILLISECONDS);
            if (byOwner) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void awaitEnd(Duration limit) {
        process.onExit()
                .completeOnTimeout(process, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** For people: what runs where, without the password. */
    @Override
    public String toString() {
        return server() + " on 127.0.0.1:" + port() + ", pid " + pid();
    }

    private static final class PortTaken extends IOException {
        private static final long serialVersionUID = 1L;

        PortTaken(String message) {
            super(message);
        }
    }
}
