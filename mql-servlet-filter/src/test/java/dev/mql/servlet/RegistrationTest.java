package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.Mql;
import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.metrics.Counters;
import dev.mql.servlet.rule.Rules;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.Context;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationTest {
    @TempDir
    Path files;

    @Test
    void registeringTwiceAndByTheContainerAsWellCountsOnce() throws Exception {
        try (TestShop shop = TestShop.with(files, Map.of("mql.rule.a", "GET /data -> search"), context -> {
            assertThat(MqlFilter.register(context))
                    .isSameAs(MqlFilter.register(context))
                    .isNotNull();
            new MqlInitializer().onStartup(null, context);
            // And once more by hand, as a shop's web.xml may do.
            FilterRegistration.Dynamic again = context.addFilter("again", new MqlFilter());
            again.setAsyncSupported(true);
            again.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
        })) {
            HttpResponse<String> page = shop.open("/forward", null);
            String cookie = TestShop.needCookie(page);
            shop.open("/data", cookie);

            assertThat(page.headers().allValues("Server-Timing")).hasSize(1);
            assertThat(page.headers().allValues("Set-Cookie")).hasSize(1);
            assertThat(shop.done(cookie)).containsExactlyInAnyOrder("page_view /forward", "search /data");
        }
    }

    @Test
    void jarInAWarIsEnough() throws Exception {
        AtomicReference<Mql> running = new AtomicReference<>();
        String page = inWar("mql.consent = off\nmql.rule.a = GET /** -> search\n", (tomcat, context) -> {
            running.set((Mql) context.getAttribute(Mql.ATTRIBUTE));
            assertThat(context.getFilterRegistrations().values())
                    .filteredOn(filter -> MqlFilter.class.getName().equals(filter.getClassName()))
                    .hasSize(1);
            int port = tomcat.getConnector().getLocalPort();
            return java.net.http.HttpClient.newHttpClient()
                    .send(
                            java.net.http.HttpRequest.newBuilder(
                                            java.net.URI.create("http://localhost:" + port + "/shop/mql/beacon.js"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        });

        assertThat(page).contains("'/shop/mql/events'");
        assertThat(running.get()).isNotNull();
        assertThat(running.get().sink().offer(anEvent()))
                .as("what was started is ended")
                .isFalse();
    }

    @Test
    void switchedOffItIsNotThere() throws Exception {
        inWar("mql.enabled = false\n", (tomcat, context) -> {
            assertThat(context.getAttribute(Mql.ATTRIBUTE)).isNull();
            assertThat(MqlFilter.register(context)).isNull();
            return "";
        });
    }

    @Test
    void switchedOffMqlOfTheShopIsNotUsed() throws Exception {
        try (TestShop shop = TestShop.with(files, Map.of("mql.enabled", "false"))) {
            HttpResponse<String> page = shop.open("/page", null);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().map()).doesNotContainKeys("set-cookie", "server-timing");
            assertThat(shop.send(shop.to("/mql/beacon.js")).body()).doesNotContain("=>");
        }
    }

    @Test
    void settingThatCanNotBeUsedStopsTheStart() {
        assertThatThrownBy(
                        () -> Rules.of(Config.of(Map.of("mql.rule.a", "GET /x => search")), new Misses(new Counters())))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> SessionCart.of(
                        Config.of(Map.of("mql.cart.session-attribute", "cart", "mql.cart.item.id", "product..id")),
                        new Misses(new Counters())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.cart.item.id = product..id (program): ");
    }

    private static Event anEvent() {
        return Event.of(EventId.at(0), "visitor", "search", 0, Source.FILTER, null, Props.NONE);
    }

    /** What a test does with a running application. */
    @FunctionalInterface
    private interface Use {
        String of(Tomcat tomcat, ServletContext context) throws Exception;
    }

    /** A web application of nothing but our jars and mql.properties, found by the container itself. */
    private String inWar(String properties, Use use) throws Exception {
        Path war = Files.createDirectories(files.resolve("war/WEB-INF/classes"));
        Files.writeString(war.resolve("mql.properties"), properties);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(files.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("/shop", files.resolve("war").toString());
        ContextConfig scanning = new ContextConfig();
        scanning.setDefaultWebXml("org/apache/catalina/startup/NO_DEFAULT_XML");
        context.addLifecycleListener(scanning);
        context.addServletContainerInitializer(
                (none, shop) -> shop.addServlet("shop", new ShopServlet()).addMapping("/"), Set.of());
        context.setParentClassLoader(withProperties(war));
        try {
            tomcat.getConnector();
            tomcat.start();
            return use.of(tomcat, context.getServletContext());
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private static ClassLoader withProperties(Path directory) throws IOException {
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, RegistrationTest.class.getClassLoader());
    }
}
