package dev.mql.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the figures were measured on. */
record Machine(int cores, String cpu, String os, String jdk, String gc) {

    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                cpuModel(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                collector());
    }

    private static String collector() {
        return java.lang.management.ManagementFactory.getGarbageCollectorMXBeans()
                .get(0)
                .getName();
    }

    private static String cpuModel() {
        Path linux = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(linux)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(linux)) {
            List<String> models = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .toList();
            return models.isEmpty() ? "unknown" : models.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return cores + " cores of " + cpu + ", " + os + ", JDK " + jdk + ", " + gc;
    }
}
