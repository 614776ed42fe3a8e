package dev.mql.demo;

import dev.mql.Mql;
import dev.mql.demo.inbox.Inbox;
import dev.mql.demo.page.Pages;
import dev.mql.demo.shop.Shop;
import dev.mql.demo.tour.TourServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Globals;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A demo that serves. Closing it stops every part, the last started first, and deletes the temporary folder. */
public final class RunningDemo implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningDemo.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path folder;
    private final Shop shop;
    private final Inbox inbox;
    private final Plugin plugin;
    private final URI baseUri;

    /** @param clock lets a test tick; {@code null} for real time */
    RunningDemo(DemoOptions options, @Nullable InstantSource clock, DemoReport report)
            throws IOException, LifecycleException {
        try {
            int port = requireFree(options.port());
            baseUri = URI.create("http://localhost:" + port + "/");
            folder = started(Files.createTempDirectory("mql-demo-"), RunningDemo::delete);
            Pages pages = new Pages();
            shop = new Shop(pages, options.consent());

            inbox = Inbox.start(clock == null ? InstantSource.system() : clock);
            parts.push(inbox);
            report.progress("Mail catcher: 127.0.0.1:" + inbox.port());

            report.with("shop", baseUri).with("inbox", baseUri.resolve("/inbox"));
            plugin = new Plugin(options, clock, baseUri, inbox.port(), System.getenv(), report);
            parts.push(plugin);

            Tomcat tomcat = tomcat(folder, port);
            Context context = context(tomcat, folder);
            context.addServletContainerInitializer(
                    (classes, servletContext) -> {
                        shop.register(servletContext);
                        inbox.register(servletContext, pages);
                        plugin.register(servletContext);
                        TourServlet.register(servletContext, plugin.mql());
                    },
                    Set.of());
            started(tomcat, RunningDemo::stop);
            tomcat.start();
        } catch (IOException | LifecycleException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The address of the shop, with a slash at the end. */
    public URI baseUri() {
        return baseUri;
    }

    /** The shop, for those who want to know what it sells. */
    public Shop shop() {
        return shop;
    }

    /** The port on loopback that catches mail. */
    public int smtpPort() {
        return inbox.port();
    }

    /** MQL as it runs in this shop. */
    public Mql mql() {
        return plugin.mql();
    }

    /** Name and password of the admin. */
    public String[] admin() {
        return new String[] {plugin.admin(), plugin.password()};
    }

    /** The key of the REST interface. */
    public String apiKey() {
        return plugin.apiKey();
    }

    /** The one place where this demo keeps files; gone once it is closed. */
    Path folder() {
        return folder;
    }

    /** Stops everything; a part that fails to stop does not keep the others from stopping. A second call does nothing. */
    @Override
    public void close() {
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                log.warn("A part of the demo did not stop cleanly", e);
            }
        }
    }

    private interface Stop<T> {
        void stop(T part) throws Exception;
    }

    private <T> T started(T part, Stop<T> stop) {
        parts.push(() -> stop.stop(part));
        return part;
    }

    private static Tomcat tomcat(Path folder, int port) {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        // Tomcat keeps its home in this property, and would make the folder of an earlier demo anew.
        System.setProperty(Globals.CATALINA_HOME_PROP, folder.toString());
        tomcat.setHostname("localhost");
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(port);
        // Loopback only: a demo with a log-in printed on the screen is not for the whole network.
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("compression", "on");
        connector.setProperty("compressibleMimeType", "text/html,text/css,text/javascript,image/svg+xml");
        connector.setXpoweredBy(false);
        tomcat.setConnector(connector);
        ErrorReportValve plain = new ErrorReportValve();
        plain.setShowReport(false);
        plain.setShowServerInfo(false);
        tomcat.getHost().getPipeline().addValve(plain);
        if (tomcat.getHost() instanceof StandardHost host) {
            host.setErrorReportValveClass(null);
        }
        return tomcat;
    }

    private static Context context(Tomcat tomcat, Path folder) {
        Context context = tomcat.addContext("", folder.toString());
        StandardManager sessions = new StandardManager();
        // Carts end with the demo; and the random numbers of the platform are there at once.
        sessions.setPathname("");
        sessions.setSecureRandomAlgorithm("");
        context.setManager(sessions);
        if (context instanceof StandardContext standard) {
            // Nothing is redeployed here; the checks for leaks would only ask for more access to the JDK.
            standard.setClearReferencesObjectStreamClassCaches(false);
            standard.setClearReferencesRmiTargets(false);
            standard.setClearReferencesThreadLocals(false);
        }
        return context;
    }

    private static void stop(Tomcat tomcat) throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    /** @return the port, or a free one for 0 */
    private static int requireFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return probe.getLocalPort();
        } catch (BindException e) {
            throw new PortTaken(port, e);
        }
    }

    /** Another program serves on the wanted port. */
    static final class PortTaken extends IOException {
        PortTaken(int port, BindException cause) {
            super(
                    "Port " + port
                            + " is taken by another program; choose another one with --port N (0 takes any free one).",
                    cause);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
