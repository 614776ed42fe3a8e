package dev.mql.admin;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.admin.access.SignIn;
import dev.mql.admin.api.Api;
import dev.mql.admin.api.KeyDoor;
import dev.mql.admin.api.Probes;
import dev.mql.admin.page.Pages;
import dev.mql.admin.web.Site;
import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.store.StoreException;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the admin pages, the REST interface and the probes into a web application. Each stays closed until its setting opens it. */
public final class MqlAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(MqlAdmin.class);

    private static final String PAGES = "mql-admin";

    private MqlAdmin() {}

    /**
     * Registers everything under {@code mql.base-path}. To be called while the web application starts, after the {@link Mql} was put
     * under its attribute. In a WAR that is done by itself.
     *
     * @throws MqlException if there is no {@link Mql} in the context
     * @throws dev.mql.config.ConfigException if a setting can not be used
     */
    public static void register(ServletContext context) {
        if (!(context.getAttribute(Mql.ATTRIBUTE) instanceof Mql mql)) {
            throw new MqlException("The servlet context has no attribute " + Mql.ATTRIBUTE
                    + "; start MQL (for example with MqlFilter.register) before MqlAdmin.register");
        }
        Config config = mql.config();
        if (!config.get(Settings.ENABLED)) {
            return;
        }
        String base = config.get(Settings.BASE_PATH);
        Supplier<@Nullable Object> nurture = Nurture.in(context);
        Pages pages = new Pages(AdminRoutes.ASSETS, mql.clock(), () -> nurture.get() != null);
        SignIn signIn = new SignIn(config, mql.records(), mql.vault(), mql.clock());
        prepare(signIn);
        add(
                context,
                PAGES,
                new Site(AdminRoutes.of(mql, signIn, pages, nurture), signIn.door(pages::failure)),
                base + "/admin/*");
        add(
                context,
                "mql-api",
                new Site(Api.routes(mql), new KeyDoor(config.get(Settings.API_KEY))),
                base + "/api/v1/*");
        Probes probes = new Probes(mql, config.get(Settings.HEALTH_OPEN));
        add(context, "mql-health", new Site(probes.health(), probes), base + "/health");
        add(context, "mql-metrics", new Site(probes.metrics(), probes), base + "/metrics");
    }

    static boolean isRegistered(ServletContext context) {
        return context.getServletRegistration(PAGES) != null;
    }

    private static void prepare(SignIn signIn) {
        try {
            signIn.prepare();
        } catch (StoreException away) {
            LOG.warn("Admin: {} The first account is made at the first sign-in instead.", away.getMessage());
        }
    }

    private static void add(ServletContext context, String name, Servlet servlet, String mapping) {
        ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
        if (registration == null) {
            throw new MqlException("The servlet " + name + " is registered already; call MqlAdmin.register once");
        }
        registration.addMapping(mapping);
        registration.setLoadOnStartup(1);
        registration.setAsyncSupported(true);
    }
}
