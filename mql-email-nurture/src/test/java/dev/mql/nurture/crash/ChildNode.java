package dev.mql.nurture.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link SendingNode} in a JVM of its own, and the door of the mail server that it uses. It does nothing until it is told to. */
final class ChildNode implements AutoCloseable {
    private static final long SOON_SECONDS = 30;

    private final Process process;
    private final Path log;
    private final Writer orders;
    private final BufferedReader answers;
    final Door door;

    /** Returns at once; the node gets ready by itself. */
    ChildNode(String redis, Door door, Path clock, String delays) {
        this.door = door;
        try {
            Path logs = Files.createDirectories(Path.of("target", "crash").toAbsolutePath());
            log = Files.createTempFile(logs, "node-", ".log");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:-UsePerfData",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SendingNode.class.getName(),
                            delays)
                    .redirectError(log.toFile())
                    .start();
            orders = process.outputWriter(StandardCharsets.UTF_8);
            answers = process.inputReader(StandardCharsets.UTF_8);
            order(redis + "\n" + door.url() + "\n" + clock);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the node is gone: " + log(), gone);
        }
    }

    private void awaitReady() {
        try {
            assertThat(answers.readLine()).as(log()).isEqualTo("ready");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Lets it send. */
    void go() {
        awaitReady();
        order("go");
    }

    /** Lets it send until the n-th mail comes to a point; there the process ends without a word. */
    void goUntil(Point point, int nth) {
        awaitReady();
        if (point.where == Point.Where.SERVER) {
            int[] left = {nth};
            door.script((stage, recipient) -> {
                synchronized (left) {
                    if (stage != point.stage || --left[0] != 0) {
                        return null;
                    }
                }
                kill();
                return Talk.Script.HANG_UP;
            });
            order("go");
        } else {
            order(point + " " + nth);
        }
    }

    /** SIGKILL; returns when the process has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, as a rolling restart sends it. */
    void terminate() {
        process.toHandle().destroy(); // the method of Process would close its standard input too
    }

    /** SIGSTOP: to others it looks as if its garbage collection took for ever. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
            assertThat(kill.onExit().join().exitValue()).isZero();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void awaitEnd() {
        awaitEnd(SOON_SECONDS);
    }

    void awaitEnd(long seconds) {
        try {
            assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
                    .as(() -> "the node still runs: " + log())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it said. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        kill();
        door.close();
        try {
            Files.delete(log);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
