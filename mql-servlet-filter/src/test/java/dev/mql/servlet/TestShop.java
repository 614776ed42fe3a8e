package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.lead.Lead;
import dev.mql.lead.Touch;
import dev.mql.testkit.TickingClock;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** A shop in a real Tomcat, with MQL in front of it or without; time stands still. */
final class TestShop implements AutoCloseable {
    static final String PAGE = "text/html,application/xhtml+xml;q=0.9";

    final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    final HttpClient client = HttpClient.newHttpClient();
    private final Tomcat tomcat = new Tomcat();
    private final @Nullable Mql mql;

    /** What is put into the application before it starts. */
    @FunctionalInterface
    interface Setup {
        void into(ServletContext context);
    }

    private TestShop(Path files, @Nullable Map<String, String> settings, Setup setup) throws Exception {
        this(files, settings == null ? null : config(new HashMap<>(Map.of("mql.consent", "off")), settings), setup);
    }

    private TestShop(Path files, @Nullable Config config, Setup setup) throws Exception {
        mql = config == null ? null : Mql.builder().config(config).clock(clock).build();
        tomcat.setBaseDir(files.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", files.toString());
        context.addServletContainerInitializer(
                (none, servletContext) -> {
                    if (mql != null) {
                        servletContext.setAttribute(Mql.ATTRIBUTE, mql);
                    }
                    var shop = servletContext.addServlet("shop", new ShopServlet());
                    shop.setAsyncSupported(true);
                    shop.setMultipartConfig(new MultipartConfigElement(files.toString()));
                    shop.addMapping("/");
                    setup.into(servletContext);
                },
                Set.of());
        tomcat.getConnector();
        // Error pages of the container would show that there is a filter in the stack.
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(QuietErrors.class.getName());
        tomcat.start();
        assertThat(context.getState().isAvailable()).isTrue();
    }

    /** Error pages without a stack trace. */
    public static final class QuietErrors extends ErrorReportValve {
        public QuietErrors() {
            setShowReport(false);
        }
    }

    private static Config config(Map<String, String> defaults, Map<String, String> settings) {
        defaults.putAll(settings);
        return Config.of(defaults);
    }

    /** A shop with MQL and these settings; consent is off where they do not say otherwise. */
    static TestShop with(Path files, Map<String, String> settings) throws Exception {
        return new TestShop(files, settings, MqlFilter::register);
    }

    static TestShop with(Path files, Map<String, String> settings, Setup setup) throws Exception {
        return new TestShop(files, settings, setup);
    }

    /** A shop with these settings and no others. */
    static TestShop of(Path files, Config config) throws Exception {
        return new TestShop(files, config, MqlFilter::register);
    }

    /** The shop as it is without us. */
    static TestShop without(Path files) throws Exception {
        return new TestShop(files, (Config) null, context -> {});
    }

    Mql mql() {
        if (mql == null) {
            throw new IllegalStateException("this shop has none");
        }
        return mql;
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Opens a page as a browser does; a cookie may be given as the visitor's. */
    HttpResponse<String> open(String path, @Nullable String cookie) throws Exception {
        HttpRequest.Builder request = to(path).header("Accept", PAGE).header("Sec-Fetch-Mode", "navigate");
        return send(cookie == null ? request : request.header("Cookie", cookie));
    }

    HttpResponse<String> post(String path, String contentType, String body, @Nullable String cookie) throws Exception {
        HttpRequest.Builder request =
                to(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(cookie == null ? request : request.header("Cookie", cookie));
    }

    HttpResponse<String> form(String path, String body, @Nullable String cookie) throws Exception {
        return post(path, "application/x-www-form-urlencoded", body, cookie);
    }

    HttpResponse<String> events(String body, @Nullable String cookie) throws Exception {
        return post("/mql/events", "application/json", body, cookie);
    }

    /** Sends bytes as they are and reads until the server closes. */
    String raw(String request) throws IOException {
        return raw(request, "never said");
    }

    /** Sends bytes as they are and reads until the server closes, or until the answer ends with a text. */
    String raw(String request, String end) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            StringBuilder answer = new StringBuilder();
            for (int b = in.read(); b >= 0; b = in.read()) {
                answer.append((char) b);
                if (b == '}' && answer.toString().endsWith(end)) {
                    break;
                }
            }
            return answer.toString();
        }
    }

    /** {@code name=value} of the visitor cookie that an answer sets; {@code null} if it sets none. */
    static @Nullable String cookie(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("mql_vid="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElse(null);
    }

    static String needCookie(HttpResponse<?> response) {
        String cookie = cookie(response);
        assertThat(cookie).as("visitor cookie").isNotNull();
        return String.valueOf(cookie);
    }

    /** The visitor's lead once everything that was handed over is committed. */
    @Nullable
    Lead lead(String cookie) {
        assertThat(mql().awaitIdle(Duration.ofSeconds(10))).isTrue();
        String value = cookie.substring("mql_vid=".length());
        int dot = value.indexOf('.');
        return mql().leads()
                .byVisitor(dot < 0 ? value : value.substring(0, dot))
                .orElse(null);
    }

    /** {@code type object} of all that the visitor's lead remembers, newest first. */
    List<String> done(String cookie) {
        Lead lead = lead(cookie);
        return lead == null
                ? List.of()
                : lead.activity().touches().stream().map(TestShop::words).toList();
    }

    private static String words(Touch touch) {
        return touch.object() == null ? touch.type() : touch.type() + ' ' + touch.object();
    }

    long count(String counter) {
        return mql().counters().value(counter);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        if (mql != null) {
            mql.close();
        }
    }
}
