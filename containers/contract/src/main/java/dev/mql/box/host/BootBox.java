package dev.mql.box.host;

import dev.mql.box.shop.Shop;
import jakarta.servlet.MultipartConfigElement;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application that has the starter on its class path; the shop without MQL has it switched off. */
public final class BootBox {
    private BootBox() {}

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        ServletRegistrationBean<Shop> shop() {
            ServletRegistrationBean<Shop> shop = new ServletRegistrationBean<>(new Shop(), "/");
            shop.setName("shop-of-spring"); // In a WAR the container finds the shop by its annotation, too.
            shop.setMultipartConfig(new MultipartConfigElement(""));
            return shop;
        }
    }

    public static void main(String[] args) throws Exception {
        Life.of(args, BootBox::start);
    }

    private static Life.Server start(String contextPath, String shop) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "server.servlet.context-path", contextPath,
                "server.compression.enabled", "true",
                "server.shutdown", "immediate",
                "spring.mvc.servlet.path", "/spring",
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn",
                "mql.enabled", String.valueOf(shop.equals("with"))));
        ConfigurableApplicationContext running = application.run();
        return new Life.Server() {
            @Override
            public int port() {
                return running.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            }

            @Override
            public ClassLoader classes() {
                return BootBox.class.getClassLoader();
            }

            @Override
            public void stop() {
                running.close();
            }
        };
    }
}
