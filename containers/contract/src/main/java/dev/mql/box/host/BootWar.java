package dev.mql.box.host;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/** The same Spring Boot application as a WAR, started by the container that finds this class. */
public final class BootWar extends SpringBootServletInitializer {
    @Override
    protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
        return application.sources(BootBox.Application.class);
    }
}
