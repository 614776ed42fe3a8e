package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.config.Config;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The five-minute start of the README is code that compiles, and a shop that starts. */
class ReadmeTest {
    private static final Path README = Path.of("..", "..", "README.md");

    /** The block behind {@code <!-- checked: NAME -->}. */
    private static String block(String name) throws IOException {
        String readme = Files.readString(README);
        int mark = readme.indexOf("<!-- checked: " + name + " -->");
        assertThat(mark).as("the mark of " + name).isNotNegative();
        int begin = readme.indexOf('\n', readme.indexOf("```", mark));
        return readme.substring(begin, readme.indexOf("```", begin));
    }

    private static String withoutIndent(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MqlInShop.java", "WithOwnSettings.java"})
    void codeIsThatOfAClassThatCompiles(String file) throws IOException {
        String compiled = Files.readString(Path.of("src", "test", "java", "dev", "mql", "demo", file));
        assertThat(withoutIndent(compiled)).contains(withoutIndent(block(file)));
    }

    /** With the settings that it shows, but in memory. */
    @Test
    void shopThatDoesWhatItSaysHasBeaconAdminAndLinkPages(@TempDir Path folder)
            throws IOException, LifecycleException, InterruptedException {
        Properties shown = new Properties();
        shown.load(new StringReader(block("mql.properties")));
        Map<String, String> settings = new HashMap<>();
        shown.stringPropertyNames().forEach(key -> settings.put(key, shown.getProperty(key)));
        settings.remove("mql.redis.url");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", folder.toString());
        try (Mql mql = Mql.builder().config(Config.of(settings)).build()) {
            context.addServletContainerInitializer(
                    (classes, shop) -> {
                        shop.setAttribute(Mql.ATTRIBUTE, mql);
                        MqlInShop.register(shop);
                    },
                    Set.of());
            tomcat.start();
            assertThat(status(tomcat, "/mql/beacon.js")).isEqualTo(200);
            assertThat(status(tomcat, "/mql/admin/login")).isEqualTo(200);
            assertThat(status(tomcat, "/mql/r/of-nobody")).isEqualTo(404);
            assertThat(status(tomcat, "/mql/health")).isEqualTo(404);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private static int status(Tomcat tomcat, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
