package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailTemplatesTest {
    private static final MailTemplates TEMPLATES = new MailTemplates(Samples.SHOP);
    private static final String PICTURES = "https://shop.example/img/";

    record Sample(String name, TextKey key, Locale locale, WrittenMail mail) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> allMails() {
        return Samples.LOCALES.stream().flatMap(locale -> Stream.of(TextKey.values())
                .map(key -> new Sample(
                        key + " " + locale,
                        key,
                        locale,
                        key == TextKey.CONFIRM
                                ? TEMPLATES.confirmAddress(locale, Samples.CONFIRM)
                                : TEMPLATES.write(Samples.content(key.code(), locale, PICTURES)))));
    }

    @ParameterizedTest
    @MethodSource("allMails")
    void everyLinkOfTheHtmlIsInTheText(Sample sample) {
        Document html = Jsoup.parse(sample.mail().html());

        assertThat(html.select("a[href]")).isNotEmpty().allSatisfy(a -> assertThat(
                        sample.mail().text().lines().map(String::strip))
                .contains(a.attr("href")));
        assertThat(sample.mail().text().lines().filter(line -> !line.contains("https://")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
    }

    @ParameterizedTest
    @MethodSource("allMails")
    void subjectIsShortAndEveryMailHasOneThingToDoAndItsLanguage(Sample sample) {
        Document html = Jsoup.parse(sample.mail().html());

        assertThat(sample.mail().subject())
                .isNotBlank()
                .hasSizeLessThanOrEqualTo(50)
                .doesNotContain("{{");
        assertThat(html.title()).isEqualTo(sample.mail().subject());
        assertThat(html.select("td.button > a")).hasSize(sample.key().asks() ? 0 : 1);
        assertThat(html.select("h1")).hasSize(1);
        assertThat(html.select("html").attr("lang")).isEqualTo(sample.locale().toLanguageTag());
        assertThat(sample.mail().language()).isEqualTo(sample.locale().toLanguageTag());
        assertThat(sample.mail().textKey()).isEqualTo(sample.key().code());
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

    @ParameterizedTest
    @MethodSource("allMails")
    void previewMayBeShownInASandboxedFrame(Sample sample) {
        Document html = Jsoup.parse(sample.mail().html());

        assertThat(html.select("script, base, form, iframe, object, embed, link, svg, meta[http-equiv], input, button"))
                .isEmpty();
        assertThat(html.getAllElements()).allSatisfy(element -> assertThat(element.attributes())
                .noneMatch(a -> a.getKey().startsWith("on")));
        assertThat(html.select("[href], [src]"))
                .allSatisfy(element ->
                        assertThat(element.attr("href") + element.attr("src")).startsWith("https://"));
    }

    @Test
    void cartIsWrittenInTheWayOfTheReader() {
        assertThat(first(Locale.GERMANY).text()).contains("3\u00a0×\u00a04,90\u00a0€", "168,20\u00a0€");
        assertThat(first(Locale.US).text()).contains("3\u00a0×\u00a0€4.90", "€168.20");
        assertThat(first(Locale.FRANCE).text()).contains("168,20\u00a0€");
        assertThat(first(Locale.forLanguageTag("de-CH")).text()).contains("EUR\u00a0168.20");
        assertThat(write(cart("JPY", line("Tea", "1200"))).text())
                .contains("¥1,200")
                .doesNotContain("1,200.00");
        assertThat(write(cart("???", line("Tea", "5"))).text()).contains("5.00");
    }

    @Test
    void localeOfAStrangerIsLanguageAndRegionOnly() {
        Locale odd = new Locale.Builder()
                .setLanguageTag("de-Latn-AT-1996-u-nu-thai-ca-buddhist-x-evil")
                .build();

        WrittenMail mail = TEMPLATES.write(Samples.content("cart.2", odd, PICTURES));

        assertThat(mail.language()).isEqualTo("de-AT");
        assertThat(mail.text()).contains("4. Dezember 2026", "€\u00a0168,20");
    }

    @Test
    void couponEndsOnTheDayThatItIsAtTheReaders() {
        MailContent content = Samples.content("cart.price", Locale.UK, PICTURES)
                .giving(new CouponView("K", "5 %", Instant.parse("2026-12-04T23:30:00Z")));

        assertThat(TEMPLATES.write(content).text()).contains("until 4 December 2026");
        assertThat(TEMPLATES.write(content.in(ZoneId.of("Asia/Tokyo"))).text()).contains("until 5 December 2026");
    }

    @Test
    void paragraphAboutACouponIsLeftOutWhereThereIsNone() {
        MailContent content = Samples.content("cart.2", Locale.ENGLISH, PICTURES);

        assertThat(TEMPLATES.write(content).text()).contains("there is a coupon", "KETTLE-7Q2M");
        assertThat(TEMPLATES.write(content.giving(null)).text()).doesNotContain("coupon", "null");
    }

    @Test
    void itemsLeadToTheirPages() {
        Document html = Jsoup.parse(first(Locale.ENGLISH).html());

        assertThat(html.select("a[href=https://shop.example/p/heron-kettle]")).hasSize(2);
        assertThat(html.select("a[href=https://shop.example/p/grinder]")).hasSize(1);
    }

    @Test
    void itemLeadsOnlyIntoTheWeb() {
        CartView cart = new CartView(
                List.of(new CartView.Line("Tea", BigDecimal.ONE, 1, "data:image/png,x", "javascript:alert(1)")), "EUR");

        assertThat(write(cart).html()).doesNotContain("javascript:", "data:image");
    }

    @ParameterizedTest
    @EnumSource
    void everyTextCanBeShownWithoutALead(TextKey key) {
        MailContent example =
                MailContent.example(key.code(), Locale.FRANCE, Samples.LINKS, Instant.parse("2026-12-04T10:00:00Z"));

        assertThat(TEMPLATES.write(example).html()).contains("Fenn &amp; Lark").doesNotContain("{{");
    }

    @Test
    void pictureThatAMailProgramWouldWarnOfIsNotShown() {
        CartView cart =
                new CartView(List.of(new CartView.Line("Tea", BigDecimal.ONE, 1, "http://shop.example/a.png")), "EUR");

        assertThat(Jsoup.parse(write(cart).html()).select("img")).isEmpty();
    }

    @Test
    void satisfactionIsAskedWithThreeAnswers() {
        WrittenMail mail = TEMPLATES.write(Samples.content("satisfaction.1", Locale.ENGLISH, PICTURES));

        assertThat(Jsoup.parse(mail.html()).select("td.choice a"))
                .extracting(a -> a.attr("href"))
                .containsExactly(
                        Samples.LINKS.feedback() + "?reason=satisfied",
                        Samples.LINKS.feedback() + "?reason=neutral",
                        Samples.LINKS.feedback() + "?reason=unsatisfied");
    }

    @Test
    void reasonsAreThoseThatWereGiven() {
        WrittenMail mail = TEMPLATES.write(Samples.content("question.1", Locale.ENGLISH, PICTURES)
                .offering(List.of(new Reason("too_slow&x", "It was <b>slow</b>"))));

        assertThat(mail.text()).contains("It was <b>slow</b>", Samples.LINKS.feedback() + "?reason=too_slow%26x");
        assertThat(Jsoup.parse(mail.html()).select("b")).isEmpty();
    }

    @Test
    void cartMailWithoutItemsIsRefused() {
        MailContent none = MailContent.of("cart.1", Locale.ENGLISH, Samples.LINKS);

        assertThatThrownBy(() -> TEMPLATES.write(none)).hasMessageContaining("without items");
        assertThatThrownBy(() -> TEMPLATES.write(none.showing(cart("EUR")))).hasMessageContaining("without items");
    }

    @Test
    void confirmationIsNeutralAndHasNothingToSell() {
        WrittenMail mail = TEMPLATES.confirmAddress(Locale.ENGLISH, Samples.CONFIRM);

        assertThat(Jsoup.parse(mail.html()).select("img")).isEmpty();
        assertThat(Jsoup.parse(mail.html()).select("a")).hasSize(1);
    }

    @Test
    void hostileNamesAreTextAndNothingElse() {
        CartView cart = cart(
                "EUR",
                line("\"><script>document.title='pwn'</script>", "1"),
                line("{{constructor}} ${7*7} __${7*7}__ [[${7*7}]] {{shop}}", "1"),
                line("two\r\nlines\u202e and turned", "1"));
        WrittenMail mail = write(cart);
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
    void hostileFirstNameIsTextAndOneThatWouldBecomeALinkIsNotSaid() {
        MailContent welcome = Samples.content("welcome.1", Locale.ENGLISH, PICTURES);
        WrittenMail mail = TEMPLATES.write(welcome.to("<img src=x onerror=fetch('/mql')>", null));
        assertThat(Jsoup.parse(mail.html()).select("img")).isEmpty();
        assertThat(mail.text()).contains("Hello <img src=x onerror=fetch('/mql')>,");

        assertThat(TEMPLATES.write(welcome.to("win at evil.example", null)).text())
                .contains("Hello there,");
    }

    @Test
    void draftIsShownBeforeItIsSaved() {
        String draft = TextBook.shipped().source("cart.1", "de").replace("In Ihrem Warenkorb", "Im Korb");
        MailContent content = Samples.content("cart.1", Locale.GERMANY, PICTURES);

        assertThat(TEMPLATES.trying("cart.1", "de", draft).write(content).subject())
                .isEqualTo("Im Korb liegt noch etwas");
        assertThat(TEMPLATES.write(content).subject()).isEqualTo("In Ihrem Warenkorb liegt noch etwas");
        assertThatThrownBy(() -> TEMPLATES.trying("cart.1", "it", draft))
                .hasMessageContaining("there are en, de, fr, es");
    }

    @Test
    void onlyMailsAboutItemsAskWhyNot() {
        assertThat(first(Locale.ENGLISH).text()).contains("Tell us why");
        assertThat(TEMPLATES
                        .write(Samples.content("welcome.1", Locale.ENGLISH, PICTURES))
                        .text())
                .doesNotContain("Tell us why");
    }

    @Test
    void subjectIsOneShortLineWhateverIsFilledIn() {
        EditedTexts edited = (key, language) -> key.equals("cart.1")
                ? "subject: Hello {{lead.firstName|you}}, {{cart.first}} and {{company|none}}\npreview: p\nheadline: h\nbutton: b\n\nWords"
                : null;
        MailTemplates templates = new MailTemplates(Samples.SHOP, new TextBook(edited, "en"), Layout.shipped());
        String long5k = "x\r\nBcc: all@shop.example\r\n".repeat(250);
        String subject = templates
                .write(MailContent.of("cart.1", null, Samples.LINKS)
                        .to("Ada\r\nBcc: all", "A\nB".repeat(500))
                        .showing(cart("EUR", line(long5k, "1"))))
                .subject();

        assertThat(subject).startsWith("Hello Ada Bcc: all, x Bcc:").hasSizeLessThanOrEqualTo(200);
        assertThat(subject.chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void longCartIsCutWithAWordAndStaysSmall() {
        CartView cart = new CartView(Collections.nCopies(100, line("T".repeat(200), "1")), "EUR");
        WrittenMail mail = write(cart);

        assertThat(mail.text()).contains("and 92 more items", "€100.00");
        assertThat(Jsoup.parse(mail.html()).text()).contains("and 92 more items");
        assertThat(mail.html().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThan(100 * 1024);
    }

    @Test
    void shopsOwnAnswersReplaceTheGeneralOnes() {
        MailTemplates own = new MailTemplates(new Shop("Shop", "Street 1", "Free from €50, two days.", null, null));

        assertThat(own.write(Samples.content("cart.2", Locale.ENGLISH, PICTURES))
                        .text())
                .contains("Free from €50, two days.");
    }

    private static WrittenMail first(Locale locale) {
        return TEMPLATES.write(Samples.content("cart.1", locale, PICTURES));
    }

    private static WrittenMail write(CartView cart) {
        return TEMPLATES.write(MailContent.of("cart.1", null, Samples.LINKS).showing(cart));
    }

    private static CartView cart(String currency, CartView.Line... lines) {
        return new CartView(List.of(lines), currency);
    }

    private static CartView.Line line(String name, String price) {
        return new CartView.Line(name, new BigDecimal(price), 1, null);
    }
}
