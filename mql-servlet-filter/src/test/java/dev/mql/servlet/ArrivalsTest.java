package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.acquisition.Acquisition;
import dev.mql.lead.Lead;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where shoppers come from, as seen by the filter and by the beacon of the same page. */
class ArrivalsTest {
    @TempDir
    Path files;

    private TestShop shop;

    private void start(Map<String, String> settings) throws Exception {
        shop = TestShop.with(files, settings);
    }

    @AfterEach
    void stop() throws Exception {
        shop.close();
    }

    private HttpResponse<String> follow(String path, String referrer, String cookies) throws Exception {
        HttpRequest.Builder request = shop.to(path)
                .header("Accept", TestShop.PAGE)
                .header("Sec-Fetch-Mode", "navigate")
                .header("Cookie", cookies);
        return shop.send(referrer.isEmpty() ? request : request.header("Referer", referrer));
    }

    private @Nullable Acquisition acquisition(String cookie) {
        Lead lead = shop.lead(cookie);
        return lead == null ? null : lead.acquisition();
    }

    @Test
    void advertisementIsAnEventOfItsOwnAndStaysWithTheLeadAsFirstAndLast() throws Exception {
        start(Map.of());
        String cookie = TestShop.needCookie(follow("/page?gclid=EAIa&utm_campaign=Spring", "", "a=b"));
        follow("/other", "http://localhost:" + shop.port() + "/page?gclid=EAIa", cookie);
        follow("/other", "https://www.bing.com/", cookie);

        assertThat(shop.done(cookie))
                .containsExactlyInAnyOrder(
                        "page_view /page",
                        "ad_click /page",
                        "page_view /other",
                        "page_view /other",
                        "campaign_details /other");
        assertThat(acquisition(cookie)).isNotNull().satisfies(known -> {
            assertThat(known.first().clickId()).isEqualTo("gclid:EAIa");
            assertThat(known.first().campaign()).isEqualTo("Spring");
            assertThat(known.first().landing()).isEqualTo("/page");
            assertThat(known.last().source()).isEqualTo("bing");
        });
    }

    @Test
    void beaconOfTheSamePageTellsTheSameArrivalAndItCountsOnce() throws Exception {
        start(Map.of());
        HttpResponse<String> page = follow("/page?gclid=EAIa", "", "a=b");
        String cookie = TestShop.needCookie(page);
        String timing = page.headers().firstValue("Server-Timing").orElse("");
        String id = timing.substring(10, timing.length() - 1);
        shop.events(
                "{\"events\":[{\"id\":\"" + id + "\",\"type\":\"page_view\",\"url\":\"http://localhost:" + shop.port()
                        + "/page?gclid=EAIa\",\"referrer\":\"\"}]}",
                cookie);
        assertThat(shop.done(cookie)).containsExactlyInAnyOrder("page_view /page", "ad_click /page");
    }

    @Test
    void beaconOfAPageOutOfACacheTellsWhereItsReaderCameFrom() throws Exception {
        start(Map.of());
        HttpResponse<String> told = shop.events(
                "{\"events\":[{\"id\":\"1\",\"type\":\"page_view\",\"url\":\"http://localhost:" + shop.port()
                        + "/cached?utm_source=mail&utm_medium=email#x\",\"referrer\":\"https://mail.google.com/\"},"
                        + "{\"id\":\"2\",\"type\":\"page_view\",\"url\":\"/next?utm_source=other&utm_medium=x\"}]}",
                null);
        String cookie = TestShop.needCookie(told);
        assertThat(shop.done(cookie))
                .containsExactlyInAnyOrder("page_view /cached", "campaign_details /cached", "page_view /next");
        assertThat(acquisition(cookie))
                .isNotNull()
                .satisfies(known -> assertThat(known.last().source()).isEqualTo("mail"));
    }

    @Test
    void whoDoesNotAgreeToAdvertisingComesFromNowhere() throws Exception {
        start(Map.of("mql.consent", "required", "mql.consent.purposes", "behaviour:b advertising:a mail:m"));
        String cookie = TestShop.needCookie(follow("/page?gclid=EAIa", "", "mql_consent=b"));
        assertThat(shop.done(cookie)).containsExactly("page_view /page");
        follow("/page?gclid=EAIa", "https://www.google.com/", cookie + "; mql_consent=b");
        assertThat(acquisition(cookie)).isNull();
        follow("/page?gclid=EAIa", "", cookie + "; mql_consent=b,a");
        assertThat(acquisition(cookie)).isNotNull();
    }
}
