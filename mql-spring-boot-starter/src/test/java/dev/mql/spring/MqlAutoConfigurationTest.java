package dev.mql.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A Boot application with the starter on its class path and nothing but properties. */
class MqlAutoConfigurationTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {
        @Bean
        TomcatServletWebServerFactory tomcat() {
            return new TomcatServletWebServerFactory(0);
        }

        @Bean
        ServletRegistrationBean<HttpServlet> pages() {
            return new ServletRegistrationBean<>(
                    new HttpServlet() {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                throws IOException {
                            response.setContentType("text/html");
                            response.getWriter().write("<p>shop</p>");
                        }
                    },
                    "/*");
        }
    }

    private static ServletWebServerApplicationContext run(Map<String, Object> properties) {
        SpringApplication application = new SpringApplication(Shop.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setDefaultProperties(properties);
        return (ServletWebServerApplicationContext)
                application.run("--spring.main.banner-mode=off", "--logging.level.root=warn");
    }

    private static HttpResponse<String> get(ServletWebServerApplicationContext shop, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:"
                                        + shop.getWebServer().getPort() + path))
                                .header("Accept", "text/html")
                                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void propertiesOfSpringSetItUpAndTheShopIsObserved() throws Exception {
        try (ServletWebServerApplicationContext shop = run(Map.of(
                "mql.consent",
                "off",
                "mql.rule.pricing",
                "GET /pricing -> view_pricing",
                "mql.mail.basis.DE",
                "double_opt_in",
                "mql.feedback.reason.shipping_cost.en",
                "Shipping",
                "mql.base-url",
                "http://localhost"))) {
            Mql mql = shop.getBean(Mql.class);
            assertThat(mql.config().get(Settings.CONSENT)).isEqualTo("off");
            assertThat(mql.config().under(Settings.MAIL_BASIS_PREFIX)).containsEntry("DE", "double_opt_in");
            assertThat(mql.config().under(Settings.FEEDBACK_REASON_PREFIX)).containsValue("Shipping");
            assertThat(get(shop, "/mql/beacon.js").statusCode()).isEqualTo(200);
            assertThat(get(shop, "/pricing").body()).isEqualTo("<p>shop</p>");
            assertThat(mql.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(mql.counters().value("events.committed")).isEqualTo(2);
        }
    }

    @Test
    void settingThatCanNotBeUsedStopsTheStartWithItsKey() {
        assertThatThrownBy(() -> run(Map.of("mql.consent", "maybe")))
                .rootCause()
                .hasMessageContaining("mql.consent = maybe")
                .hasMessageContaining("required, opt-out, off");
    }

    @Test
    void keyThatIsNoSettingStopsTheStart() {
        assertThatThrownBy(() -> run(Map.of("mql.consnet", "off")))
                .rootCause()
                .hasMessageContaining("mql.consnet")
                .hasMessageContaining("did you mean mql.consent?");
    }

    @Test
    void listsMayBeWrittenAsListsAndKeysInAnyFormThatSpringKnows() {
        try (ServletWebServerApplicationContext shop = run(Map.of(
                "mql.recovery.delays[0]", "2h",
                "mql.recovery.delays[1]", "5h",
                "mql.baseUrl", "http://shop.example"))) {
            Mql mql = shop.getBean(Mql.class);
            assertThat(mql.config().get(Settings.RECOVERY_DELAYS))
                    .containsExactly(Duration.ofHours(2), Duration.ofHours(5));
            assertThat(mql.config().get(Settings.BASE_URL)).isEqualTo("http://shop.example");
        }
    }

    @Test
    void applicationThatMakesItsBeansLateIsObservedFromTheStart() throws Exception {
        try (ServletWebServerApplicationContext shop = run(Map.of("spring.main.lazy-initialization", "true"))) {
            assertThat(get(shop, "/mql/beacon.js").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void startThatFailsEndsWithWhatToDo() {
        FailureAnalysis told = new MqlFailureAnalyzer()
                .analyze(new IllegalStateException(new MqlException("MQL can not start: something is too old.")));

        assertThat(told).isNotNull();
        assertThat(told.getDescription()).isEqualTo("MQL can not start: something is too old.");
        assertThat(told.getAction()).contains("mql.enabled=false");
    }

    @Test
    void switchedOffItLeavesNoTrace() throws Exception {
        try (ServletWebServerApplicationContext shop = run(Map.of("mql.enabled", "false"))) {
            assertThat(shop.getBeanNamesForType(Mql.class)).isEmpty();
            assertThat(get(shop, "/mql/beacon.js").body()).isEqualTo("<p>shop</p>");
        }
    }
}
