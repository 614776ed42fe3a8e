package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MailTemplatesTest {
    private static final MailTemplates TEMPLATES = new MailTemplates(Samples.SHOP);

    record Sample(String name, WrittenMail mail) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> allMails() {
        return Stream.of(Locale.ENGLISH, Locale.GERMANY, Locale.forLanguageTag("fr-CH"))
                .flatMap(locale -> Stream.concat(
                        Stream.of(new Sample("confirm " + locale, TEMPLATES.confirmAddress(locale, Samples.CONFIRM))),
                        Stream.of(1, 2, 3)
                                .map(step -> new Sample(
                                        "recovery " + step + " " + locale,
                                        TEMPLATES.recovery(
                                                locale,
                                                step,
                                                Samples.cart("https://shop.example/img/"),
                                                Samples.LINKS)))));
    }

    @ParameterizedTest
    @MethodSource("allMails")
    void everyLinkOfTheHtmlIsInTheText(Sample sample) {
        Document html = Jsoup.parse(sample.mail().html());

        assertThat(html.select("a[href]")).isNotEmpty().allSatisfy(a -> assertThat(
                        sample.mail().text().lines().map(String::strip))
                .contains(a.attr("href")));
    }

    @ParameterizedTest
    @MethodSource("allMails")
    void subjectIsShortAndEveryMailHasOneButtonAndItsLanguage(Sample sample) {
        Document html = Jsoup.parse(sample.mail().html());

        assertThat(sample.mail().subject()).hasSizeLessThanOrEqualTo(50).doesNotContain("{{");
        assertThat(html.title()).isEqualTo(sample.mail().subject());
        assertThat(html.select("td.button > a")).hasSize(1);
        assertThat(html.select("h1")).hasSize(1);
        assertThat(html.select("html").attr("lang")).isIn("en", "de-DE");
        assertThat(sample.mail().html()).doesNotContain("{{", " th:").hasSizeLessThan(60_000);
        assertThat(html.select("img"))
                .allSatisfy(img -> assertThat(img.attr("alt")).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("allMails")
    void addressOfTheShopIsInBothParts(Sample sample) {
        assertThat(Jsoup.parse(sample.mail().html()).text()).contains("Lindenstraße 12, 50674 Köln");
        assertThat(sample.mail().text()).contains("Lindenstraße 12");
    }

    @Test
    void cartIsWrittenInTheWayOfTheReader() {
        CartView cart = Samples.cart("https://shop.example/img/");

        assertThat(TEMPLATES.recovery(Locale.GERMANY, 1, cart, Samples.LINKS).text())
                .contains("3\u00a0×\u00a04,90\u00a0€", "168,20\u00a0€");
        assertThat(TEMPLATES.recovery(Locale.US, 1, cart, Samples.LINKS).text())
                .contains("3\u00a0×\u00a0€4.90", "€168.20");
        assertThat(TEMPLATES
                        .recovery(null, 1, new CartView(List.of(line("Tea", "1200")), "JPY"), Samples.LINKS)
                        .text())
                .contains("¥1,200")
                .doesNotContain("1,200.00");
        assertThat(TEMPLATES
                        .recovery(null, 1, new CartView(List.of(line("Tea", "5")), "???"), Samples.LINKS)
                        .text())
                .contains("5.00");
    }

    @Test
    void confirmationIsNeutralAndHasNothingToSell() {
        WrittenMail mail = TEMPLATES.confirmAddress(Locale.ENGLISH, Samples.CONFIRM);

        assertThat(Jsoup.parse(mail.html()).select("img")).isEmpty();
        assertThat(Jsoup.parse(mail.html()).select("a")).hasSize(1);
    }

    @Test
    void hostileNamesAreTextAndNothingElse() {
        CartView cart = new CartView(
                List.of(
                        line("\"><script>document.title='pwn'</script>", "1"),
                        line("{{constructor}} ${7*7} __${7*7}__ [[${7*7}]] {{shop}}", "1"),
                        line("two\r\nlines\u202e and turned", "1")),
                "EUR");
        WrittenMail mail = TEMPLATES.recovery(Locale.ENGLISH, 1, cart, Samples.LINKS);
        Document html = Jsoup.parse(mail.html());

        assertThat(html.select("script")).isEmpty();
        assertThat(html.text())
                .contains("\"><script>document.title='pwn'</script>")
                .contains("{{constructor}} ${7*7} __${7*7}__ [[${7*7}]] {{shop}}")
                .contains("two lines and turned")
                .doesNotContain("49");
        assertThat(mail.text()).contains("{{constructor}} ${7*7}").contains("two lines and turned");
    }

    @Test
    void longCartIsCutWithAWord() {
        CartView cart =
                new CartView(Stream.generate(() -> line("Tea", "1")).limit(30).toList(), "EUR");
        WrittenMail mail = TEMPLATES.recovery(Locale.ENGLISH, 1, cart, Samples.LINKS);

        assertThat(mail.text()).contains("and 22 more items", "€30.00");
        assertThat(Jsoup.parse(mail.html()).text()).contains("and 22 more items");
    }

    @Test
    void shopsOwnAnswersReplaceTheGeneralOnes() {
        MailTemplates own = new MailTemplates(new Shop("Shop", "Street 1", "Free from €50, two days.", null, null));

        assertThat(own.recovery(Locale.ENGLISH, 2, Samples.cart("https://x.example/"), Samples.LINKS)
                        .text())
                .contains("Free from €50, two days.");
    }

    private static CartView.Line line(String name, String price) {
        return new CartView.Line(name, new BigDecimal(price), 1, null);
    }
}
