package dev.mql.demo;

import dev.mql.MqlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;

/** The demo's entry point: {@code bin/demo} on a command line, {@link #start} in a test. */
public final class Demo {

    /** Tomcat logs here, and would tell of every start and stop. Held, since loggers without a holder forget their level. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private Demo() {}

    public static void main(String[] arguments) throws InterruptedException {
        DemoOptions options;
        try {
            options = DemoOptions.parse(List.of(arguments), System.getenv());
        } catch (DemoOptions.Wrong e) {
            System.err.println("bin/demo: " + e.getMessage() + ". See bin/demo --help.");
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.print(help());
            return;
        }
        try {
            DemoReport report = new DemoReport(System.out);
            RunningDemo demo = start(options, null, report);
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
            report.ready();
        } catch (MqlException e) {
            System.err.println("bin/demo: " + e.getMessage());
            System.exit(2);
        } catch (RunningDemo.PortTaken e) {
            System.err.println("bin/demo: " + e.getMessage());
            System.exit(1);
        } catch (IOException | LifecycleException | RuntimeException e) {
            System.err.println("bin/demo: the demo could not start.");
            e.printStackTrace();
            System.exit(1);
        }
        // Only a signal ends the demo; the hook does the work.
        new CountDownLatch(1).await();
    }

    /** Starts a demo in this JVM that says nothing. */
    public static RunningDemo start(DemoOptions options) throws IOException, LifecycleException {
        return start(options, null, silent());
    }

    /** The same with a clock that the caller lets tick: everything in the demo goes by it. */
    public static RunningDemo start(DemoOptions options, InstantSource clock) throws IOException, LifecycleException {
        return start(options, clock, silent());
    }

    private static DemoReport silent() {
        return new DemoReport(new PrintStream(OutputStream.nullOutputStream()));
    }

    static RunningDemo start(DemoOptions options, @Nullable InstantSource clock, DemoReport report)
            throws IOException, LifecycleException {
        TOMCAT.setLevel(Level.WARNING);
        return new RunningDemo(options, clock, report);
    }

    private static String help() {
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream("help.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the demo's own help text", e);
        }
    }
}
