package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.Mailing.State;
import dev.mql.lead.Person.Basis;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPagesTest {
    private Story story;
    private MimeMessage mail;

    @BeforeEach
    void aCartMailArrives() {
        story = new Story();
        story.qualifiedLeadWithCart();
        story.cartIsLeft();
        mail = story.awaitMails(1).get(0);
        story.awaitState(1, State.SENT, null);
    }

    @AfterEach
    void end() {
        story.close();
    }

    private String link(String page) {
        return Story.link(mail, page);
    }

    // bring the cart back

    @Test
    void linkPutsTheCartIntoACleanBrowserAndShowsTheShopsOwnPage() {
        Lead before = story.lead();
        HttpResponse<String> page = story.open(story.browser(), link("r"));

        assertThat(page.uri().getPath()).isEqualTo("/cart");
        assertThat(page.body()).isEqualTo("cart: [Item[id=7, quantity=1], Item[id=8, quantity=3]]");
        // A gateway with a whole browser opens it just so.
        assertThat(story.lead()).isEqualTo(before);
    }

    @Test
    void buttonShowsThatAPersonCameBack() {
        story.post(story.browser(), link("r"), "");
        assertThat(story.lead().milestones()).anyMatch(m -> m.text().contains("came back"));
    }

    @Test
    void openingTheLinkTwiceAddsNothingTwice() {
        HttpClient browser = story.browser();
        story.open(browser, link("r"));
        assertThat(story.open(browser, link("r")).body()).contains("Your saved cart");

        assertThat(story.post(browser, link("r"), "").body())
                .isEqualTo("cart: [Item[id=7, quantity=1], Item[id=8, quantity=3]]");
    }

    @Test
    void presentCartIsAskedForBeforeAnythingIsAdded() {
        HttpClient browser = story.browser();
        story.post(browser, "/cart/add", "productId=99&quantity=2");
        HttpResponse<String> asked = story.open(browser, link("r"));
        assertThat(asked.body()).contains("Add these to my cart", "Kettle", "€78.70");
        assertThat(story.open(browser, "/cart").body()).isEqualTo("cart: [Item[id=99, quantity=2]]");

        assertThat(story.post(browser, link("r"), "").body())
                .isEqualTo("cart: [Item[id=99, quantity=2], Item[id=7, quantity=1], Item[id=8, quantity=3]]");
    }

    @Test
    void scannersPreviewsAndPrefetchesRestoreNothing() {
        HttpClient browser = story.browser();
        for (int i = 0; i < 20; i++) {
            story.send(browser, story.request(link("r")).method("HEAD", HttpRequest.BodyPublishers.noBody()));
            story.send(browser, story.request(link("r")).GET());
            story.send(
                    browser,
                    story.request(link("r")).header("Accept", "image/png").GET());
            story.send(
                    browser,
                    story.request(link("r"))
                            .header("Accept", "text/html")
                            .header("Sec-Purpose", "prefetch")
                            .GET());
            story.send(
                    browser,
                    story.request(link("r"))
                            .header("Accept", "text/html")
                            .header("Sec-Fetch-Mode", "no-cors")
                            .GET());
        }
        assertThat(story.open(browser, "/cart").body()).isEqualTo("cart: nothing");
        assertThat(story.lead().milestones()).noneMatch(m -> m.text().contains("came back"));
    }

    @Test
    void afterThePurchaseTheCartIsGone() {
        story.event(Story.VISITOR, "purchase", Story.ADDRESS);
        HttpResponse<String> page = story.open(story.browser(), link("r"));

        assertThat(page.statusCode()).isEqualTo(410);
        assertThat(page.body()).contains("This cart is gone");
        assertThat(story.post(story.browser(), link("r"), "").statusCode()).isEqualTo(410);
    }

    @Test
    void itemsThatTheShopRefusesAreSaid() {
        story.putIntoCart(
                Story.VISITOR, Story.line("gone-1", "Old lamp", "5.00", 1), Story.line("8", "Papers", "4.90", 1));
        HttpClient browser = story.browser();

        assertThat(story.open(browser, link("r")).body())
                .contains("Not everything could be put back", "Could not be put back", "<li>Old lamp</li>")
                .doesNotContain("No longer available", "<li>Papers</li>");
        assertThat(story.open(browser, "/cart").body()).isEqualTo("cart: [Item[id=8, quantity=1]]");
    }

    @Test
    void pageShowsNothingPersonalAndIsShutTight() {
        HttpClient browser = story.browser();
        story.post(browser, "/cart/add", "productId=99&quantity=2");
        for (String page : List.of("r", "u", "f")) {
            HttpResponse<String> answer = story.open(browser, link(page));
            assertThat(answer.body()).doesNotContain("ada", "@example.org", "<script", "style=");
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(
                            p -> assertThat(p).startsWith("default-src 'none'").doesNotContain("unsafe"));
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
        assertThat(story.open(browser, "/mql/pages.css").headers().firstValue("Content-Type"))
                .hasValue("text/css;charset=UTF-8");
    }

    // say why not

    @Test
    void oneTapIsAnAnswerAndTheLastOneWins() {
        assertThat(story.open(story.browser(), link("f")).body()).contains("What held you back?", "The shipping cost");
        assertThat(story.open(story.browser(), link("f") + "?reason=price").body())
                .contains("Send my answer");
        assertThat(story.lead().carts().get(0).feedback()).isNull();

        assertThat(story.post(story.browser(), link("f"), "reason=price").body())
                .contains("noted: The price");
        story.post(story.browser(), link("f"), "reason=other&text=Zu+gro%C3%9F+f%C3%BCr+mich");
        assertThat(story.lead().carts().get(0).feedback()).satisfies(answer -> {
            assertThat(answer.reason()).isEqualTo("other");
            assertThat(answer.text()).isEqualTo("Zu groß für mich");
        });
        assertThat(story.mql.leads().effects("feedback", 10)).hasSize(2);
    }

    @Test
    void unknownReasonIsNoAnswer() {
        story.post(story.browser(), link("f"), "reason=%3Cscript%3E");
        assertThat(story.lead().carts().get(0).feedback()).isNull();
    }

    // unsubscribe

    @Test
    void oneClickUnsubscribesAsMailProvidersPostIt() {
        for (int i = 0; i < 5; i++) {
            assertThat(story.open(story.browser(), link("u")).body()).contains("No more mail at all");
        }
        assertThat(story.lead().person().unsubscribed()).isFalse();

        HttpResponse<String> done = story.post(story.browser(), link("u"), "List-Unsubscribe=One-Click");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).isEmpty();
        assertThat(story.lead().person().unsubscribed()).isTrue();
        story.awaitState(2, State.SKIPPED, "unsubscribed");
        assertThat(story.post(story.browser(), link("u"), "List-Unsubscribe=One-Click")
                        .statusCode())
                .isEqualTo(200);
        story.pass(Duration.ofDays(5));
        story.awaitMails(1);
    }

    @Test
    void unsubscriptionHoldsForNewCartsAndOtherLeadsWithTheAddress() {
        assertThat(story.post(story.browser(), link("u"), "").body()).contains("You are unsubscribed");
        story.mql
                .leads()
                .update(story.lead().id(), lead -> lead.withPerson(lead.person().unsubscribed(0)));
        story.putIntoCart(Story.VISITOR, Story.line("9", "Cup", "12.00", 1));
        story.cartIsLeft();

        story.awaitMails(1);
        assertThat(story.lead().mails())
                .filteredOn(m -> m.state() == State.SKIPPED)
                .anyMatch(m -> "suppressed".equals(m.reason()) || "unsubscribed".equals(m.reason()));
    }

    @Test
    void newConfirmedSignUpEndsTheUnsubscription() {
        story.post(story.browser(), link("u"), "");
        story.clock.advance(Duration.ofDays(2));
        story.signUp(Story.VISITOR, Story.ADDRESS);
        story.mql.runDue();
        story.post(story.browser(), Story.link(story.awaitMails(2).get(1), "y"), "");

        Lead lead = story.lead();
        assertThat(lead.person().unsubscribed()).isFalse();
        assertThat(lead.person().basis()).isEqualTo(Basis.DOUBLE_OPT_IN);
        assertThat(lead.claim()).isNull();
    }

    // tokens

    @Test
    void aTokenWorksForItsOwnPurposeOnly() {
        String recover = link("r").substring("/mql/r/".length());
        assertThat(story.post(story.browser(), "/mql/u/" + recover, "").statusCode())
                .isEqualTo(404);
        assertThat(story.post(story.browser(), "/mql/y/" + recover, "").statusCode())
                .isEqualTo(404);
        assertThat(story.post(story.browser(), "/mql/f/" + recover, "reason=price")
                        .statusCode())
                .isEqualTo(404);
        String unsubscribe = link("u").substring("/mql/u/".length());
        assertThat(story.open(story.browser(), "/mql/r/" + unsubscribe).statusCode())
                .isEqualTo(404);

        assertThat(story.lead().person().unsubscribed()).isFalse();
        assertThat(story.lead().carts().get(0).feedback()).isNull();
    }

    @Test
    void everyLinkThatLeadsNowhereGetsTheSamePage() {
        String token = link("r").substring("/mql/r/".length());
        String invalid = story.open(story.browser(), "/mql/r/" + "A".repeat(27)).body();
        assertThat(invalid).contains("This link is no longer valid");
        for (String bad : List.of(
                "",
                token.substring(1),
                token + "A",
                token.substring(0, 26) + (token.endsWith("A") ? "E" : "A"),
                "A".repeat(6_000),
                token + "%2f..%2fx".replace("%2f", "-"),
                "%C3%A4".repeat(9),
                token + "/x")) {
            HttpResponse<String> answer = story.open(story.browser(), "/mql/r/" + bad);
            assertThat(answer.statusCode()).as(bad).isEqualTo(404);
            assertThat(answer.body()).as(bad).isEqualTo(invalid);
        }
        assertThat(story.post(story.browser(), "/mql/u/", "email=ada@example.org")
                        .statusCode())
                .isEqualTo(404);
        assertThat(story.lead().person().unsubscribed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "..%2f", "AAAA%0d%0aSet-Cookie:x"})
    void whatTheContainerItselfRefusesIsNoWayIn(String bad) {
        assertThat(story.open(story.browser(), "/mql/r/" + bad).statusCode()).isBetween(400, 499);
    }

    @Test
    void storeThatIsAwayIsSaidHonestly() {
        story.redis.kill();
        HttpResponse<String> answer = story.post(story.browser(), link("u"), "List-Unsubscribe=One-Click");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("try again in a moment");
    }
}
