package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.admin.access.SignIn;
import dev.mql.admin.page.Pages;
import dev.mql.admin.web.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The door of the admin pages, tried on every route of the table. */
class DoorTest {
    private static AdminServer server;

    @BeforeAll
    static void start() {
        server = AdminServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<Route> routes() {
        Mql mql = server.mql;
        SignIn signIn = new SignIn(mql.config(), mql.records(), mql.vault(), mql.clock());
        return AdminRoutes.of(mql, signIn, new Pages(AdminRoutes.ASSETS, mql.clock(), () -> false), () -> null);
    }

    private static String path(Route route) {
        return "/mql/admin" + route.pattern().replaceAll("\\{[a-z]+}", "x");
    }

    private static Browser signedIn() {
        Browser browser = new Browser(server);
        assertThat(browser.signIn().statusCode()).isEqualTo(303);
        return browser;
    }

    @Test
    void everyRouteThatIsNotOpenAsksWhoItIs() {
        for (Route route : routes()) {
            HttpResponse<String> answer = new Browser(server).send(route.method(), path(route));
            if (!route.open()) {
                assertThat(answer.statusCode()).as(route.pattern()).isEqualTo(303);
                assertThat(Browser.location(answer)).startsWith("/mql/admin/login");
            }
        }
        assertThat(routes().stream().filter(Route::open).map(r -> r.method() + ' ' + r.pattern()))
                .containsExactlyInAnyOrder("GET /assets/{version}/{name}", "GET /login", "POST /login");
    }

    /** E50. */
    @Test
    void everyChangeFromAnotherSiteDies() {
        Browser browser = signedIn();
        String csrf = browser.page("/mql/admin").selectFirst("[name=csrf]").val();
        for (Route route : routes()) {
            if (route.method().equals("POST")) {
                for (String origin : List.of("https://evil.test", "null", "http://127.0.0.1:1")) {
                    browser.from(origin);
                    assertThat(browser.post(path(route), Map.of("csrf", csrf)).statusCode())
                            .as(route.pattern() + " from " + origin)
                            .isEqualTo(403);
                }
                HttpResponse<String> crossSite = browser.send(HttpRequest.newBuilder(server.uri(path(route)))
                        .header("Cookie", "mql_admin=" + browser.cookies().get("mql_admin"))
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Origin", server.origin())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("csrf=" + csrf)));
                assertThat(crossSite.statusCode()).as(route.pattern()).isEqualTo(403);
            }
        }
        assertThat(browser.get("/mql/admin").statusCode()).as("still signed in").isEqualTo(200);
    }

    @Test
    void everyChangeNeedsTheTokenOfThisSession() {
        Browser browser = signedIn();
        String others = signedIn().page("/mql/admin").selectFirst("[name=csrf]").val();
        for (Route route : routes()) {
            if (route.method().equals("POST") && !route.open()) {
                assertThat(browser.post(path(route), Map.of()).statusCode()).isEqualTo(403);
                assertThat(browser.post(path(route), Map.of("csrf", others)).statusCode())
                        .as(route.pattern())
                        .isEqualTo(403);
            }
        }
    }

    /** E51. */
    @Test
    void noChangeIsMadeByGet() {
        Browser browser = signedIn();
        for (Route route : routes()) {
            if (route.method().equals("POST") && !route.pattern().equals("/login")) {
                assertThat(browser.get(path(route)).statusCode())
                        .as("GET " + route.pattern())
                        // /leads/find reads as the lead with the id "find"; erasing has a page before it: nobody has
                        // these ids
                        .isEqualTo(Set.of("/leads/find", "/leads/{id}/erase").contains(route.pattern()) ? 404 : 405);
                assertThat(browser.get(path(route) + "?_method=POST").statusCode())
                        .isEqualTo(405);
                assertThat(browser.send("HEAD", path(route)).statusCode()).isIn(404, 405);
            }
        }
        assertThat(browser.send("DELETE", "/mql/admin/scoring").statusCode()).isEqualTo(405);
        assertThat(browser.send("TRACE", "/mql/admin").statusCode()).isEqualTo(405);
    }

    @Test
    void everyAnswerCarriesTheHeaders() {
        Browser browser = signedIn();
        for (String path : List.of("", "/leads", "/scoring", "/feedback", "/nowhere", "/leads?sort=x", "/login")) {
            HttpResponse<String> answer = browser.get("/mql/admin" + path);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"
                            + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.body()).doesNotContain(" style=").doesNotContain("<script>");
        }
    }

    /** E04 and E33: parameters are names and values of closed sets. */
    @Test
    void unknownParametersAreRefusedInConstantWords() {
        Browser browser = signedIn();
        String constant = null;
        for (String query : List.of(
                "sort=%22%3E%3Csvg%20onload=1%3E&page=NaN",
                "sort=password,(select)",
                "stage=nobody",
                "min_score=NaN",
                "min_score=1e9",
                "cursor=%00",
                "cursor=7ff0000000000000.AAAAAAAAAAAAAAAAAAAAAA",
                "stage=mql&stage=lead",
                "stage%5B%24ne%5D=x")) {
            HttpResponse<String> answer = browser.get("/mql/admin/leads?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            constant = constant == null ? answer.body() : constant;
            assertThat(answer.body()).as(query).isEqualTo(constant);
        }
    }

    @Test
    void assetsAreKeptForEverUnderAnAddressThatChangesWithThem() {
        Browser browser = new Browser(server);
        String css = browser.page("/mql/admin/login")
                .selectFirst("link[rel=stylesheet]")
                .attr("href");
        HttpResponse<String> first = browser.get(css);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        String tag = first.headers().firstValue("ETag").orElse("");
        HttpResponse<String> again =
                browser.send(HttpRequest.newBuilder(server.uri(css)).header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(browser.get("/mql/admin/assets/other/admin.css").statusCode())
                .isEqualTo(404);
    }

    @Test
    void coloursAreRememberedWithoutScript() {
        Browser browser = signedIn();
        Map<String, String> form =
                Browser.fields(browser.page("/mql/admin/leads").selectFirst("form[action$=theme]"));
        form.put("theme", "dark");
        assertThat(Browser.location(browser.post("/mql/admin/theme", form))).isEqualTo("/mql/admin/leads");
        assertThat(browser.page("/mql/admin").selectFirst("html").attr("data-theme"))
                .isEqualTo("dark");
        form.put("theme", "auto");
        browser.post("/mql/admin/theme", form);
        assertThat(browser.page("/mql/admin").selectFirst("html").hasAttr("data-theme"))
                .isFalse();
    }
}
