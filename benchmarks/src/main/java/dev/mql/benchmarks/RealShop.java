package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.servlet.MqlFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** A shop in a real Tomcat on any free port of loopback. What its own servlet does, read and forget, is the limit of our endpoint. */
final class RealShop implements AutoCloseable {
    /** Kept, else the level would be forgotten. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Path files;

    /** @param mql what watches the shop; {@code null} for a shop without a filter */
    RealShop(@Nullable Mql mql) throws IOException, LifecycleException {
        TOMCAT.setLevel(Level.SEVERE);
        files = Files.createTempDirectory("mql-bench");
        tomcat.setBaseDir(files.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        tomcat.getConnector().setProperty("maxThreads", "16");
        Context context = tomcat.addContext("", files.toString());
        Tomcat.addServlet(context, "shop", new ReadAndForget()).addMapping("/");
        Tomcat.addServlet(context, "page", new Page()).addMapping("/product/*");
        if (mql != null) {
            context.addServletContainerInitializer(
                    (none, shop) -> {
                        shop.setAttribute(Mql.ATTRIBUTE, mql);
                        MqlFilter.register(shop);
                    },
                    Set.of());
        }
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws IOException, LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        try (Stream<Path> all = Files.walk(files)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static final class ReadAndForget extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    /** What every product page of this shop looks like. */
    static byte[] page() {
        StringBuilder page = new StringBuilder(6_100).append("<!doctype html><title>Shop</title><body>");
        for (int i = 0; page.length() < 6_000; i++) {
            page.append("<li><a href=\"/product/").append(i).append("\">Coffee</a> 19.90</li>\n");
        }
        return page.append("</body>").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1;
        private static final byte[] BODY = page();

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/html;charset=UTF-8");
            response.setContentLength(BODY.length);
            response.getOutputStream().write(BODY);
        }
    }
}
