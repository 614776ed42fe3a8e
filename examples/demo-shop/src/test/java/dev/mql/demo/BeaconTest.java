package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.lead.Lead;
import dev.mql.servlet.Beacon;
import dev.mql.servlet.MqlFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beacon in a real browser, in a shop whose pages forbid whatever a policy can forbid. */
final class BeaconTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'; report-uri /violation";

    private static final AtomicInteger posts = new AtomicInteger();
    private static final AtomicInteger violations = new AtomicInteger();
    private static final List<Mql> started = new ArrayList<>();
    private static volatile boolean down;

    @TempDir
    static Path files;

    private static Tomcat tomcat;
    private static Mql mql;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new Tomcat();
        tomcat.setBaseDir(files.toString());
        tomcat.setPort(0);
        mql = shop("", "off");
        shop("/ask", "required");
        tomcat.getConnector();
        tomcat.start();
        browser = new Chromium();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        tomcat.stop();
        tomcat.destroy();
        started.forEach(Mql::close);
    }

    private static Mql shop(String path, String consent) {
        Mql of = Mql.builder()
                .config(Config.of(Map.of("mql.consent", consent, "mql.bots.refuse", "bot_agent")))
                .build();
        started.add(of);
        var context = tomcat.addContext(path, files.toString());
        context.addServletContainerInitializer(
                (none, shop) -> {
                    shop.setAttribute(Mql.ATTRIBUTE, of);
                    Filter trouble = (request, response, chain) -> {
                        String asked = ((HttpServletRequest) request).getRequestURI();
                        if (asked.endsWith("/mql/events")) {
                            posts.incrementAndGet();
                        }
                        if (asked.endsWith("/mql/events") && down) {
                            ((HttpServletResponse) response).setStatus(503);
                        } else {
                            chain.doFilter(request, response);
                        }
                    };
                    shop.addFilter("trouble", trouble)
                            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
                    MqlFilter.register(shop);
                    shop.addServlet("pages", new Pages()).addMapping("/");
                },
                Set.of());
        return of;
    }

    private static final class Pages extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            ServletContext shop = request.getServletContext();
            if (request.getServletPath().equals("/violation")) {
                violations.incrementAndGet();
                return;
            }
            response.setHeader("Content-Security-Policy", POLICY);
            response.setContentType("text/html;charset=utf-8");
            Beacon beacon = MqlFilter.beacon(shop);
            response.getWriter()
                    .print("<!doctype html><html lang=en><title>Shop</title>" + beacon + "<h1>Shop</h1><p>a word"
                            + "<br>".repeat(200) + "<a href='/files/sheet.pdf'>Sheet</a>");
        }
    }

    @BeforeEach
    void asSomebodyElse() {
        down = false;
        browser.offline(false);
        browser.forgetEverything();
        browser.console();
    }

    private static void open(String path) {
        browser.open(URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path));
        await().atMost(PATIENCE).until(() -> Boolean.TRUE.equals(browser.run("return !!(window.mql && mql.on)")));
    }

    /** How often this browser did something, as its lead tells. */
    private static long times(String type, String object) {
        String visitor = browser.cookie("mql_vid").orElse("none").split("\\.", 2)[0];
        return mql.leads().byVisitor(visitor).map(Lead::activity).stream()
                .flatMap(activity -> activity.touches().stream())
                .filter(touch -> touch.type().equals(type) && object.equals(touch.object()))
                .count();
    }

    private static void awaitOnce(String type, String object) {
        await().atMost(PATIENCE).until(() -> times(type, object) > 0);
        mql.awaitIdle(PATIENCE);
        assertThat(times(type, object)).isEqualTo(1);
    }

    @Test
    void strictPolicyForbidsNothingOfItAndAPageSeenTwiceCountsOnce() {
        int before = posts.get();
        long same = mql.counters().value("events.duplicate");
        open("/strict");
        // As beacon.js reads it: browsers write entries in the order in which the standard names them.
        assertThat(browser.run("return /:[1-9]\\d*,\"enc.*mql\".{29}(.{36})/"
                        + ".test(JSON.stringify(performance.getEntriesByType('navigation')))"))
                .isEqualTo(true);
        browser.run("mql('debug', true)");
        browser.run("mql('track', 'search', { item_id: 'cup' }); mql('track', 'nonsense')");
        awaitOnce("search", "cup");
        await().atMost(PATIENCE).until(() -> mql.counters().value("events.duplicate") > same);

        List<String> said = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            said.addAll(browser.console());
            return said.stream().anyMatch(line -> line.contains("nonsense: unknown_type"));
        });
        assertThat(said)
                .anyMatch(line -> line.contains("mql queued%c search"))
                .anyMatch(line -> line.contains("mql sent%c"))
                .noneMatch(line -> line.contains("Security Policy") || line.contains("TrustedScript"));
        assertThat(times("page_view", "/strict")).isEqualTo(1);
        assertThat(posts.get()).isGreaterThan(before);
        assertThat(violations).hasValue(0);
        assertThat(browser.complaints()).noneMatch(line -> line.contains("Security Policy"));
    }

    @Test
    void whatAServerInTroubleDidNotHearIsToldByTheNextPage() {
        down = true;
        int before = posts.get();
        open("/trouble");
        browser.run("mql('track', 'search', { item_id: 'kettle' })");
        await().atMost(PATIENCE).until(() -> posts.get() > before);
        // The answer has to have come back, too.
        await().atMost(PATIENCE).until(() -> posts.get() > before + 1);
        browser.leave();
        down = false;
        open("/calm");
        awaitOnce("search", "kettle");
        assertThat(browser.run("return localStorage.length")).isEqualTo(0L);
    }

    @Test
    void whatHappensOfflineIsToldWhenTheNetIsBack() {
        open("/train");
        awaitOnce("page_view", "/train");
        browser.offline(true);
        browser.run("mql('track', 'search', { item_id: 'tunnel' })");
        await().pollDelay(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> browser.run("return navigator.onLine")
                .equals(false));
        assertThat(times("search", "tunnel")).isZero();
        browser.offline(false);
        awaitOnce("search", "tunnel");
    }

    @Test
    void singlePageApplicationAndTheWayBackAreViews() {
        open("/app");
        browser.run("history.pushState({}, '', '/app/item'); location.hash = 'reviews'; location.hash = '/cart'");
        awaitOnce("page_view", "/app/item");
        awaitOnce("page_view", "/app/item/cart");

        browser.run("window.kept = true");
        open("/elsewhere");
        browser.run("history.back()");
        await().atMost(PATIENCE).until(() -> browser.path().equals("/app/item"));
        assertThat(browser.run("return window.kept"))
                .as("it came out of the browser's cache of pages")
                .isEqualTo(true);
        await().atMost(PATIENCE).until(() -> times("page_view", "/app/item/cart") == 2);
    }

    @Test
    void attentionScrollingAndDownloadsAreToldOnTheWayOut() {
        open("/long");
        awaitOnce("page_view", "/long");
        browser.run("window.sent = []; navigator.sendBeacon = (url, body) => sent.push(body)");
        browser.run("addEventListener('click', event => event.preventDefault())");
        browser.run("scrollTo(0, document.documentElement.scrollHeight)");
        await().pollDelay(Duration.ofMillis(1_100)).atMost(PATIENCE).untilAsserted(() -> browser.pointAt("a"));
        browser.run("document.querySelector('a').click()");
        browser.run("Object.defineProperty(document, 'hidden', { get: () => true });"
                + "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
        String sent = String.valueOf(browser.run("return sent.join()"));
        assertThat(sent)
                .contains("\"type\":\"engaged_time\"", "\"type\":\"click\"", "/files/sheet.pdf")
                .containsPattern("\"scroll\":(9[5-9]|100)");
    }

    @Test
    void beforeAYesThereIsNothingInTheBrowserAndNothingOnTheNet() {
        int before = posts.get();
        open("/ask/page");
        browser.run("mql('track', 'search'); mql('identify', { email: 'jo@shop.example' })");
        browser.run("history.pushState({}, '', '/ask/other')");
        browser.pointAt("h1");
        assertThat(browser.run("return [localStorage.length, sessionStorage.length, document.cookie].join()"))
                .isEqualTo("0,0,");
        browser.offline(true);
        browser.run("document.querySelector('a').click()");
        browser.offline(false);
        open("/ask/again");
        assertThat(browser.run("return [localStorage.length, sessionStorage.length, document.cookie].join()"))
                .isEqualTo("0,0,");
        assertThat(browser.cookie("mql_vid")).isEmpty();
        assertThat(posts).hasValue(before);
    }
}
