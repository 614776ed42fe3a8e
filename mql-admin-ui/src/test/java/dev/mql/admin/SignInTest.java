package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static AdminServer server;
    private Browser browser;

    @BeforeAll
    static void start() {
        server = AdminServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void openBrowser() {
        // The failures of the test before are forgotten.
        server.clock.advance(Duration.ofMinutes(16));
        browser = new Browser(server);
    }

    @Test
    void withoutASettingTheAdminDoesNotExist() {
        try (AdminServer closed = AdminServer.start(Map.of("mql.admin.access", ""))) {
            Browser visitor = new Browser(closed);
            assertThat(visitor.get("/mql/admin").statusCode()).isEqualTo(404);
            assertThat(visitor.get("/mql/admin/login").statusCode()).isEqualTo(404);
            assertThat(visitor.signIn().statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whoIsNotSignedInIsAskedToAndComesBackToThePage() {
        HttpResponse<String> sent = browser.get("/mql/admin/scoring");
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(Browser.location(sent)).isEqualTo("/mql/admin/login?next=%2Fscoring");

        assertThat(browser.page("/mql/admin/login?next=%2Fscoring")
                        .selectFirst("[name=next]")
                        .val())
                .isEqualTo("/scoring");
        HttpResponse<String> in = browser.post(
                "/mql/admin/login",
                Map.of("user", AdminServer.USER, "password", AdminServer.PASSWORD, "next", "/scoring"));
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(Browser.location(in)).isEqualTo("/mql/admin/scoring");
        assertThat(browser.get("/mql/admin/scoring").statusCode()).isEqualTo(200);
    }

    @Test
    void nextNeverLeadsToAnotherSite() {
        for (String evil : List.of("//evil.test", "https://evil.test", "/\\evil.test", "/a/../../x", "javascript:1")) {
            HttpResponse<String> in = new Browser(server)
                    .post(
                            "/mql/admin/login",
                            Map.of("user", AdminServer.USER, "password", AdminServer.PASSWORD, "next", evil));
            assertThat(Browser.location(in)).isEqualTo("/mql/admin");
        }
    }

    /** E54. */
    @Test
    void everySignInGetsANewSessionAndForeignOnesAreIgnored() {
        browser.cookies().put("mql_admin", "A".repeat(43));
        assertThat(browser.get("/mql/admin").statusCode()).isEqualTo(303);

        HttpResponse<String> in = browser.signIn();
        String first = browser.cookies().get("mql_admin");
        assertThat(first).hasSize(43).isNotEqualTo("A".repeat(43));
        assertThat(in.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/");
        browser.signIn();
        String second = browser.cookies().get("mql_admin");
        assertThat(second).isNotEqualTo(first);

        Browser old = new Browser(server);
        old.cookies().put("mql_admin", first);
        assertThat(old.get("/mql/admin").statusCode()).isEqualTo(303);
    }

    @Test
    void behindTlsOnlyTheHostCookieCounts() {
        try (AdminServer tls = AdminServer.start(Map.of("mql.base-url", "https://shop.example"))) {
            Browser visitor = new Browser(tls);
            // The test's host is another one than the shop's, so this connection counts as plain http.
            visitor.signIn();
            assertThat(visitor.cookies()).containsKey("mql_admin").doesNotContainKey("__Host-mql_admin");
        }
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() {
        browser.signIn();
        String session = browser.cookies().get("mql_admin");
        String csrf = browser.page("/mql/admin").selectFirst("[name=csrf]").val();
        assertThat(browser.post("/mql/admin/logout", Map.of("csrf", csrf)).statusCode())
                .isEqualTo(303);
        browser.cookies().put("mql_admin", session);
        assertThat(browser.get("/mql/admin").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionEndsWhenItIsNotUsedAndAtTheLatestAfterTwelveHours() {
        browser.signIn();
        server.clock.advance(Duration.ofMinutes(29));
        assertThat(browser.get("/mql/admin").statusCode()).isEqualTo(200);
        server.clock.advance(Duration.ofMinutes(31));
        assertThat(browser.get("/mql/admin").statusCode()).isEqualTo(303);

        browser.signIn();
        for (int i = 0; i < 28; i++) {
            server.clock.advance(Duration.ofMinutes(25));
            assertThat(browser.get("/mql/admin").statusCode()).isEqualTo(200);
        }
        server.clock.advance(Duration.ofMinutes(25));
        assertThat(browser.get("/mql/admin").statusCode()).isEqualTo(303);
    }

    /** E53. */
    @Test
    void afterFiveWrongPasswordsTheRightOneIsRefusedToo() {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(browser.signIn(AdminServer.USER, "wrong password " + i));
        }
        answers.add(browser.signIn());
        answers.add(browser.signIn("nobody of that name", "wrong password"));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(403);
        assertThat(answers)
                .extracting(a -> a.body().replaceAll("(?s)<input id=\"user\".*?>", ""))
                .as("the same text, whatever was wrong")
                .containsOnly(answers.get(0).body().replaceAll("(?s)<input id=\"user\".*?>", ""));

        server.clock.advance(Duration.ofMinutes(16));
        assertThat(browser.signIn().statusCode()).isEqualTo(303);
    }

    /** E53: who is unknown takes as long as who is known; both derive a key of 600,000 rounds, which is far above all else. */
    @Test
    void anUnknownNameTakesAsLongAsAWrongPassword() {
        long known = nanos(() -> browser.signIn(AdminServer.USER, "wrong password"));
        long unknown = nanos(() -> browser.signIn("nobody", "wrong password"));
        assertThat(unknown).isBetween(known / 4, known * 4);
        assertThat(unknown).isGreaterThan(Duration.ofMillis(50).toNanos());
    }

    private static long nanos(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    /** E60: what was typed as a name is shown as text and is in no log. */
    @Test
    void aHostileNameIsShownAsText() {
        String name = "\r\nINFO admin logged in \u001b[31m ${jndi:ldap://x} \"><script>alert(1)</script>";
        HttpResponse<String> answer = browser.signIn(name, "wrong password");
        assertThat(answer.body()).doesNotContain("<script>alert");
        assertThat(answer.statusCode()).isEqualTo(403);
    }
}
