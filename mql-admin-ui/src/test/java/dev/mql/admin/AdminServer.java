package dev.mql.admin;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.testkit.TickingClock;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/** A real Tomcat with the admin pages and the API on a free port, on a clock that the test moves. */
final class AdminServer implements AutoCloseable {
    static final String USER = "anna";
    static final String PASSWORD = "correct horse battery";
    static final String KEY = "test-key-0123456789-abcdef";
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    final TickingClock clock;
    final Mql mql;
    private final Tomcat tomcat;

    AdminServer(Map<String, String> settings, TickingClock clock, int port) {
        this(settings, clock, port, servlets -> {});
    }

    /** @param more what else the web application registers, after the admin pages */
    AdminServer(Map<String, String> settings, TickingClock clock, int port, Consumer<ServletContext> more) {
        this.clock = clock;
        this.mql = Mql.builder().config(Config.of(settings)).clock(clock).build();
        this.tomcat = new Tomcat();
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "tomcat").toAbsolutePath()), "admin-");
            tomcat.setBaseDir(folder.toString());
            tomcat.setPort(port);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            Context context = tomcat.addContext("", folder.toString());
            context.addServletContainerInitializer(
                    (classes, servlets) -> {
                        servlets.setAttribute(Mql.ATTRIBUTE, mql);
                        MqlAdmin.register(servlets);
                        more.accept(servlets);
                    },
                    null);
            logInByHeader(context);
            tomcat.start();
        } catch (IOException | LifecycleException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Stands for a container's log-in: the header X-Test-User says who it is, X-Test-Role in which role. */
    private static void logInByHeader(Context context) {
        FilterDef filter = new FilterDef();
        filter.setFilterName("log-in");
        filter.setFilter(new HttpFilter() {
            private static final long serialVersionUID = 1;

            @Override
            protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                chain.doFilter(
                        new HttpServletRequestWrapper(request) {
                            @Override
                            public @Nullable Principal getUserPrincipal() {
                                String name = getHeader("X-Test-User");
                                return name == null ? null : () -> name;
                            }

                            @Override
                            public boolean isUserInRole(String role) {
                                return role.equals(getHeader("X-Test-Role"));
                            }
                        },
                        response);
            }
        });
        context.addFilterDef(filter);
        FilterMap all = new FilterMap();
        all.setFilterName("log-in");
        all.addURLPattern("/*");
        context.addFilterMap(all);
    }

    /** Everything open, leads in memory. */
    static AdminServer start() {
        return start(Map.of());
    }

    static AdminServer start(Map<String, String> more) {
        return start(more, servlets -> {});
    }

    static AdminServer start(Map<String, String> more, Consumer<ServletContext> registered) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "mql.admin.access", "users",
                "mql.admin.user", USER,
                "mql.admin.password", PASSWORD,
                "mql.api.key", KEY,
                "mql.health.open", "true"));
        settings.putAll(more);
        return new AdminServer(settings, new TickingClock(START), 0, registered);
    }

    URI uri(String path) {
        return URI.create(origin() + path);
    }

    String origin() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IllegalStateException(failed);
        } finally {
            mql.close();
        }
    }
}
