package dev.mql.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packaged core beside libraries of a shop that are older than its own. */
class LibrariesTest {
    private static final Path OLD = Path.of("target", "old");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void jedisOfSpringBoot35IsRefusedInOneSentence() throws Exception {
        assertThat(starting("jedis-6.0.0.jar", Map.of("mql.redis.url", "redis://127.0.0.1:1", "mql.secret", SECRET)))
                .startsWith("MQL can not start: it needs redis.clients:jedis 7.2 or newer, but found file:")
                .contains("jedis-6.0.0.jar")
                .contains("<jedis.version>8.0.2</jedis.version>")
                .hasLineCount(1);
    }

    @Test
    void jedisBefore8IsRefusedForAClusterOnly() throws Exception {
        assertThat(starting(
                        "jedis-7.4.1.jar",
                        Map.of("mql.redis.url", "redis-cluster://127.0.0.1:1", "mql.secret", SECRET)))
                .contains("jedis 8.0 for redis-cluster:// or newer");
        assertThat(starting("jedis-7.4.1.jar", Map.of("mql.redis.url", "rediss://127.0.0.1:1", "mql.secret", SECRET)))
                .isEqualTo("started");
    }

    @Test
    void jedisIsNotAskedForWithoutRedis() throws Exception {
        assertThat(starting("jedis-6.0.0.jar", Map.of())).isEqualTo("started");
    }

    @Test
    void oldGsonIsRefusedInOneSentence() throws Exception {
        assertThat(starting("gson-2.10.1.jar", Map.of()))
                .contains("it needs com.google.code.gson:gson 2.11 or newer")
                .contains("gson-2.10.1.jar")
                .hasLineCount(1);
    }

    /** What a start with another jar in the place of MQL's own ends with. */
    private static String starting(String jar, Map<String, String> settings) throws Exception {
        try (URLClassLoader shop = new URLClassLoader(jars(jar), ClassLoader.getPlatformClassLoader())) {
            Class<?> config = shop.loadClass("dev.mql.config.Config");
            Class<?> builder = shop.loadClass("dev.mql.Mql$Builder");
            Object ready = builder.getMethod("config", config)
                    .invoke(
                            shop.loadClass("dev.mql.Mql").getMethod("builder").invoke(null),
                            config.getMethod("of", Map.class).invoke(null, settings));
            try (AutoCloseable running =
                    (AutoCloseable) builder.getMethod("build").invoke(ready)) {
                return running == null ? "nothing" : "started";
            } catch (InvocationTargetException refused) {
                return String.valueOf(refused.getCause().getMessage());
            }
        }
    }

    private static URL[] jars(String other) throws IOException {
        String artifact = other.substring(0, other.indexOf('-') + 1);
        List<URL> path = new ArrayList<>(List.of(url(OLD.resolve(other))));
        try (Stream<Path> jars = Files.list(Layout.jars("war"))) {
            for (Path jar : jars.toList()) {
                if (!jar.getFileName().toString().startsWith(artifact)) {
                    path.add(url(jar));
                }
            }
        }
        return path.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
