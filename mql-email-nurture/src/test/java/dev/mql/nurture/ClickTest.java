package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.MailClick;
import dev.mql.link.Links.Purpose;
import dev.mql.link.Wish;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clicks and openings: told, and worth nothing before a person is proved. */
class ClickTest {
    private Story story;
    private List<String> tokens;

    @BeforeEach
    void aMailHasLinks() {
        story = new Story();
        story.qualifiedLeadWithCart();
        tokens = Node.links(story);
    }

    @AfterEach
    void end() {
        story.close();
    }

    private String click(int number) {
        return "/mql/c/" + tokens.get(3) + "/" + number;
    }

    private String pixel() {
        return "/mql/o/" + tokens.get(4) + ".gif";
    }

    private void says(String type) {
        story.event(Story.VISITOR, type, null, Source.FILTER, Props.of(Map.of("purposes", "mail")));
    }

    @Test
    void clickOfABrowserLeadsToTheStoredLinkAndWaitsInItsSessionForAProof() {
        Lead before = story.lead();
        HttpClient straight = HttpClient.newHttpClient();
        HttpResponse<String> first = story.open(straight, click(1));
        assertThat(first.headers().firstValue("Location")).hasValue("/cart");
        assertThat(first.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(c -> assertThat(c).startsWith("JSESSIONID"));
        assertThat(story.open(straight, click(2)).headers().firstValue("Location"))
                .hasValue("https://shop.example/p/7?a=b");

        assertThat(story.lead()).isEqualTo(before);
        assertThat(story.mql.counters().value("mail.click.unproven")).isEqualTo(2);
        assertThat(story.mql
                        .links()
                        .fetches()
                        .of(before.id(), "RECOVERY " + before.carts().get(0).id() + " 1")
                        .asPages())
                .isEqualTo(2);
    }

    @Test
    void linksOfAMailThatArrivedLeadToItsItemsAndItsPictureOfOnePointIsThere() {
        story.restart(Map.of("mql.mail.open-pixel", "true"));
        story.cartIsLeft();
        String html = Story.part(story.awaitMails(1).get(0), 1);
        List<String> places = Pattern.compile("https://shop\\.example(/mql/c/[A-Za-z0-9_-]{27}/\\d+)")
                .matcher(html)
                .results()
                .map(link -> story.open(HttpClient.newHttpClient(), link.group(1))
                        .headers()
                        .firstValue("Location")
                        .orElse("nowhere"))
                .distinct()
                .toList();
        assertThat(places).containsExactlyInAnyOrder("/p/7", "/p/8");

        Matcher point = Pattern.compile("https://shop\\.example(/mql/o/[A-Za-z0-9_-]{27}\\.gif)")
                .matcher(html);
        assertThat(point.find()).isTrue();
        assertThat(story.open(story.browser(), point.group(1)).headers().firstValue("Content-Type"))
                .hasValue("image/gif");
    }

    @Test
    void clickThatIsProvedIsOneEventOfTheOwnerHoweverManyLinksOfTheMailWereOpened() {
        try (Node shop = new Node(story, builder -> builder)) {
            for (int number : new int[] {1, 1, 2}) {
                HttpClient browser = HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .build();
                shop.open(browser, click(number));
                MailClick waiting =
                        MailClick.parse(shop.open(browser, "/waiting").body());
                assertThat(waiting).isNotNull();
                story.mql.leads().apply(List.of(waiting.event("somebody", story.clock.millis())));
            }
        }
        assertThat(clicks()).isEqualTo(1);
    }

    private long clicks() {
        return story.lead().activity().touches().stream()
                .filter(touch -> touch.type().equals(EventType.EMAIL_CLICK))
                .count();
    }

    @Test
    void clickInAMailWithoutACartIsCountedTheSameWay() {
        String token = story.mql
                .links()
                .issue(
                        story.lead().id(),
                        "WELCOME 1",
                        List.of(Wish.clicks("", Node.MONTH, List.of("https://shop.example/"))))
                .get(0);
        try (Node shop = new Node(story, builder -> builder)) {
            HttpClient browser =
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
            assertThat(shop.open(browser, "/mql/c/" + token + "/1").statusCode())
                    .isEqualTo(302);
            MailClick waiting = MailClick.parse(shop.open(browser, "/waiting").body());
            assertThat(waiting).isNotNull();
            story.mql.leads().apply(List.of(waiting.event("somebody", story.clock.millis())));
        }
        assertThat(clicks()).isEqualTo(1);
    }

    @Test
    void clickIsNothingToPost() {
        HttpResponse<String> answer = story.post(HttpClient.newHttpClient(), click(1), "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void clickLeadsToTheFrontPageWhileTheStoreIsAway() {
        story.redis.kill();
        HttpResponse<String> answer = story.open(HttpClient.newHttpClient(), click(1));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/");
    }

    @Test
    void openingIsNotCountedAsLongAsTheShopHasNotSwitchedItOn() {
        says(EventType.CONSENT_GRANTED);
        assertThat(story.open(story.browser(), pixel()).statusCode()).isEqualTo(404);
        assertThat(story.mql.counters().value("mail.opened")).isZero();
    }

    @Test
    void openingIsCountedOfWhoAgreesToItNowAndScoresNothing() {
        story.restart(Map.of("mql.mail.open-pixel", "true"));
        HttpResponse<String> asked = story.open(story.browser(), pixel());
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Content-Type")).hasValue("image/gif");
        assertThat(story.mql.counters().value("mail.opened")).isZero();

        says(EventType.CONSENT_GRANTED);
        Lead before = story.lead();
        story.open(story.browser(), pixel());
        story.send(story.browser(), story.request(pixel()).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(story.mql.counters().value("mail.opened")).isEqualTo(1);
        assertThat(story.lead()).isEqualTo(before);

        story.clock.advance(java.time.Duration.ofHours(1));
        says(EventType.CONSENT_WITHDRAWN);
        story.open(story.browser(), pixel());
        assertThat(story.mql.counters().value("mail.opened")).isEqualTo(1);
        assertThat(story.open(story.browser(), "/mql/o/" + tokens.get(4)).statusCode())
                .isEqualTo(404);
        assertThat(story.open(story.browser(), "/mql/o/" + tokens.get(3) + ".gif")
                        .statusCode())
                .isEqualTo(404);
        assertThat(story.mql.links().find(tokens.get(4), Purpose.OPEN)).isNotNull();
    }
}
