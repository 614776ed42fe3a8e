package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.config.Config;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop's settings change while shoppers are in it. */
class ReloadedRulesTest {
    private static void write(Path classes, long second, String... lines) throws Exception {
        Path file = classes.resolve(Config.FILE);
        Files.write(file, List.of(lines));
        Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1_000));
    }

    @Test
    void rulesAndConsentWordsOfTheChangedFileHoldAndABadFileHoldsNothingUp(@TempDir Path classes, @TempDir Path files)
            throws Exception {
        write(classes, 1_000, "mql.consent = off", "mql.rule.a = GET /page -> view_pricing");
        Config config;
        try (URLClassLoader shop = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            config = Config.load(shop, Map.of());
        }
        try (TestShop shop = TestShop.of(files, config)) {
            Mql mql = shop.mql();
            String visitor = TestShop.needCookie(shop.open("/page", null));
            assertThat(shop.done(visitor)).contains("view_pricing /page");

            write(classes, 1_001, "mql.consent = off", "mql.rule.a = GET /page -> search", "mql.rule.a = nothing");
            mql.reload();
            write(classes, 1_002, "mql.consent = off", "mql.rule.a = GET /page - search");
            mql.reload();
            shop.open("/page?2", visitor);
            assertThat(shop.done(visitor)).doesNotContain("search /page");

            write(classes, 1_003, "mql.consent = required", "mql.rule.a = GET /page -> search");
            mql.reload();
            HttpResponse<String> unasked = shop.open("/page", null);
            assertThat(TestShop.cookie(unasked)).isNull();
            shop.open("/page", visitor + "; mql_consent=granted");
            assertThat(shop.done(visitor)).contains("search /page");
            assertThat(shop.send(shop.to("/mql/beacon.js")).body()).contains("mql_consent");
        }
    }
}
