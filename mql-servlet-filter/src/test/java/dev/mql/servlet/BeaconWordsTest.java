package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the beacon's own words become on their way through the endpoint. */
class BeaconWordsTest {
    @TempDir
    Path files;

    private TestShop shop;
    private String cookie;

    @BeforeEach
    void start() throws Exception {
        shop = TestShop.with(files, Map.of());
        cookie = TestShop.needCookie(shop.open("/page", null));
    }

    @AfterEach
    void stop() throws Exception {
        shop.close();
    }

    private int post(String events) throws Exception {
        HttpResponse<String> answer = shop.events("{\"events\":[" + events + "]}", cookie);
        return answer.statusCode();
    }

    @Test
    void pageViewWithoutTheFiltersNameIsTheOneThatTheFilterSaw() throws Exception {
        String view =
                "{\"id\":\"1-2\",\"type\":\"page_view\",\"url\":\"https://shop.example/page?utm_source=x\",\"referrer\":\"\"}";

        assertThat(post(view)).isEqualTo(204);
        assertThat(post(view)).isEqualTo(204);

        assertThat(shop.done(cookie).stream().filter("page_view /page"::equals)).hasSize(1);
        post(view.replace("1-2", "3-4"));
        assertThat(shop.done(cookie).stream().filter("page_view /page"::equals)).hasSize(2);
    }

    @Test
    void whoSomebodySaysToBeIsAClaimAndNothingElseIsBelieved() throws Exception {
        assertThat(post("{\"type\":\"identify\",\"email\":\"Jo@Shop.example\",\"props\":{\"job_title\":\"Boss\"}}"))
                .isEqualTo(204);

        Lead lead = shop.lead(cookie);
        assertThat(lead).isNotNull();
        assertThat(lead.claim()).isNotNull();
        assertThat(lead.person().known()).isFalse();
        assertThat(lead.profile().attributes()).isEmpty();
        assertThat(shop.count("beacon.email_ignored")).isZero();
        assertThat(post("{\"type\":\"identify\"}")).isEqualTo(400);
        assertThat(post("{\"type\":\"identify\",\"email\":\"nobody\"}")).isEqualTo(400);
        assertThat(post("{\"type\":\"identify\",\"email\":7}")).isEqualTo(400);
    }

    @Test
    void clicksBecomeWhatTheyLedToAndRoutersHavePaths() throws Exception {
        String click =
                "{\"type\":\"click\",\"url\":\"https://shop.example/app#/cart\",\"props\":{\"link_url\":\"%s\"}}";

        assertThat(post(String.join(
                        ",",
                        click.formatted("https://shop.example/files/sheet.pdf"),
                        click.formatted("https://www.linkedin.com/company/shop"),
                        click.formatted("https://partner.example/a"),
                        click.formatted("https://shop.example/list.jsp"),
                        click.formatted("javascript:alert(1)"))))
                .isEqualTo(204);

        assertThat(shop.done(cookie))
                .containsExactlyInAnyOrder(
                        "page_view /page",
                        "file_download sheet.pdf",
                        "social_click /app/cart",
                        "click /app/cart",
                        "click /app/cart");
    }
}
