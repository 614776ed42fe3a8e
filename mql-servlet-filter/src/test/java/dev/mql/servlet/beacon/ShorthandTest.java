package dev.mql.servlet.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.Props;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShorthandTest {
    private static final String PAGE = "https://shop.example/p/7";

    private static Shorthand.@Nullable Said click(String url) {
        return Shorthand.spelledOut("click", Props.of(Map.of("link_url", url)), PAGE);
    }

    private static String words(Shorthand.@Nullable Said said) {
        if (said == null) {
            return "nothing";
        }
        Map<String, String> props = new TreeMap<>();
        said.props()
                .names()
                .forEach(name -> props.put(name, String.valueOf(said.props().text(name))));
        return said.type() + ' ' + props;
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.facebook.com/shop?ref=1#x, facebook, https://www.facebook.com/shop",
        "https://de.linkedin.com/company/x, linkedin, https://de.linkedin.com/company/x",
        "http://x.com, x, http://x.com/",
        "https://twitter.com/shop, x, https://twitter.com/shop",
        "https://youtu.be/abc, youtube, https://youtu.be/abc",
        "https://wa.me/49123?text=hello, whatsapp, https://wa.me/49123",
        "https://WWW.Instagram.com:443/s, instagram, https://www.instagram.com/s",
        "https://www.pinterest.de/s, pinterest, https://www.pinterest.de/s"
    })
    void linkToASocialNetworkIsASocialClick(String url, String network, String kept) {
        assertThat(words(click(url))).isEqualTo("social_click {link_url=" + kept + ", network=" + network + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/files/Sheet%207.PDF?v=2, pdf, Sheet%207.PDF",
        "https://cdn.example/a/b.zip, zip, b.zip",
        "https://www.facebook.com/a.docx, docx, a.docx"
    })
    void linkToAFileIsADownloadWhereverItLies(String url, String extension, String name) {
        assertThat(words(click(url)))
                .isEqualTo("file_download {file_extension=" + extension + ", file_name=" + name + ", item_id=" + name
                        + ", link_url=" + url.replaceAll("\\?.*", "") + "}");
    }

    @Test
    void linkToElsewhereIsAClickOutAndKeepsNothingBehindThePath() {
        assertThat(words(click("https://user:secret@Partner.example:8443/a/b?token=1#frag")))
                .isEqualTo("click {link_domain=partner.example, link_url=https://partner.example/a/b, outbound=true}");
        assertThat(words(click("https://x.shop.example/"))).startsWith("click {link_domain=x.shop.example");
        assertThat(words(click("https://notfacebook.com/"))).startsWith("click ");
        assertThat(words(click("https://t.example/"))).startsWith("click ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://shop.example/p/7.html", "http://SHOP.example:8080/view.jsp", "https://shop.example/a.7"
            })
    void linkWithinTheShopIsNothing(String url) {
        assertThat(words(click(url))).isEqualTo("nothing");
    }

    // attack-examples: an address that a browser would run must never become a link
    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " javascript:alert(1)",
                "JAVASCRIPT://shop.example/%0aalert(1)",
                "data:text/html,<svg/onload=alert(1)>",
                "vbscript:x",
                "//evil.example/",
                "mailto:jo@shop.example",
                "https://",
                "https:///x",
                ""
            })
    void whatIsNoAddressOfTheWebIsNotKept(String url) {
        assertThat(words(click(url))).isEqualTo("click {}");
    }

    @Test
    void namesOfDataAttributesAreThoseThatWereWritten() {
        Props props = Props.of(Map.of("Event", "search", "ItemId", "7", "Value", "3", "aB", "x", "quantity", 2));

        assertThat(words(Shorthand.spelledOut("search", props, PAGE)))
                .isEqualTo("search {aB=x, item_id=7, quantity=2, value=3}");
    }

    @ParameterizedTest
    @CsvSource({
        "15.4, 79.6, 'engaged_time {scroll=80, seconds=15}'",
        "2, 104, 'engaged_time {scroll=100, seconds=2}'",
        "2, 240, 'engaged_time {seconds=2}'",
        "-2, -1, 'engaged_time {}'"
    })
    void attentionIsInWholeSecondsAndPerCent(double seconds, double scroll, String said) {
        assertThat(words(Shorthand.spelledOut(
                        "engaged_time", Props.of(Map.of("seconds", seconds, "scroll", scroll)), PAGE)))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/#/p/7, https://shop.example/p/7",
        "https://shop.example/app?a=1#!/p/7?b=2, https://shop.example/app/p/7?a=1&b=2",
        "https://shop.example/app/?utm_source=x#/p, https://shop.example/app/p?utm_source=x",
        "/app#/p/7, /app/p/7",
        "https://shop.example/p#reviews, https://shop.example/p#reviews",
        "https://shop.example/p?x=#, https://shop.example/p?x=#",
        "https://shop.example/p, https://shop.example/p"
    })
    void pathOfARouterInTheFragmentIsAPath(String url, String path) {
        assertThat(Shorthand.routed(url)).isEqualTo(path);
        assertThat(Shorthand.routed(null)).isNull();
    }
}
