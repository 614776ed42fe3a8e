package dev.mql.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where settings are read from, in rising precedence: the class path, the working directory, and a file that is named. */
final class SettingsFiles {
    /** System property that names one more file. */
    static final String NAMED = "mql.config";
    /** The same as an environment variable. */
    static final String NAMED_ENVIRONMENT = "MQL_CONFIG";

    private final List<Source> sources;

    /**
     * One file, or a text that can not change while the program runs, as inside of a jar.
     *
     * @param file {@code null} for a text
     */
    private record Source(String name, @Nullable Path file, String text) {
        String now() throws IOException {
            return file == null ? text : Files.isRegularFile(file) ? Files.readString(file) : "";
        }
    }

    private SettingsFiles(List<Source> sources) {
        this.sources = sources;
    }

    static SettingsFiles of(ClassLoader classPath) throws IOException {
        List<Source> sources = new ArrayList<>();
        URL resource = classPath.getResource(Config.FILE);
        Path onClassPath = resource == null ? null : file(resource);
        if (onClassPath != null) {
            sources.add(new Source(onClassPath.toString(), onClassPath, ""));
        } else if (resource != null) {
            try (InputStream in = resource.openStream()) {
                sources.add(new Source(
                        Config.FILE + " (class path)", null, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        Path beside = Path.of(Config.FILE).toAbsolutePath();
        sources.add(new Source(beside.toString(), beside, ""));
        String named = System.getProperty(NAMED, System.getenv(NAMED_ENVIRONMENT));
        if (named != null) {
            Path file = Path.of(named).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new ConfigException(List.of(NAMED + " = " + named + ": there is no such file"));
            }
            sources.add(new Source(file.toString(), file, ""));
        }
        return new SettingsFiles(List.copyOf(sources));
    }

    /** Read as a file, not as a resource: class loaders keep what they have read. */
    private static @Nullable Path file(URL resource) {
        try {
            return resource.getProtocol().equals("file") ? Path.of(resource.toURI()) : null;
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            return null;
        }
    }

    /** A number for what stands in the files now; costs a look at each file's date. */
    long state() {
        long state = 1;
        for (Source source : sources) {
            try {
                state = 31 * state
                        + (source.file == null || !Files.isRegularFile(source.file)
                                ? 0
                                : Files.getLastModifiedTime(source.file).toMillis() * 31 + Files.size(source.file));
            } catch (IOException goneMeanwhile) {
                state = 31 * state;
            }
        }
        return state;
    }

    /** All that is written in the files. */
    String text() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Source source : sources) {
            all.append(source.now()).append('\u0000');
        }
        return all.toString();
    }

    /**
     * @param setting takes a key and what is written there
     * @throws ConfigException if a file says something twice
     */
    void read(BiConsumer<String, Config.Given> setting) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Source source : sources) {
            String text = source.now();
            Map<String, String> twice = new HashMap<>();
            Properties properties = new Properties() {
                private static final long serialVersionUID = 1;

                @Override
                public synchronized @Nullable Object put(Object key, Object value) {
                    Object before = super.put(key, value);
                    if (before != null) {
                        twice.put((String) key, (String) value);
                    }
                    return before;
                }
            };
            properties.load(new StringReader(text));
            Map<String, List<Integer>> lines = lines(text);
            twice.keySet().stream()
                    .sorted()
                    .forEach(key -> problems.add(key + " (" + source.name + ", lines "
                            + String.join(
                                    " and ",
                                    lines.getOrDefault(key, List.of()).stream()
                                            .map(String::valueOf)
                                            .toList())
                            + "): is given twice; give each setting and each rule a name of its own"));
            properties.forEach((key, value) -> {
                List<Integer> at = lines.get((String) key);
                setting.accept(
                        (String) key,
                        new Config.Given(
                                (String) value, at == null ? source.name : source.name + ", line " + at.get(0)));
            });
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** By key the lines that begin with it; what is continued from the line before is none. */
    private static Map<String, List<Integer>> lines(String text) {
        Map<String, List<Integer>> lines = new HashMap<>();
        boolean continued = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.strip();
            if (!continued && !content.isEmpty() && content.charAt(0) != '#' && content.charAt(0) != '!') {
                lines.computeIfAbsent(content.split("[\\s=:]", 2)[0], key -> new ArrayList<>())
                        .add(number);
            }
            continued = content.endsWith("\\") && (continued || !content.startsWith("#") && !content.startsWith("!"));
        }
        return lines;
    }
}
