package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.admin.access.Accounts;
import dev.mql.admin.web.Role;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Series;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running admin page of a shop that sends mails, and somebody at it. The mails register last. */
abstract class SeriesDesk {
    static final String ADMIN = "/mql/admin";
    AdminServer server;
    MqlNurture nurture;
    Browser browser;
    Scene scene;

    @BeforeEach
    void start() {
        AtomicReference<MqlNurture> made = new AtomicReference<>();
        server = AdminServer.start(settings(), servlets -> made.set(MqlNurture.register(servlets)));
        nurture = made.get();
        scene = new Scene(server);
        browser = new Browser(server);
        browser.signIn();
    }

    Map<String, String> settings() {
        return Map.of("mql.recovery.holdout", "0");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Playbook playbook() {
        return nurture.sending().playbooks().current();
    }

    Series series(String id) {
        return playbook().series(id).orElseThrow();
    }

    /** Sends a form with the token of the session. */
    HttpResponse<String> send(String path, Map<String, String> fields) {
        return send(browser, path, fields);
    }

    static HttpResponse<String> send(Browser who, String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("csrf", who.page(ADMIN).selectFirst("input[name=csrf]").val());
        return who.post(ADMIN + path, all);
    }

    /** Where a form leads. */
    Document next(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        String next = Browser.location(answer);
        return next == null ? Jsoup.parse(answer.body()) : browser.page(next);
    }

    Browser as(Role role) {
        new Accounts(server.mql.records()).create(role.word(), "a long enough password", role);
        Browser other = new Browser(server);
        other.signIn(role.word(), "a long enough password");
        return other;
    }
}
