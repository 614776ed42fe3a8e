package dev.mql.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTest {

    private final Arrival arrival = new Arrival(List.of("paypal.com"));

    private @Nullable Event read(@Nullable String query, @Nullable String referrer) {
        return arrival.read(view(Source.FILTER, 1_000), query, referrer, "www.shop.example:8443");
    }

    private static Event view(Source source, long at) {
        return Event.of(EventId.parse("view"), "v", "page_view", at, source, "/landing", Props.NONE);
    }

    private TrafficSource source(@Nullable String query, @Nullable String referrer) {
        return Objects.requireNonNull(TrafficSource.of(Objects.requireNonNull(read(query, referrer))));
    }

    @Test
    void linkSaysWhereItStood() {
        Event event = Objects.requireNonNull(read(
                "page=2&utm_source=Newsletter&utm_medium=EMAIL&utm_campaign=Spring+Sale&utm_term=red%20shoes&utm_content=top",
                "https://mail.google.com/"));
        assertThat(event.type()).isEqualTo("campaign_details");
        assertThat(TrafficSource.of(event))
                .isEqualTo(new TrafficSource(
                        1_000, "newsletter", "email", "Spring Sale", "red shoes", "top", null, "/landing"));
    }

    @ParameterizedTest
    @CsvSource({
        "gclid=EAIa_x-1, google, cpc, gclid:EAIa_x-1, ad_click, PAID_SEARCH",
        "gbraid=0AAA, google, cpc, gbraid:0AAA, ad_click, PAID_SEARCH",
        "wbraid=0AAA, google, cpc, wbraid:0AAA, ad_click, PAID_SEARCH",
        "dclid=1, google, display, dclid:1, ad_click, DISPLAY",
        "msclkid=77, bing, cpc, msclkid:77, ad_click, PAID_SEARCH",
        "ttclid=1, tiktok, paid_social, ttclid:1, ad_click, PAID_SOCIAL",
        "li_fat_id=1, linkedin, paid_social, li_fat_id:1, ad_click, PAID_SOCIAL",
        "epik=dj0y, pinterest, paid_social, epik:dj0y, ad_click, PAID_SOCIAL",
        "fbclid=IwAR, facebook, social, fbclid:IwAR, campaign_details, SOCIAL",
        "fbclid=IwAR&utm_source=facebook&utm_medium=paid_social, facebook, paid_social, fbclid:IwAR, ad_click, PAID_SOCIAL",
        "GCLID=A&utm_source=google&utm_medium=cpc, google, cpc, gclid:A, ad_click, PAID_SEARCH",
        "utm_source=google&gclid=A, google, (not set), gclid:A, ad_click, PAID_SEARCH",
    })
    void advertisersNameTheirClicks(
            String query, String source, String medium, String clickId, String type, Channel channel) {
        Event event = Objects.requireNonNull(read(query, null));
        TrafficSource from = source(query, null);
        assertThat(event.type()).isEqualTo(type);
        assertThat(from.source()).isEqualTo(source);
        assertThat(from.medium()).isEqualTo(medium);
        assertThat(from.clickId()).isEqualTo(clickId);
        assertThat(from.channel()).isEqualTo(channel);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.google.co.uk/, google, organic, SEARCH",
        "https://duckduckgo.com/?q=x, duckduckgo, organic, SEARCH",
        "https://l.facebook.com/l.php, facebook, social, SOCIAL",
        "https://t.co/abc, x, social, SOCIAL",
        "https://www.linkedin.com/feed, linkedin, social, SOCIAL",
        "https://mail.google.com/mail/u/0, gmail, email, EMAIL",
        "https://chatgpt.com/, chatgpt, referral, AI_ASSISTANT",
        "android-app://com.google.android.googlequicksearchbox/, google, organic, SEARCH",
        "https://blog.example/post?x=1, blog.example, referral, REFERRAL",
        "http://BLOG.example:8080/, blog.example, referral, REFERRAL",
        "https://google.evil.example/, google.evil.example, referral, REFERRAL",
        "https://notfacebook.com/, notfacebook.com, referral, REFERRAL",
    })
    void otherSitesAreKnownByTheirHost(String referrer, String source, String medium, Channel channel) {
        TrafficSource from = source("page=1", referrer);
        assertThat(from.source()).isEqualTo(source);
        assertThat(from.medium()).isEqualTo(medium);
        assertThat(from.channel()).isEqualTo(channel);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/other",
                "https://www.shop.example/",
                "https://shop.example:8443/x",
                "https://www.paypal.com/checkout",
                "data:text/html,x",
                "javascript:alert(1)",
                "about:blank",
                "https://",
                "https://ho st/",
                "https://<script>/",
                ""
            })
    void nobodySendsThoseWhoComeFromTheShopItselfOrBackFromPaymentOrFromNowhere(String referrer) {
        assertThat(read("q=1", referrer)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utm_source=",
                "utm_source=%",
                "utm_source=%zz",
                "utm_source=%ff%fe",
                "utm_source=ann%40shop.example",
                "utm_source=%00%0d%0a",
                "utm_foo=1",
                "id=7",
                "gclid",
                "gclid="
            })
    void whatSaysNothingOrMayBeAnAddressOfAPersonIsLeftOut(String query) {
        assertThat(read(query, null)).isNull();
    }

    @Test
    void longAndHostileWordsAreCutAndKeptOnOneLine() {
        String many =
                Stream.generate(() -> "utm_source=x&gclid=1").limit(10_000).collect(Collectors.joining("&"));
        assertThat(source(many, null).source()).isEqualTo("x");
        TrafficSource from = source("utm_source=a%0d%0aSet-Cookie:+x&utm_campaign=" + "c".repeat(3_000), null);
        assertThat(from.source()).isEqualTo("a  set-cookie: x");
        assertThat(from.campaign()).hasSize(100);
    }

    @Test
    void sameViewMakesTheSameEventWhoeverReadsIt() {
        Event one = Objects.requireNonNull(read("gclid=1", null));
        Event other =
                Objects.requireNonNull(arrival.read(view(Source.BEACON, 1_900), "gclid=1", "", "shop.example/landing"));
        assertThat(one.id()).isEqualTo(other.id());
    }
}
