package dev.mql.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server program to run: the one named by {@code -Dmql.redis.server} (or {@code MQL_REDIS_SERVER}), else the one
 * bundled for this system, else {@code redis-server} or {@code valkey-server} on the PATH.
 *
 * @param program its path
 * @param version for people, for example "Redis 7.0.15"
 * @param source where it was found, for people: "bundled" or its path
 */
record RedisBinary(Path program, String version, String source) {

    /** SHA-256 of the servers inside {@code org.signal:embedded-redis:0.9.1}; what differs is not run. */
    private static final Map<String, String> BUNDLED = Map.of(
            "linux-amd64", "c0cdeef856b3410fd99d6ec6fc6a20302e69059b00ce5d6abab7b3e5069ea91e",
            "linux-arm64", "d5c7ff117caf45d7dc2f59c1f956e1830438779947d66aa5647c2cdcc16eca50",
            "darwin-amd64", "e22a3d9147802bba0724efb2e446c49e1e514e76ff8031bb6d44b8628400d8f3",
            "darwin-arm64", "07838a2eb6f5961c89d8e6f1f83482de355dfc6bb04e05bfb00ae1f137dee129");

    private static final Pattern VERSION = Pattern.compile("(Redis|Valkey) server v=((\\d+)[0-9.]*)");
    private static final int OLDEST_MAJOR = 7;

    private static @Nullable RedisBinary found;

    /** Finds the server, once per JVM. */
    static synchronized RedisBinary find() {
        RedisBinary binary = found;
        if (binary == null) {
            String named = System.getProperty("mql.redis.server", System.getenv("MQL_REDIS_SERVER"));
            String path = System.getenv("PATH");
            binary = find(named, system(), path == null ? "" : path);
            found = binary;
        }
        return binary;
    }

    /** The same for given surroundings. */
    static RedisBinary find(@Nullable String named, String system, String path) {
        if (named != null && !named.isEmpty()) {
            try {
                return check(Path.of(named), named);
            } catch (IOException e) {
                throw new IllegalStateException(
                        "mql.redis.server = " + named + " cannot be used: " + e.getMessage(), e);
            }
        }
        List<String> tried = new ArrayList<>();
        try {
            return bundled(system);
        } catch (IOException e) {
            tried.add("the bundled server (" + e.getMessage() + ")");
        }
        for (String directory : path.split(File.pathSeparator, -1)) {
            for (String name : List.of("redis-server", "valkey-server")) {
                Path program = Path.of(directory, name);
                if (Files.isExecutable(program)) {
                    try {
                        return check(program, program.toString());
                    } catch (IOException e) {
                        tried.add(program + " (" + e.getMessage() + ")");
                    }
                }
            }
        }
        tried.add("redis-server and valkey-server on the PATH");
        throw new IllegalStateException("No Redis server can be started on " + system + ". Tried: "
                + String.join(", ", tried)
                + ". Ways out: install Redis or Valkey 7.0 or newer with the package manager;"
                + " or name one with -Dmql.redis.server=/path/to/redis-server; or let the application use a running one"
                + " with MQL_REDIS_URL=redis://...; on Windows, work inside WSL.");
    }

    private static String system() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String family = os.startsWith("mac") ? "darwin" : os.startsWith("linux") ? "linux" : os.replace(' ', '_');
        return family + "-"
                + switch (arch) {
                    case "x86_64", "amd64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                };
    }

    private static RedisBinary bundled(String system) throws IOException {
        String sha256 = BUNDLED.get(system);
        if (sha256 == null) {
            throw new IOException("there is none for this system");
        }
        String resource = "/redis-server-7.0.15-" + system;
        try (InputStream in = RedisBinary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("org.signal:embedded-redis:0.9.1 is not on the class path");
            }
            byte[] program = in.readAllBytes();
            if (!sha256(program).equals(sha256)) {
                throw new IOException("its SHA-256 differs from the known one");
            }
            return check(Workspace.get().addProgram("redis-server", program), "bundled");
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the program with --version: shows that it runs here, and that it is new enough. */
    private static RedisBinary check(Path program, String source) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String answer;
        try (InputStream out = process.getInputStream()) {
            answer = new String(out.readAllBytes(), UTF_8).strip();
        }
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            throw new IOException("--version answered '" + answer + "'");
        }
        if (Integer.parseInt(version.group(3)) < OLDEST_MAJOR) {
            throw new IOException("it is " + version.group() + ", 7.0 or newer is needed");
        }
        return new RedisBinary(program, version.group(1) + " " + version.group(2), source);
    }
}
