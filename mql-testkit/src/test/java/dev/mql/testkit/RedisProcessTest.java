package dev.mql.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessTest {

    @Test
    void aStartedServerAnswersAndNoProcessIsLeftAfterClose() throws IOException {
        RedisProcess redis = RedisProcess.start();
        ProcessHandle handle = ProcessHandle.of(redis.pid()).orElseThrow();

        assertThat(call(redis, "PING")).isEqualTo("PONG");
        assertThat(redis.url()).isEqualTo("redis://:" + redis.password() + "@127.0.0.1:" + redis.port());
        assertThat(redis.password()).hasSize(40);
        assertThat(redis.server()).matches("(Redis|Valkey) [7-9][0-9.]* \\(.+\\)");
        assertThat(redis.toString()).doesNotContain(redis.password());

        redis.close();
        redis.close();

        assertThat(handle.isAlive()).isFalse();
        assertThatThrownBy(() -> call(redis, "PING")).isInstanceOf(IOException.class);
        assertThatThrownBy(redis::restart).hasMessageContaining("closed");
    }

    @Test
    void theTemporaryFilesAreForThisUserOnlyAndGoOnClose() throws IOException {
        RedisProcess redis = RedisProcess.start();
        Path dir = Path.of(
                call(redis, "CONFIG", "GET", "dir").lines().skip(1).findFirst().orElseThrow());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.getParent())))
                .isEqualTo("rwx------");
        redis.close();

        assertThat(dir).doesNotExist();
    }

    @Test
    void aClientWithoutThePasswordIsRefused() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                RespClient stranger = RespClient.connect(redis.port(), "")) {
            assertThatThrownBy(() -> stranger.call("GET", "a")).hasMessageContaining("NOAUTH");
        }
    }

    @Test
    void thePasswordIsNotInTheProcessListNorInAFile() throws IOException {
        try (RedisProcess redis = RedisProcess.start()) {
            List<String> shown = ProcessHandle.allProcesses()
                    .map(process -> process.info().commandLine().orElse(""))
                    .toList();
            assertThat(shown).anyMatch(line -> line.contains("redis-server") || line.contains("valkey-server"));
            assertThat(shown).noneMatch(line -> line.contains(redis.password()));
            String dir = call(redis, "CONFIG", "GET", "dir")
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            try (var files = Files.walk(Path.of(dir))) {
                assertThat(files.filter(Files::isRegularFile))
                        .allSatisfy(file -> assertThat(file).content().doesNotContain(redis.password()));
            }
        }
    }

    @Test
    void aServerMayGoWithoutPassword() throws IOException {
        try (RedisProcess redis = RedisProcess.start(RedisOptions.standard().withPassword(""))) {
            assertThat(redis.url()).isEqualTo("redis://127.0.0.1:" + redis.port());
            assertThat(call(redis, "PING")).isEqualTo("PONG");
        }
    }

    @Test
    void afterAKillTheServerComesBackOnItsPortWithWhatItHadWritten() throws IOException {
        RedisOptions durable = RedisOptions.standard().withConfig("appendonly yes", "appendfsync always");
        try (RedisProcess redis = RedisProcess.start(durable)) {
            call(redis, "SET", "a", "1");
            long firstPid = redis.pid();
            int port = redis.port();

            redis.kill();
            assertThatThrownBy(() -> call(redis, "PING")).isInstanceOf(IOException.class);
            redis.restart();

            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.pid()).isNotEqualTo(firstPid);
            assertThat(call(redis, "GET", "a")).isEqualTo("1");
            redis.restartEmpty();
            assertThat(call(redis, "EXISTS", "a")).isEqualTo("0");
        }
    }

    @Test
    void aPausedServerIsSilentAndAnswersWhenItIsResumed() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                RespClient client = RespClient.connect(redis.port(), redis.password())) {
            redis.pause();
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(SocketTimeoutException.class);
            redis.resume();
            assertThat(call(redis, "PING")).isEqualTo("PONG");
        }
    }

    @Test
    void aPausedServerCanBeClosed() {
        RedisProcess redis = RedisProcess.start();
        redis.pause();
        redis.close();
        assertThat(ProcessHandle.of(redis.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aDirectoryToKeepOutlivesTheServer(@TempDir Path data) throws IOException {
        RedisOptions kept =
                RedisOptions.standard().withDataDir(data.resolve("redis")).withConfig("appendonly yes");
        try (RedisProcess redis = RedisProcess.start(kept)) {
            call(redis, "SET", "a", "1");
        }
        try (RedisProcess redis = RedisProcess.start(kept)) {
            assertThat(call(redis, "GET", "a")).isEqualTo("1");
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            RedisOptions options = RedisOptions.standard().withPort(taken.getLocalPort());
            assertThatThrownBy(() -> RedisProcess.start(options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " on 127.0.0.1 is taken by another process.");
        }
    }

    @Test
    void aServerThatRefusesItsConfigurationShowsWhatItLogged() {
        RedisOptions wrong = RedisOptions.standard().withConfig("no-such-setting 1");
        assertThatThrownBy(() -> RedisProcess.start(wrong))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-setting")
                .hasMessageNotContaining(wrong.password());
    }

    @Test
    void optionsAreChecked() {
        RedisOptions standard = RedisOptions.standard();
        assertThatThrownBy(() -> standard.withPort(70000)).hasMessageContaining("70000");
        assertThatThrownBy(() -> standard.withPassword("a b")).hasMessageContaining("password");
        assertThatThrownBy(() -> standard.withExitGrace(Duration.ofMillis(-1))).hasMessageContaining("exitGrace");
        assertThat(standard.password()).isNotEqualTo(RedisOptions.standard().password());
    }

    private static String call(RedisProcess redis, String... command) throws IOException {
        try (RespClient client = RespClient.connect(redis.port(), redis.password())) {
            return client.call(command);
        }
    }
}
