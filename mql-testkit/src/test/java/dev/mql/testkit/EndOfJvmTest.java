package dev.mql.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM that never closes its server leaves behind: nothing. */
class EndOfJvmTest {

    @TempDir
    private Path temp;

    private @Nullable Process started;

    @AfterEach
    void endJvm() {
        if (started != null) {
            started.destroyForcibly().onExit().join();
        }
    }

    @Test
    void aTerminatedJvmTakesItsServerAndItsFilesAlong() throws IOException {
        Process jvm = startJvm(Duration.ZERO);
        ProcessHandle server = serverOf(jvm);
        jvm.destroy();
        jvm.onExit().join();

        assertThat(server.isAlive()).isFalse();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aKilledJvmTakesItsServerAndItsFilesAlong() throws IOException {
        Process jvm = startJvm(Duration.ZERO);
        ProcessHandle server = serverOf(jvm);
        jvm.destroyForcibly();
        await().atMost(10, SECONDS).untilAsserted(() -> {
            // A dead process without a parent that asks for its exit code is still listed, without a command.
            assertThat(server.info().command()).isEmpty();
            assertThat(temp).isEmptyDirectory();
        });
    }

    @Test
    void anApplicationMayUseItsServerUntilItClosesItDuringTheExit() throws IOException {
        Process jvm = startJvm(Duration.ofSeconds(20));
        ProcessHandle server = serverOf(jvm);
        jvm.toHandle().destroy();

        assertThat(jvm.inputReader(UTF_8).lines()).containsExactly("PONG in the shutdown hook");
        assertThat(jvm.onExit().join().exitValue()).isEqualTo(143);
        assertThat(server.isAlive()).isFalse();
    }

    private Process startJvm(Duration exitGrace) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temp,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        App.class.getName(),
                        exitGrace.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started = jvm;
        return jvm;
    }

    private static ProcessHandle serverOf(Process jvm) throws IOException {
        String pid = jvm.inputReader(UTF_8).readLine();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Starts a server, prints its process id, waits for its own end. */
    static final class App {

        private App() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Duration grace = Duration.parse(arguments[0]);
            RedisProcess redis = RedisProcess.start(RedisOptions.standard().withExitGrace(grace));
            if (!grace.isZero()) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(redis)));
            }
            System.out.println(redis.pid());
            Thread.currentThread().join();
        }

        private static void stop(RedisProcess redis) {
            try (redis;
                    RespClient client = RespClient.connect(redis.port(), redis.password())) {
                System.out.println(client.call("PING") + " in the shutdown hook");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
