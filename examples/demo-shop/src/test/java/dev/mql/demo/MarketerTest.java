package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.lead.Lead;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a marketer sees and does with series, texts, carts and answers, in a browser. */
final class MarketerTest {
    private static final String SCRIPT =
            "<script>document.title='pwn'</script><img src=x onerror=\"document.title='pwn'\">";
    private static final TickingClock clock = new TickingClock(Instant.now()
            .truncatedTo(ChronoUnit.DAYS)
            .plus(12, ChronoUnit.HOURS)
            .minus(6, ChronoUnit.DAYS));

    private static RunningDemo demo;
    private static Chromium browser;
    private static Lead ada;
    private static Lead hostile;

    @BeforeAll
    static void openTheShop() throws Exception {
        demo = Demo.start(DemoOptions.forTests(), clock);
        browser = new Chromium();
        SampleWeeks weeks = new SampleWeeks(demo.mql(), clock);
        weeks.fill();
        ada = weeks.person("0");
        hostile = weeks.person("13");
        admin("");
        browser.type("#user", demo.admin()[0]);
        browser.type("#password", demo.admin()[1]);
        browser.press("main button");
        assertThat(browser.text("h1")).isEqualTo("Overview");
    }

    @AfterAll
    static void closeTheShop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    @AfterEach
    void noPageHadAnythingToComplainOf() {
        // What was typed wrongly is answered with 422, which the console tells as an error.
        assertThat(browser.complaints())
                .filteredOn(told -> !told.contains("status of 422"))
                .isEmpty();
    }

    @Test
    void seriesAreSwitchedAndChangedWithWhatTheyBroughtInSight() throws Exception {
        admin("series");
        assertThat(browser.text("#series")).contains("Cart left", "Too early to say");
        seenByDayAtNightAndOnATelephone("admin-series");
        browser.press("form[action$='/series/welcome/mode'] button[value=dry_run]");
        assertThat(browser.text("[role=status]")).contains("is in force");
        assertThat(browser.text(".history")).contains("“Welcome”: dry run.");
        admin("series/cart");
        assertThat(browser.text("#net")).contains("€");
        browser.type("#holdout", "200");
        browser.press(".savebar .primary");
        assertThat(browser.text("#holdout-error")).contains("from 0 to 50");
        seenByDayAtNightAndOnATelephone("admin-series-cart");
        browser.type("#holdout", "15");
        browser.press(".savebar .primary");
        assertThat(browser.text("[role=status]")).contains("is in force");
        admin("series");
        browser.picture("admin-series-published");
    }

    @Test
    void textsAreEditedAndSeenOnPhoneAndDesktopAndNothingInThemRuns() throws Exception {
        admin("texts");
        seenByDayAtNightAndOnATelephone("admin-texts");
        admin("texts/cart.1/en?lead=" + hostile.id());
        admin("texts/cart.1/en/preview?lead=" + hostile.id());
        assertThat(browser.text()).contains("document.title='pwn'");
        admin("texts/cart.1/en?lead=" + ada.id());
        seenByDayAtNightAndOnATelephone("admin-text");
        browser.run("document.querySelector('#source').value ="
                + " document.querySelector('#source').value.replace('headline: ', 'headline: {{cart.sum}} ')");
        browser.press("button[value=check]");
        assertThat(browser.text("#problems")).contains("cart.sum");
        browser.picture("admin-text-problem");
        browser.run("document.querySelector('#source').value ="
                + " document.querySelector('#source').value.replace('{{cart.sum}} ', 'So far: ')");
        browser.press("button[value=check]");
        assertThat(browser.text("[role=status]")).contains("Nothing is saved yet");
        browser.picture("admin-text-draft");
        admin("texts/cart.1/en");
        browser.run("document.querySelector('#source').value += \"\\n\\n" + SCRIPT.replace("\"", "\\\"") + "\\n\"");
        browser.press("button[value=save]");
        if (browser.path().endsWith("/en")) {
            assertThat(browser.text("[role=status]")).contains("Saved.");
        }
        admin("texts/cart.1/en/preview");
        browser.picture("admin-preview");
        admin("texts/cart.1/en?colours=dark");
        browser.picture("admin-text-dark-mail");
    }

    @Test
    void rehearsalIsBegunAndReadWithoutAScript() throws Exception {
        admin("series/rehearsal");
        browser.picture("admin-rehearsal-none");
        browser.press("form[action$=begin] button");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            admin("series/rehearsal");
            return browser.text("h2").startsWith("Rehearse with");
        });
        assertThat(browser.text("main")).contains("would have gone");
        seenByDayAtNightAndOnATelephone("admin-rehearsal");
    }

    @Test
    void cartsTellWhatBecameOfThemAndAnswersAreCounted() throws Exception {
        admin("carts");
        assertThat(browser.text("#carts")).contains("Ada Keller");
        seenByDayAtNightAndOnATelephone("admin-carts");
        admin("feedback?days=90");
        assertThat(browser.text("main")).contains("Too expensive", "By channel", "Paid search");
        seenByDayAtNightAndOnATelephone("admin-feedback-report");
        admin("leads/" + ada.id());
        browser.picture("admin-lead-series");
        admin("leads/" + hostile.id());
        browser.picture("admin-lead-hostile");
    }

    private static void seenByDayAtNightAndOnATelephone(String name) throws Exception {
        browser.picture(name);
        browser.dark(true);
        browser.picture(name + "-dark");
        browser.dark(false);
        browser.width(360);
        browser.picture(name + "-360");
        assertThat(browser.overhang()).as("%s at 360 pixels", name).isZero();
        browser.width(Chromium.WIDTH);
    }

    /** No page of the admin runs what strangers wrote. */
    private static void admin(String page) {
        browser.open(demo.baseUri().resolve("/mql/admin/" + page));
        assertThat(browser.run("return document.title")).asString().as(page).isNotEqualTo("pwn");
    }
}
