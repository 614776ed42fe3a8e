package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.admin.access.Accounts;
import dev.mql.admin.access.SignIn;
import dev.mql.admin.page.Pages;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.config.ConfigException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class RolesTest {

    /** Every route of the table as every role, over HTTP. */
    @Test
    void everyRouteLetsInExactlyItsRoles() {
        try (AdminServer server = AdminServer.start()) {
            Mql mql = server.mql;
            SignIn signIn = new SignIn(mql.config(), mql.records(), mql.vault(), mql.clock());
            List<Route> routes =
                    AdminRoutes.of(mql, signIn, new Pages(AdminRoutes.ASSETS, mql.clock(), () -> false), () -> null);
            List<String> refused = new ArrayList<>();
            for (Role role : Role.values()) {
                new Accounts(mql.records()).create(role.word(), "a long enough password", role);
                Browser browser = new Browser(server);
                assertThat(browser.signIn(role.word(), "a long enough password").statusCode())
                        .isEqualTo(303);
                String csrf =
                        browser.page("/mql/admin").selectFirst("[name=csrf]").val();
                for (Route route : routes) {
                    // Signing out would end the session that asks.
                    if (!route.open() && !route.pattern().equals("/logout")) {
                        String path = "/mql/admin" + route.pattern().replaceAll("\\{[a-z]+}", "x");
                        HttpResponse<String> answer = route.method().equals("POST")
                                ? browser.post(path, Map.of("csrf", csrf))
                                : browser.get(path);
                        assertThat(answer.statusCode() == 403)
                                .as(role + " " + route.method() + " " + path)
                                .isEqualTo(!route.roles().contains(role));
                        if (answer.statusCode() == 403) {
                            refused.add(role.word() + " " + route.method() + " " + route.pattern());
                        }
                    }
                }
            }
            assertThat(refused)
                    .filteredOn(entry -> entry.startsWith("viewer"))
                    .containsExactlyInAnyOrder(
                            "viewer POST /series/all/limits",
                            "viewer POST /series/all/again",
                            "viewer POST /series/all/json",
                            "viewer POST /series/all/resume",
                            "viewer POST /series/{id}/mode",
                            "viewer POST /series/{id}/save",
                            "viewer POST /series/rehearsal/begin",
                            "viewer POST /series/rehearsal/cancel",
                            "viewer POST /texts/{key}/{language}/save",
                            "viewer POST /texts/{key}/{language}/reset",
                            "viewer POST /texts/{key}/{language}/test",
                            "viewer GET /series/rehearsal/export",
                            "viewer GET /feedback/export",
                            "viewer POST /scoring/check",
                            "viewer POST /scoring/publish",
                            "viewer POST /scoring/try",
                            "viewer POST /scoring/end",
                            "viewer POST /leads/{id}/handoff",
                            "viewer POST /leads/{id}/correct",
                            "viewer POST /leads/{id}/anew",
                            "viewer POST /leads/{id}/notices",
                            "viewer GET /leads/{id}/export",
                            "viewer GET /leads/{id}/erase",
                            "viewer POST /leads/{id}/erase",
                            "viewer GET /handoff/export");
            assertThat(refused)
                    .filteredOn(entry -> !entry.startsWith("viewer"))
                    .containsExactlyInAnyOrder(
                            "sales POST /series/all/limits",
                            "sales POST /series/all/again",
                            "sales POST /series/all/json",
                            "sales POST /series/all/resume",
                            "sales POST /series/{id}/mode",
                            "sales POST /series/{id}/save",
                            "sales POST /series/rehearsal/begin",
                            "sales POST /series/rehearsal/cancel",
                            "sales POST /texts/{key}/{language}/save",
                            "sales POST /texts/{key}/{language}/reset",
                            "sales POST /texts/{key}/{language}/test",
                            "sales POST /scoring/check",
                            "sales POST /scoring/publish",
                            "sales POST /scoring/try",
                            "sales POST /scoring/end",
                            "sales GET /leads/{id}/export",
                            "sales GET /leads/{id}/erase",
                            "sales POST /leads/{id}/erase",
                            "marketer GET /leads/{id}/export",
                            "marketer GET /leads/{id}/erase",
                            "marketer POST /leads/{id}/erase");
        }
    }

    @Test
    void theContainersRoleLetsInAndOursAccountsDoNot() {
        try (AdminServer server = AdminServer.start(Map.of("mql.admin.access", "role:SHOP_ADMIN"))) {
            assertThat(get(server, "/mql/admin", "", "").statusCode()).isEqualTo(403);
            assertThat(get(server, "/mql/admin", "jo", "EDITOR").statusCode()).isEqualTo(403);
            assertThat(get(server, "/mql/admin/login", "jo", "SHOP_ADMIN").statusCode())
                    .isEqualTo(404);
            HttpResponse<String> page = get(server, "/mql/admin", "jo", "SHOP_ADMIN");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("jo").doesNotContain("Sign out");
        }
    }

    private static HttpResponse<String> get(AdminServer server, String path, String user, String role) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path)).header("X-Test-Role", role);
        if (!user.isEmpty()) {
            request.header("X-Test-User", user);
        }
        return new Browser(server).send(request);
    }

    @Test
    void anAccessRuleThatMeansNothingStopsTheStart() {
        try (AdminServer server = AdminServer.start(Map.of("mql.admin.access", ""))) {
            dev.mql.config.Config wrong = dev.mql.config.Config.of(Map.of("mql.admin.access", "everybody"));
            Assertions.assertThatThrownBy(
                            () -> new SignIn(wrong, server.mql.records(), server.mql.vault(), server.clock))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("mql.admin.access")
                    .hasMessageContaining("everybody")
                    .hasMessageContaining("users, role:NAME");
        }
    }
}
