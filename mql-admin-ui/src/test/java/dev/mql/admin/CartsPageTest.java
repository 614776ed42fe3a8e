package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Enrolment;
import dev.mql.lead.Enrolment.Group;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Mailing.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a marketer sees of carts that were left: each has its mails or the reason why there is none. */
class CartsPageTest {
    private static final String PAGE = "/mql/admin/carts";
    private static final String SCRIPT = "\"><script>document.title='pwn'</script>";
    private AdminServer server;
    private Browser browser;
    private Scene scene;

    @BeforeEach
    void start() {
        server = AdminServer.start();
        scene = new Scene(server);
        browser = new Browser(server);
        browser.signIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** @param then what else became of the lead, given its cart */
    private Lead leaves(String visitor, String name, BiFunction<Lead, String, Lead> then) {
        Lead lead = scene.mql(visitor, visitor + "@acme.example", name);
        server.mql.leads().confirm(lead.id(), visitor + "@acme.example");
        scene.event(
                visitor,
                "add_to_cart",
                Map.of("item_id", "7", "item_name", "Kettle", "price", 64.0, "currency", "EUR"));
        server.clock.advance(Duration.ofMinutes(61));
        server.mql.runDue();
        Lead left = scene.lead(visitor);
        String cart = left.carts().get(0).id();
        return server.mql.leads().update(left.id(), l -> then.apply(l, cart)).orElseThrow();
    }

    private long now() {
        return server.clock.millis();
    }

    private Mailing mail(String cart, int step) {
        return Mailing.planned(Kind.RECOVERY, cart, step, now(), now() + 9_000_000, now(), "cart");
    }

    @Test
    void everyCartTellsItsMailsOrWhyThereIsNone() {
        leaves("v1", "Sent " + SCRIPT, (l, cart) -> l.withMail(
                        mail(cart, 2).dueAt(now() + 72_000_000, now() + 90_000_000))
                .withMail(mail(cart, 1).to(State.SENT, null, now())));
        leaves(
                "v2",
                "Held",
                (l, cart) -> l.withEnrolment(
                        Enrolment.entered(Kind.RECOVERY, cart, "cart", Group.HOLDOUT, now(), now(), now())));
        leaves(
                "v3",
                "Refused",
                (l, cart) -> l.withEnrolment(Enrolment.refused(Kind.RECOVERY, cart, "other_value", now(), now())));
        leaves("v4", "Out", (l, cart) -> l.withMail(mail(cart, 1).to(State.SKIPPED, "unsubscribed", now())));
        leaves("v5", "Nothing", (l, cart) -> l);
        browser.signIn();
        Document page = browser.page(PAGE);
        assertThat(page.select("script:not([src])")).isEmpty();
        assertThat(row(page, "Sent"))
                .contains("Mail 1 sent")
                .contains("mail 2 due in")
                .contains("€64.00");
        assertThat(row(page, "Held")).contains("No mail, because they are among the few who get no mail");
        assertThat(row(page, "Refused")).contains("No mail, because the cart is worth less, or more");
        assertThat(row(page, "Out")).contains("No mail, because they unsubscribed.");
        assertThat(row(page, "Nothing")).contains("No mail is planned for this cart.");
        assertThat(page.select(".head").text())
                .contains("The latest 5 carts that were left: 1 got a mail, 0 wait for one, 4 got none");
        assertThat(page.select("#why option").eachText()).contains("No mail: They unsubscribed (1)", "Got a mail (1)");
        assertThat(browser.page(PAGE + "?why=holdout").select("#carts tbody tr"))
                .hasSize(1);
        assertThat(browser.page(PAGE + "?why=purchased").text()).contains("No such cart");
        assertThat(browser.get(PAGE + "?why=%3Cscript%3E").statusCode()).isEqualTo(400);
    }

    private static String row(Document page, String name) {
        return page.select("#carts tbody tr:contains(" + name + ")").text();
    }

    @Test
    void pageWithoutCartsSaysWhatWillStandThere() {
        assertThat(browser.page(PAGE).text()).contains("No cart was left yet");
    }

    @Test
    void pageOfALeadTellsTheSeriesAndTheOrderThatIsPutDownToIt() {
        Lead lead = leaves(
                "v1",
                "Ada",
                (l, cart) -> l.withEnrolments(List.of(
                        Enrolment.entered(Kind.RECOVERY, cart, "cart", Group.B, now(), now(), now() + 9_000_000)
                                .ordered(now(), 64, "EUR", true),
                        Enrolment.entered(Kind.WELCOME, "x", "welcome", Group.HOLDOUT, now(), now(), now()))));
        browser.signIn();
        String text = browser.page("/mql/admin/leads/" + lead.id()).text();
        assertThat(text)
                .contains(
                        "In the series “Cart” since just now, in the second wording. They ordered for €64.00 just now, put down to"
                                + " its mails.")
                .contains(
                        "An address is confirmed: In the series “Welcome” since just now, without mail so that the effect can be"
                                + " seen.");
    }
}
