package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.demo.shop.ConsentMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own, as {@code bin/demo} starts it. */
final class DemoTest {

    @TempDir
    Path temporary;

    @Test
    void saysOnceThatItIsReadyAndLeavesNothingBehindWhenAskedToStop() throws Exception {
        Process demo = run("--port", "0");
        try (var lines = demo.inputReader()) {
            List<String> said =
                    lines.lines().takeWhile(line -> !line.startsWith("ready:")).toList();
            assertThat(said).isNotEmpty().allMatch(line -> !line.isBlank());
            assertThat(files()).isNotEmpty();

            // Process.destroy would close the stream that is still to be read.
            demo.toHandle().destroy();

            assertThat(demo.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(lines.lines().filter(line -> line.startsWith("ready:"))).isEmpty();
            assertThat(files()).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void takenPortIsOneLineThatNamesPortAndOption() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process demo = run("--port", Integer.toString(other.getLocalPort()));

            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(demo.exitValue()).isEqualTo(1);
            assertThat(demo.errorReader().lines())
                    .singleElement()
                    .asString()
                    .contains("Port " + other.getLocalPort() + " is taken")
                    .contains("--port N");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void wrongOptionIsOneLineAndStatusTwo() throws Exception {
        Process demo = run("--prot", "80");

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(demo.exitValue()).isEqualTo(2);
        assertThat(demo.errorReader().lines())
                .containsExactly("bin/demo: Unknown option '--prot'. See bin/demo --help.");
    }

    @Test
    void wrongSettingIsNamedWithItsPlaceAndWhatIsAllowed() throws Exception {
        ProcessBuilder wrong = command("--port", "0");
        wrong.environment().put("MQL_QUEUE_SIZE", "many");
        Process demo = wrong.start();

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(demo.exitValue()).isEqualTo(2);
        assertThat(demo.errorReader().lines())
                .anyMatch(line -> line.contains("mql.queue.size = many (environment variable MQL_QUEUE_SIZE): must be"))
                .noneMatch(line -> line.startsWith("\tat "));
        assertThat(files()).isEmpty();
    }

    @Test
    void twoDemosRunSideBySideAndMayBeClosedTwice() throws Exception {
        RunningDemo one = Demo.start(DemoOptions.forTests());
        try (RunningDemo other = Demo.start(new DemoOptions(0, ConsentMode.OFF, false, false))) {
            assertThat(one.baseUri()).isNotEqualTo(other.baseUri());
            one.close();
            one.close();
            assertThatThrownBy(() -> new Browser(one).get("/")).isInstanceOf(IOException.class);
            assertThat(new Browser(other).get("/").statusCode()).isEqualTo(200);
        }
        Demo.start(DemoOptions.forTests()).close();
        assertThat(one.folder()).doesNotExist();
    }

    private Process run(String... arguments) throws IOException {
        return command(arguments).start();
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Demo.class.getName()),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }
}
