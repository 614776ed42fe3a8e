package dev.mql.box.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The life of a box, told on standard output: two servers are started, the shop with MQL and the same shop without
 * ({@code ready PORT PORT}); a line on standard input ends them; then it says what they left behind ({@code threads [NAMES]},
 * {@code classes gone} or {@code classes stay}), and the JVM has to end by itself.
 */
final class Life {
    private static final int LOOKS = 200;

    private Life() {}

    /** One running server. */
    interface Server {
        int port();

        /** The class loader of the application; that of the JVM where it has none of its own. */
        ClassLoader classes();

        void stop() throws Exception;
    }

    /** Starts a server for an application: the directory of a WAR, or whatever the container calls its two shops. */
    @FunctionalInterface
    interface Starter {
        Server start(String contextPath, String application) throws Exception;
    }

    /** @param args context path, application with MQL, application without */
    static void of(String[] args, Starter starter) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // What a container says there would wait for a reader.
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        WeakReference<ClassLoader> classes;
        try {
            classes = lived(args, starter, out);
        } catch (Exception | LinkageError failed) {
            failed.printStackTrace();
            System.exit(1); // Threads of the container may live on, and somebody waits for a word.
            return;
        }
        out.println("threads " + left(before));
        out.println("classes " + (collected(classes) ? "gone" : "stay"));
    }

    private static WeakReference<ClassLoader> lived(String[] args, Starter starter, PrintStream out) throws Exception {
        List<Server> servers = new ArrayList<>();
        servers.add(starter.start(args[0], args[1]));
        servers.add(starter.start(args[0], args[2]));
        out.println("ready " + servers.get(0).port() + " " + servers.get(1).port());
        awaitWord();
        WeakReference<ClassLoader> classes = new WeakReference<>(servers.get(0).classes());
        for (Server server : servers) {
            server.stop();
        }
        return classes;
    }

    private static void awaitWord() throws IOException {
        // The end of the input is a word, too: then whoever started this box is gone.
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }

    /** Threads that are still there; containers may take a moment to end theirs. */
    private static String left(Set<Thread> before) throws InterruptedException {
        List<Thread> left = List.of();
        for (int look = 0; look < LOOKS; look++) {
            left = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread) && thread.isAlive())
                    .toList();
            if (left.isEmpty()) {
                break;
            }
            left.get(0).join(10);
        }
        return left.stream().map(Thread::getName).sorted().collect(Collectors.joining(", ", "[", "]"));
    }

    /** JDK 17 remembers the type of the last field of a record that was compared or hashed, wherever the record came from. */
    private record Another(String field) {}

    private static boolean collected(WeakReference<ClassLoader> classes) throws InterruptedException {
        if (!Map.of(new Another("one"), true).containsKey(new Another("one"))) {
            throw new IllegalStateException("a record that is not like itself");
        }
        for (int look = 0; look < 20 && classes.get() != null && classes.get() != Life.class.getClassLoader(); look++) {
            System.gc();
            Thread.sleep(10);
        }
        return classes.get() == null;
    }
}
