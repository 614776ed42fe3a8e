package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.demo.MailProgram.Mail;
import dev.mql.lead.Lead;
import dev.mql.lead.Touch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One person who looks around in the demo, with an address and, at first, a browser that nobody knows. */
final class Shopper {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningDemo demo;
    private final Chromium browser;
    private final MailProgram mails;
    private final String address;

    Shopper(RunningDemo demo, Chromium browser, String address) {
        this.demo = demo;
        this.browser = browser;
        this.mails = new MailProgram(demo);
        this.address = address;
        browser.forgetEverything();
    }

    String address() {
        return address;
    }

    void opens(String path) {
        browser.open(demo.baseUri().resolve(path));
    }

    void opens(URI link) {
        browser.open(link);
    }

    void putsIntoTheCart(String product) {
        opens("/p/" + product);
        browser.press(".buy button");
        assertThat(browser.path()).isEqualTo("/cart");
        until("view_cart");
    }

    void subscribesToTheLetter() {
        browser.type(".letter input", address);
        browser.press(".letter button");
        assertThat(browser.text("main")).contains("Please open the mail");
    }

    Mail getsTheMailThatAsksForConfirmation() {
        await().atMost(PATIENCE).until(() -> !mails.mailsTo(address).isEmpty());
        return mails.mailsTo(address).get(0);
    }

    void confirmsTheAddress(Mail mail) {
        opens(mail.link("y"));
        browser.press("button.primary");
        assertThat(browser.text("h1")).isEqualTo("Thank you, that is confirmed");
    }

    /** All of the above in short: a lead with an address, whose cart holds one thing. */
    void becomesALeadWithACart(String product) {
        opens("/pricing");
        putsIntoTheCart(product);
        subscribesToTheLetter();
        confirmsTheAddress(getsTheMailThatAsksForConfirmation());
        goesAway();
    }

    /** Moves about on it for a second, as a person does. */
    void readsThePage() {
        await().pollDelay(Duration.ofSeconds(1)).atMost(PATIENCE).untilAsserted(() -> browser.pointAt("h1"));
    }

    /** Leaves the shop; whatever was underway has arrived afterwards. */
    void goesAway() {
        browser.leave();
        assertThat(demo.mql().awaitIdle(PATIENCE)).isTrue();
    }

    void buys() {
        browser.press("a[href='/checkout']");
        browser.type("#email", address);
        browser.type("#name", "Grace Hopper");
        browser.press("main form button");
        assertThat(browser.text("h1")).isEqualTo("Thank you, Grace Hopper.");
    }

    /** What MQL knows of this browser. */
    Optional<Lead> lead() {
        return browser.cookie("mql_vid")
                .flatMap(cookie -> demo.mql().leads().byVisitor(cookie.substring(0, cookie.indexOf('.'))));
    }

    /** What MQL knows of the person behind the address. */
    Lead person() {
        return demo.mql().leads().byAddress(address).orElseThrow();
    }

    long times(String event) {
        return lead().map(lead -> lead.activity().touches().stream()
                        .map(Touch::type)
                        .filter(event::equals)
                        .count())
                .orElse(0L);
    }

    void until(String event) {
        await(event).atMost(PATIENCE).until(() -> times(event) > 0);
    }

    /** Reminders only, the first one first. */
    List<Mail> reminders() {
        return mails.mailsTo(address).stream()
                .filter(mail -> !mail.subject().startsWith("Please confirm"))
                .toList();
    }
}
