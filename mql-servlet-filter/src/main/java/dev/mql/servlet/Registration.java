package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.metrics.Counters;
import dev.mql.servlet.rule.Rules;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the filter into a shop once, whichever way it came there, and knows whose MQL it is. */
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final String NAME = "mql";
    private static final String OWNED = "dev.mql.servlet.owned";
    private static final String SWITCHED_OFF = "dev.mql.servlet.off";
    private static final String STARTER = "dev.mql.spring.MqlAutoConfiguration";

    private Registration() {}

    /** For containers that come here by themselves: a Spring Boot application in a WAR is set up by its starter, with Spring's settings. */
    static void byContainer(ServletContext shop) {
        try {
            Class.forName(STARTER, false, Registration.class.getClassLoader());
        } catch (ClassNotFoundException noSpring) {
            register(shop);
        }
    }

    static @Nullable Mql register(ServletContext shop) {
        Mql mql = running(shop);
        if (mql == null) {
            return null;
        }
        if (shop.getFilterRegistrations().values().stream()
                .noneMatch(filter -> MqlFilter.class.getName().equals(filter.getClassName()))) {
            FilterRegistration.Dynamic filter = shop.addFilter(NAME, MqlFilter.class);
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        }
        // Some containers pass no request to a filter that no servlet would serve.
        String base = mql.config().get(Settings.BASE_PATH);
        ServletRegistration.Dynamic fallback = shop.addServlet(NAME + "-not-found", new NotFound());
        if (fallback != null) {
            fallback.setAsyncSupported(true);
            fallback.addMapping(base + "/*");
        }
        return mql;
    }

    /** The MQL of a shop; started from {@code mql.properties} if there is none. {@code null} if it is switched off. */
    static @Nullable Mql running(ServletContext shop) {
        synchronized (shop) {
            if (shop.getAttribute(Mql.ATTRIBUTE) instanceof Mql mql) {
                return mql.config().get(Settings.ENABLED) ? mql : null;
            }
            if (shop.getAttribute(SWITCHED_OFF) != null) {
                return null;
            }
            Config config = Config.load(shop.getClassLoader(), Map.of());
            if (!config.get(Settings.ENABLED)) {
                LOG.info("MQL is switched off (mql.enabled = false).");
                shop.setAttribute(SWITCHED_OFF, true);
                return null;
            }
            Misses misses = new Misses(new Counters());
            Rules.of(config, misses);
            Consent.of(config);
            SessionCart.of(config, misses);
            Mql mql = Mql.builder().config(config).build();
            shop.setAttribute(Mql.ATTRIBUTE, mql);
            shop.setAttribute(OWNED, true);
            return mql;
        }
    }

    /** Ends what was started here. */
    static void close(ServletContext shop) {
        synchronized (shop) {
            if (shop.getAttribute(OWNED) != null && shop.getAttribute(Mql.ATTRIBUTE) instanceof Mql mql) {
                shop.removeAttribute(OWNED);
                shop.removeAttribute(Mql.ATTRIBUTE);
                mql.close();
            }
        }
    }

    /** For addresses under our path that nobody answers. */
    private static final class NotFound extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType("text/plain;charset=utf-8");
            response.getWriter().print("Not found");
        }
    }
}
