package dev.mql.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A container in a JVM of its own that serves the shop twice, with MQL and without it. */
final class Box implements AutoCloseable {
    /** The address of the shop in that container, such as {@code /shop}; empty at the root. */
    final String contextPath;

    /** Where the shop with MQL is, and where the one without. */
    final Wire with;

    final Wire without;

    private final Process process;
    private final BufferedReader out;
    private final Path log;

    private Box(String contextPath, Process process, Path log) throws IOException {
        this.contextPath = contextPath;
        this.process = process;
        this.log = log;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String[] ready = line("ready ").split(" ");
        this.with = new Wire(Integer.parseInt(ready[0]), contextPath);
        this.without = new Wire(Integer.parseInt(ready[1]), contextPath);
    }

    /**
     * Starts one.
     *
     * @param main the class that starts the container
     * @param arguments what that is told beside the context path: its two applications
     */
    static Box start(Path work, String contextPath, String main, List<String> classPath, List<String> arguments)
            throws IOException {
        Path log = work.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + work));
        // As Tomcat's own scripts do, so that it can look for what an application leaves behind.
        for (String inside : List.of("java.lang", "java.io", "java.util", "java.util.concurrent")) {
            command.add("--add-opens=java.base/" + inside + "=ALL-UNNAMED");
        }
        command.add("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");
        command.addAll(List.of(
                "-cp",
                String.join(System.getProperty("path.separator"), classPath),
                "dev.mql.box.host." + main,
                contextPath));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            return new Box(contextPath, process, log);
        } catch (IOException | RuntimeException | AssertionError failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /** The next line that begins so, without its beginning; what a container says in between is no business of ours. */
    String line(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("the box ended before it said \"" + beginning + "\":\n" + log());
    }

    /** What went to standard error. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Tells it to end; what it leaves behind is told by {@link #line}. */
    void stop() throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write("stop\n");
        in.flush();
    }

    /** Waits for the end of the JVM. */
    int exit() throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as("the JVM ends by itself")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
