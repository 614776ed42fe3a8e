package dev.mql.demo;

import dev.mql.Mql;
import dev.mql.admin.MqlAdmin;
import dev.mql.config.Config;
import dev.mql.demo.shop.Catalogue;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.shop.Catalog;
import dev.mql.servlet.MqlFilter;
import dev.mql.testkit.RedisOptions;
import dev.mql.testkit.RedisProcess;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MQL in this shop: what a real shop has in its environment (Redis, mail server, addresses, secrets) is made up here; the rest is in
 * {@code mql.properties}.
 */
final class Plugin implements AutoCloseable {

    private static final String ADMIN = "admin";
    private static final Catalogue PRODUCTS = Catalogue.load();

    private final @Nullable RedisProcess redis;
    private final Mql mql;
    private final String password = random(12);
    private final String apiKey;

    /**
     * @param clock lets a test tick; {@code null} for real time
     * @param environment of the process, for {@code MQL_REDIS_URL} and {@code MQL_DEMO_API_KEY}
     */
    Plugin(
            DemoOptions options,
            @Nullable InstantSource clock,
            URI shop,
            int smtpPort,
            Map<String, String> environment,
            DemoReport report) {
        String given = environment.getOrDefault("MQL_REDIS_URL", "");
        // Ctrl-C and SIGTERM end Redis a little later than the shop, which still writes what it knows.
        redis = given.isEmpty()
                ? RedisProcess.start(RedisOptions.standard().withExitGrace(Duration.ofSeconds(5)))
                : null;
        String url = redis == null ? given : redis.url();
        apiKey = environment.getOrDefault("MQL_DEMO_API_KEY", random(24));
        try {
            Mql.Builder builder = Mql.builder().config(config(options, url, shop, smtpPort));
            mql = (clock == null ? builder : builder.clock(clock)).build();
        } catch (RuntimeException e) {
            if (redis != null) {
                redis.close();
            }
            throw e;
        }
        report.progress("Leads are kept in: " + mql.storage()
                + (redis == null ? " (MQL_REDIS_URL)" : " (bundled, for this demo only)"));
        report.with("admin", shop.resolve("/mql/admin/")).with("name", ADMIN).with("password", password);
        if (!environment.containsKey("MQL_DEMO_API_KEY")) {
            report.with("api-key", apiKey);
        }
    }

    private Config config(DemoOptions options, String redisUrl, URI shop, int smtpPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("mql.redis.url", redisUrl);
        // A Redis of one's own keeps its leads readable over several runs of the demo; a real shop has a random secret.
        settings.put("mql.secret", redis == null ? digest(redisUrl) : random(36));
        settings.put("mql.base-url", shop.toString().replaceAll("/$", ""));
        settings.put("mql.smtp.url", "smtp://127.0.0.1:" + smtpPort + "?starttls=off");
        settings.put("mql.consent", options.consent().word());
        settings.put("mql.admin.access", "users");
        settings.put("mql.admin.user", ADMIN);
        settings.put("mql.admin.password", password);
        settings.put("mql.api.key", apiKey);
        settings.put("mql.health.open", "true");
        // Nobody who tries the demo is to be the one of ten who gets no mail.
        settings.put("mql.recovery.holdout", "0");
        // Whoever tries the demo with a scripted browser, as its own tests do, is a shopper here.
        settings.put("mql.bots.refuse", "bot_agent, prefetch");
        if (!options.realTime()) {
            settings.put("mql.cart.abandoned-after", "20s");
            settings.put("mql.recovery.delays", "20s, 60s, 120s");
            // Whoever tries the demo at night, or a second time, gets their mails, too.
            settings.put("mql.mail.quiet-hours", "off");
            settings.put("mql.mail.per-day", "20");
            settings.put("mql.mail.per-week", "24");
            settings.put("mql.recovery.cool-down", "0s");
        }
        return Config.load(Plugin.class.getClassLoader(), settings);
    }

    /** The three lines that a shop writes, and one part of its own: what its products cost now. */
    void register(ServletContext context) {
        context.setAttribute(Mql.ATTRIBUTE, mql);
        MqlFilter.register(context);
        MqlNurture.builder().catalog(Plugin::sold).register(context);
        MqlAdmin.register(context);
    }

    /** All products are in stock, as it goes in demos. */
    private static Map<String, Catalog.Item> sold(Collection<String> ids) {
        Map<String, Catalog.Item> items = new HashMap<>();
        for (String id : ids) {
            PRODUCTS.find(id)
                    .ifPresent(product -> items.put(
                            id,
                            new Catalog.Item(
                                    product.name(),
                                    product.price(),
                                    "EUR",
                                    99,
                                    product.image(),
                                    product.url(),
                                    product.kind())));
        }
        return items;
    }

    Mql mql() {
        return mql;
    }

    String admin() {
        return ADMIN;
    }

    String password() {
        return password;
    }

    String apiKey() {
        return apiKey;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(("demo " + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        mql.close();
        if (redis != null) {
            redis.close();
        }
    }
}
