package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.demo.MailProgram.Mail;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Stage;
import dev.mql.testkit.TickingClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole product as people meet it: a shop, a browser, a mail program, and a clock that ticks when it is told to. */
final class StoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INSTANT = Duration.ofMillis(1);

    /** Noon, so that no day ends in the middle of a story. */
    private static final TickingClock clock =
            new TickingClock(Instant.now().truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS));

    private static RunningDemo demo;
    private static Chromium browser;
    private static MailProgram mails;

    @BeforeAll
    static void openTheShop() throws Exception {
        demo = Demo.start(DemoOptions.forTests(), clock);
        browser = new Chromium();
        mails = new MailProgram(demo);
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
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void newcomerBecomesAMarketingQualifiedLead() throws Exception {
        Shopper ada = new Shopper(demo, browser, "ada@example.com");
        long before = demo.mql().counters().value("events.duplicate");

        ada.opens("/");
        seenByDayAtNightAndOnATelephone("shop");
        ada.opens("/p/heron-kettle");
        browser.picture("product");
        ada.opens("/pricing");
        browser.picture("pricing");

        // The filter and the beacon both tell of each page; it counts once.
        await().atMost(PATIENCE)
                .until(() ->
                        demo.mql().counters().value("events.duplicate") - before == 3 && ada.times("page_view") == 3);
        assertThat(ada.times("view_item")).isEqualTo(1);
        assertThat(ada.times("view_pricing")).isEqualTo(1);

        ada.putsIntoTheCart("heron-kettle");
        seenByDayAtNightAndOnATelephone("cart");
        assertThat(ada.times("add_to_cart")).isEqualTo(1);
        ada.subscribesToTheLetter();
        browser.picture("newsletter");
        assertThat(demo.mql().leads().byAddress(ada.address())).isEmpty();

        Mail asked = ada.getsTheMailThatAsksForConfirmation();
        ada.opens(asked.link("y"));
        browser.picture("confirm");
        assertThat(demo.mql().leads().byAddress(ada.address())).isEmpty();
        ada.confirmsTheAddress(asked);
        browser.picture("confirmed");

        assertThat(ada.person().stage()).isEqualTo(Stage.MQL);
        assertThat(ada.person().id()).isEqualTo(ada.lead().orElseThrow().id());
        assertThat(mails.mailsTo(ada.address())).hasSize(1);
    }

    @Test
    void leftCartIsRemindedOfThreeTimesAndTheAnswerReachesTheMarketer() throws Exception {
        Shopper bea = new Shopper(demo, browser, "bea@example.com");
        bea.becomesALeadWithACart("pilot-grinder");

        nothingIsSentUntil(bea, 1, Duration.ofSeconds(20));
        nothingIsSentUntil(bea, 2, Duration.ofSeconds(40));
        nothingIsSentUntil(bea, 3, Duration.ofSeconds(60));
        tick(Duration.ofDays(2));
        assertThat(bea.reminders())
                .extracting(Mail::subject)
                .doesNotHaveDuplicates()
                .hasSize(3);
        for (Mail mail : bea.reminders()) {
            isAProperReminder(mail, "Pilot hand grinder", "€129.00");
        }
        for (int step = 3; step >= 1; step--) {
            bea.opens("/inbox");
            browser.press("#list a:nth-of-type(" + (4 - step) + ")");
            seenByDayAtNightAndOnATelephone("mail-" + step);
        }

        bea.opens(bea.reminders().get(2).link("f"));
        browser.type("textarea", "Shipping it to Norway costs more than the beans.");
        browser.picture("feedback");
        browser.press("button.primary");
        assertThat(browser.text("h1")).isEqualTo("Thank you");
        browser.picture("feedback-thanks");

        signInAsAdmin();
        admin("feedback");
        assertThat(browser.text("#answers")).contains("Shipping it to Norway costs more than the beans.", "€129.00");
        browser.picture("admin-feedback");
        admin("leads");
        assertThat(browser.text("table")).contains(bea.address());
        browser.picture("admin-leads");
        browser.type("#email", bea.address());
        browser.press("form[action$='/find'] button");
        assertThat(browser.texts("td.left").stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(browser.text("#ledger-sum"))
                .isEqualByComparingTo(browser.text("#score"));
        assertThat(browser.text()).contains("Mail 1", "Mail 2", "Mail 3", "Shipping it to Norway");
        seenByDayAtNightAndOnATelephone("admin-lead");
    }

    @Test
    void linkBringsTheCartIntoACleanBrowserAndThePurchaseThereEndsTheSeries() throws Exception {
        Shopper cleo = new Shopper(demo, browser, "cleo@example.com");
        cleo.becomesALeadWithACart("dune-cups");
        nothingIsSentUntil(cleo, 1, Duration.ofSeconds(20));

        browser.forgetEverything();
        cleo.opens(cleo.reminders().get(0).link("r"));
        assertThat(browser.path()).isEqualTo("/cart");
        assertThat(browser.texts(".line-name")).containsExactly("Dune cups");
        browser.picture("recovered");
        assertThat(clicks(cleo.person())).isZero();
        cleo.readsThePage();
        cleo.goesAway();
        assertThat(clicks(cleo.person())).isEqualTo(1);

        cleo.opens("/cart");
        cleo.buys();
        browser.picture("ordered");
        await().atMost(PATIENCE).until(() -> cleo.person().stage() == Stage.CUSTOMER);

        tick(Duration.ofMinutes(1));
        tick(Duration.ofDays(1));
        assertThat(cleo.reminders()).hasSize(1);
        assertThat(cleo.person().mails())
                .filteredOn(mail -> mail.kind() == Mailing.Kind.RECOVERY && mail.step() > 1)
                .allMatch(mail -> mail.state() == Mailing.State.SKIPPED && "purchased".equals(mail.reason()));
    }

    @Test
    void purchaseByTheLinkUnderAnotherAddressEndsTheSeriesToo() {
        Shopper fay = new Shopper(demo, browser, "fay@example.com");
        fay.becomesALeadWithACart("gram-scale");
        nothingIsSentUntil(fay, 1, Duration.ofSeconds(20));

        Shopper gus = new Shopper(demo, browser, "gus@example.com");
        gus.opens(fay.reminders().get(0).link("r"));
        gus.buys();
        await().atMost(PATIENCE).until(() -> fay.person().liveCart().isEmpty());

        tick(Duration.ofMinutes(1));
        tick(Duration.ofDays(1));
        assertThat(fay.reminders()).hasSize(1);
        assertThat(fay.person().stage()).isNotEqualTo(Stage.CUSTOMER);
        assertThat(gus.reminders()).isEmpty();
        assertThat(gus.person().stage()).isEqualTo(Stage.CUSTOMER);
    }

    @Test
    void oneClickInTheMailProgramEndsAllMail() {
        Shopper dora = new Shopper(demo, browser, "dora@example.com");
        dora.becomesALeadWithACart("tram-mug");
        nothingIsSentUntil(dora, 1, Duration.ofSeconds(20));

        assertThat(mails.unsubscribe(dora.reminders().get(0)).statusCode()).isEqualTo(200);
        assertThat(dora.person().person().unsubscribed()).isTrue();

        tick(Duration.ofMinutes(1));
        dora.putsIntoTheCart("heron-kettle");
        dora.goesAway();
        tick(Duration.ofMinutes(1));
        tick(Duration.ofDays(1));
        assertThat(dora.reminders()).hasSize(1);
    }

    @Test
    void newWeightScoresTheNextEvent() throws Exception {
        signInAsAdmin();
        admin("scoring");
        browser.type("[name='rule.search.points']", "2.5");
        browser.type("#note", "Those who search know what they want");
        browser.picture("admin-scoring");
        browser.press(".savebar button");

        assertThat(browser.text("[role=status]")).contains("Version 2 is in force.");
        assertThat(browser.value("[name='rule.search.points']")).isEqualTo("2.5");
        assertThat(browser.text(".history li")).contains("Version 2", "Those who search know what they want");
        browser.picture("admin-scoring-published");

        Shopper emil = new Shopper(demo, browser, "emil@example.com");
        emil.opens("/search?q=walnut");
        emil.until("search");
        assertThat(demo.mql().leads().score(emil.lead().orElseThrow()).lines())
                .filteredOn(line -> line.event().equals("search"))
                .extracting(line -> line.given())
                .containsExactly(2.5);
    }

    /** Ticks to the instant before, when nothing more may have been sent, then to the one at which exactly one mail is. */
    private static void nothingIsSentUntil(Shopper shopper, int step, Duration later) {
        tick(later.minus(INSTANT));
        assertThat(shopper.reminders()).hasSize(step - 1);
        tick(INSTANT);
        await().atMost(PATIENCE).until(() -> sent(shopper.person(), step));
        assertThat(shopper.reminders()).hasSize(step);
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

    private static boolean sent(Lead lead, int step) {
        return lead.mail(Mailing.Kind.RECOVERY, lead.carts().get(0).id(), step)
                .filter(mail -> mail.state() == Mailing.State.SENT)
                .isPresent();
    }

    private static long clicks(Lead lead) {
        return lead.activity().touches().stream()
                .filter(touch -> touch.type().equals("email_click"))
                .count();
    }

    private static void tick(Duration by) {
        clock.advance(by);
        demo.mql().runDue();
    }

    private static void isAProperReminder(Mail mail, String item, String price) {
        assertThat(mail.html()).contains(item, price);
        assertThat(mail.text()).contains(item, price, mail.link("r").toString());
        assertThat(mails.get(mail.link("f")).statusCode()).isEqualTo(200);
        assertThat(mails.get(mail.link("u")).statusCode()).isEqualTo(200);
        assertThat(mail.headers().get("List-Unsubscribe")).contains("<" + mail.link("u") + ">");
        assertThat(mail.headers()).containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        assertThat(mail.pictures()).isNotEmpty().allSatisfy(picture -> {
            var answer = mails.get(picture);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("image/"));
        });
    }

    private static void signInAsAdmin() {
        browser.forgetEverything();
        admin("");
        browser.type("#user", demo.admin()[0]);
        browser.type("#password", demo.admin()[1]);
        browser.press("main button");
        assertThat(browser.text("h1")).isEqualTo("Overview");
    }

    private static void admin(String page) {
        browser.open(demo.baseUri().resolve("/mql/admin/" + page));
    }
}
