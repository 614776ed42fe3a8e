package dev.mql.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one temporary directory of this JVM: the unpacked server, the data of each running one and their process ids. It and
 * the servers go when the JVM ends: in order by a shutdown hook, and when the JVM is killed by a watchdog process that
 * waits for the end of its input.
 */
final class Workspace {

    private static final String WATCHDOG = """
            #!/bin/sh
            # Started by a JVM that runs Redis servers; reads until that JVM is gone, however it went.
            trap '' HUP INT TERM
            while read -r line; do :; done
            for file in "$1"/*.pid; do
              [ -f "$file" ] && kill -9 "$(cat "$file")"
            done
            rm -rf "$1"
            """;

    private static @Nullable Workspace instance;

    private final Path root;

    /** Holds the watchdog's input open. */
    private final Process watchdog;

    private final Set<RedisProcess> running = ConcurrentHashMap.newKeySet();

    private Workspace(Path root, Process watchdog) {
        this.root = root;
        this.watchdog = watchdog;
    }

    /** The workspace of this JVM, made on the first call. */
    static synchronized Workspace get() {
        Workspace workspace = instance;
        if (workspace == null) {
            workspace = createIn(places());
            Runtime.getRuntime().addShutdownHook(new Thread(workspace::end, "redis-exit"));
            instance = workspace;
        }
        return workspace;
    }

    /** Where programs may be stored and run: the temporary directory is mounted noexec on some machines. */
    private static List<Path> places() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        return List.of(
                Path.of(System.getProperty("java.io.tmpdir")),
                (cache == null || cache.isEmpty() ? home.resolve(".cache") : Path.of(cache)).resolve("mql"),
                Path.of("target").toAbsolutePath());
    }

    static Workspace createIn(List<Path> places) {
        List<String> refused = new ArrayList<>();
        for (Path place : places) {
            try {
                Files.createDirectories(place);
                Path root = Files.createTempDirectory(place, "mql-redis-", asFileAttribute(fromString("rwx------")));
                try {
                    return new Workspace(root, watch(root));
                } catch (IOException e) {
                    delete(root);
                    throw e;
                }
            } catch (IOException e) {
                refused.add(place + " (" + e.getMessage() + ")");
            }
        }
        throw new IllegalStateException("No directory to run Redis from: none of " + String.join(", ", refused)
                + " lets a program be written and run. Set -Djava.io.tmpdir to one that does.");
    }

    private static Process watch(Path root) throws IOException {
        Path script = program(root.resolve("watchdog"), WATCHDOG.getBytes(UTF_8));
        return new ProcessBuilder(script.toString(), root.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Path program(Path file, byte[] content) throws IOException {
        Files.createFile(file, asFileAttribute(fromString("rwx------")));
        return Files.write(file, content);
    }

    /** Stores a program that only this user may run. */
    Path addProgram(String name, byte[] content) throws IOException {
        return program(root.resolve(name), content);
    }

    /** A new, empty directory for one server. */
    Path newDirectory() {
        try {
            return Files.createTempDirectory(root, "server-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the server ends with this JVM. */
    void started(RedisProcess server) {
        running.add(server);
        try {
            Files.writeString(pidFile(server), Long.toString(server.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process is gone; its id may soon be another's. */
    void ended(RedisProcess server) {
        running.remove(server);
        try {
            Files.deleteIfExists(pidFile(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile(RedisProcess server) {
        return root.resolve(server.port() + ".pid");
    }

    /** Ends the servers that still run, then deletes the directory. */
    void end() {
        running.forEach(RedisProcess::closeAtExit);
        delete(root);
        watchdog.destroyForcibly();
    }

    /** Deletes a directory with all that is in it; what cannot be deleted stays. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A temporary directory that is already gone, or that the system will clear.
            return;
        }
    }
}
