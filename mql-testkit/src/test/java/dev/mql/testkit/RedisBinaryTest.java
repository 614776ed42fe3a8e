package dev.mql.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBinaryTest {

    private static final String STRANGE = "plan9-mips";

    @TempDir
    private Path dir;

    @Test
    void aNamedServerWins() throws IOException {
        Path named = program("my-redis", "Redis server v=7.2.4 sha=00000000:0 malloc=libc bits=64");
        assertThat(RedisBinary.find(named.toString(), STRANGE, ""))
                .isEqualTo(new RedisBinary(named, "Redis 7.2.4", named.toString()));
    }

    @Test
    void aNamedServerThatCannotRunIsNotReplacedByAnother() {
        assertThatThrownBy(() -> RedisBinary.find("/no/such/redis-server", STRANGE, ""))
                .hasMessageStartingWith("mql.redis.server = /no/such/redis-server cannot be used: ");
    }

    @Test
    void whereNoneIsBundledOneOnThePathIsUsed() throws IOException {
        Path valkey = program("valkey-server", "Valkey server v=8.1.0 sha=00000000:0");
        assertThat(RedisBinary.find(null, STRANGE, "/no/such:" + dir))
                .isEqualTo(new RedisBinary(valkey, "Valkey 8.1.0", valkey.toString()));
    }

    @Test
    void whereThereIsNoneTheMessageNamesTheSystemWhatWasTriedAndTheWaysOut() throws IOException {
        Path old = program("redis-server", "Redis server v=6.2.11 sha=00000000:0");
        assertThatThrownBy(() -> RedisBinary.find("", STRANGE, dir.toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "on " + STRANGE,
                        "the bundled server (there is none for this system)",
                        old + " (it is Redis server v=6.2.11, 7.0 or newer is needed)",
                        "package manager",
                        "-Dmql.redis.server=",
                        "MQL_REDIS_URL",
                        "WSL");
    }

    @Test
    void aPlaceWhereProgramsCannotRunIsPassedOver() throws IOException {
        Path notADirectory = Files.createFile(dir.resolve("file"));
        Path good = dir.resolve("good");
        Workspace workspace = Workspace.createIn(List.of(notADirectory, good));
        assertThat(workspace.newDirectory()).startsWith(good);
        workspace.end();
        assertThat(good).isEmptyDirectory();

        assertThatThrownBy(() -> Workspace.createIn(List.of(notADirectory)))
                .hasMessageContainingAll("No directory to run Redis from", notADirectory.toString(), "java.io.tmpdir");
    }

    private Path program(String name, String version) throws IOException {
        Path file = Files.writeString(dir.resolve(name), "#!/bin/sh\necho '" + version + "'\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
