package dev.mql.box.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

/** A WAR in Jetty 12.1, in whichever of its environments is there. */
public final class JettyBox {
    private JettyBox() {}

    public static void main(String[] args) throws Exception {
        Life.of(args, JettyBox::start);
    }

    @SuppressWarnings("removal") // Jetty's newer handler for this would be three jars more in each box
    private static Life.Server start(String contextPath, String war) throws Exception {
        Path work = Files.createTempDirectory("jetty");
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ContextHandler shop = webApplication();
        shop.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
        shop.setBaseResourceAsPath(Path.of(war));
        shop.setTempDirectory(work.toFile());
        if (shop.getErrorHandler() instanceof ErrorHandler errors) {
            // A stack trace names the filters that a request went through.
            errors.setShowStacks(false);
        }
        jetty.setHandler(new GzipHandler(shop));
        jetty.start();
        if (!shop.isAvailable()) {
            throw new IllegalStateException("the shop did not start; Jetty says why above");
        }
        return new Life.Server() {
            @Override
            public int port() {
                return connector.getLocalPort();
            }

            @Override
            public ClassLoader classes() {
                return shop.getClassLoader();
            }

            @Override
            public void stop() throws Exception {
                jetty.stop();
                jetty.destroy();
            }
        };
    }

    private static ContextHandler webApplication() throws ReflectiveOperationException {
        ClassNotFoundException missing = new ClassNotFoundException("a WebAppContext of Jetty 12.1");
        for (String environment : List.of("ee10", "ee11")) {
            try {
                return Class.forName("org.eclipse.jetty." + environment + ".webapp.WebAppContext")
                        .asSubclass(ContextHandler.class)
                        .getConstructor()
                        .newInstance();
            } catch (ClassNotFoundException another) {
                missing.addSuppressed(another);
            }
        }
        throw missing;
    }
}
