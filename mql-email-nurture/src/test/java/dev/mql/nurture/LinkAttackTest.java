package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.link.Links.Purpose;
import dev.mql.link.Wish;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers, scanners and the curious try with the links of a mail, on a real container, store and mail server. */
class LinkAttackTest {
    private static final List<String> PAGES = List.of("r", "u", "f", "c", "o");

    private Story story;
    private List<String> tokens;

    @BeforeEach
    void linksOfAMailAreOnTheirWay() {
        story = new Story(Map.of("mql.mail.open-pixel", "true"));
        story.qualifiedLeadWithCart();
        story.cartIsLeft();
        story.awaitMails(1);
        tokens = Node.links(story);
    }

    @AfterEach
    void end() {
        story.close();
    }

    private static HttpClient straight() {
        return HttpClient.newHttpClient();
    }

    private static String path(String page, String token) {
        return "/mql/" + page + "/" + token + (page.equals("c") ? "/1" : page.equals("o") ? ".gif" : "");
    }

    private static String changed(String token, int place) {
        return token.substring(0, place) + (token.charAt(place) == 'A' ? 'B' : 'A') + token.substring(place + 1);
    }

    // a token that is none

    @Test
    void wrongTokensOfAnyShapeGetOnePageOfOneLength() {
        HttpResponse<String> unknown = story.open(straight(), "/mql/r/" + "A".repeat(27));
        assertThat(unknown.statusCode()).isEqualTo(404);
        for (int i = 0; i < PAGES.size(); i++) {
            String token = tokens.get(i);
            for (String bad : List.of(
                    changed(token, 0),
                    changed(token, 15),
                    changed(token, 16),
                    changed(token, 25),
                    token.substring(0, 26),
                    "",
                    token + "A",
                    "A".repeat(6_000),
                    "%20".repeat(27),
                    "%C3%A4".repeat(27),
                    "../../etc/passwd".replace("/", "%5C"),
                    "'+OR+1=1--",
                    token.toLowerCase(java.util.Locale.ROOT) + "x")) {
                HttpResponse<String> answer = story.open(straight(), path(PAGES.get(i), bad));
                assertThat(answer.statusCode()).as(PAGES.get(i) + " " + bad).isIn(404, 400);
                if (answer.statusCode() == 404) {
                    assertThat(answer.body()).as(PAGES.get(i) + " " + bad).isEqualTo(unknown.body());
                    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "..%2f", "..%5c", "AAAA%0d%0aSet-Cookie:x"})
    void whatTheContainerItselfRefusesNeverReachesUs(String bad) {
        HttpResponse<String> answer = story.open(straight(), "/mql/r/" + tokens.get(0) + bad);
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("Kettle");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void tokenOfTenThousandCharactersIsRefused() {
        assertThat(story.open(straight(), "/mql/r/" + "A".repeat(10_000)).statusCode())
                .isBetween(400, 499);
    }

    @Test
    void answerTakesTheSameTimeWhateverIsWrongWithTheToken() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("unknown", "/mql/r/" + "A".repeat(27));
        kinds.put("one character changed", "/mql/r/" + changed(tokens.get(0), 25));
        kinds.put("for another purpose", "/mql/r/" + tokens.get(1));
        kinds.put("truncated", "/mql/r/" + tokens.get(0).substring(0, 20));
        kinds.put("empty", "/mql/r/");
        differences(kinds, 200); // until all code is compiled
        Map<String, Double> percent = differences(kinds, 400);
        for (int again = 0; again < 3 && !percent.values().stream().allMatch(d -> d < 30); again++) {
            percent = differences(kinds, 400); // the machine has other work; what a stranger could use would stay
        }
        assertThat(percent.values())
                .allSatisfy(difference -> assertThat(difference).isLessThan(30));
    }

    /** How much longer each kind takes than the first, in per cent of that: the median over rounds of all kinds in changing order. */
    private Map<String, Double> differences(Map<String, String> kinds, int rounds) {
        HttpClient browser = straight();
        Map<String, long[]> times = new LinkedHashMap<>();
        kinds.keySet().forEach(kind -> times.put(kind, new long[rounds]));
        List<String> order = new ArrayList<>(kinds.keySet());
        Random random = new Random(20);
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (String kind : order) {
                long begun = System.nanoTime();
                int status = story.open(browser, kinds.getOrDefault(kind, "")).statusCode();
                times.getOrDefault(kind, new long[rounds])[round] = System.nanoTime() - begun;
                assertThat(status).isEqualTo(404);
            }
        }
        long[] first = times.getOrDefault("unknown", new long[rounds]);
        double usual = median(first.clone());
        Map<String, Double> percent = new LinkedHashMap<>();
        times.forEach((kind, all) -> {
            long[] more = new long[rounds];
            Arrays.setAll(more, round -> all[round] - first[round]);
            percent.put(kind, Math.round(1_000 * median(more) / usual) / 10.0);
        });
        System.out.println("An unknown token is answered in " + Math.round(usual / 1_000)
                + " µs; others take so many per" + " cent longer: " + percent);
        return percent;
    }

    private static double median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    // a token for something else

    @Test
    void tokenOfOnePageIsNothingOnAnother() {
        Lead before = story.lead();
        for (int i = 0; i < tokens.size(); i++) {
            for (int j = 0; j < PAGES.size(); j++) {
                if (i != j) {
                    String path = path(PAGES.get(j), tokens.get(i));
                    assertThat(story.open(story.browser(), path).statusCode())
                            .as(path)
                            .isEqualTo(404);
                    assertThat(story.post(story.browser(), path, "reason=price&choose=1")
                                    .statusCode())
                            .as(path)
                            .isIn(404, 405);
                }
            }
            assertThat(story.post(story.browser(), path("y", tokens.get(i)), "").statusCode())
                    .isEqualTo(404);
        }
        assertThat(story.lead()).isEqualTo(before);
    }

    // a link that is over

    private void assertGone(String token) {
        HttpClient browser = story.browser();
        story.post(browser, "/cart/add", "productId=99&quantity=2");
        for (HttpResponse<String> answer : List.of(
                story.open(story.browser(), path("r", token)),
                story.open(browser, path("r", token)),
                story.post(browser, path("r", token), ""))) {
            assertThat(answer.statusCode()).isEqualTo(410);
            assertThat(answer.body()).contains("This cart is gone").doesNotContain("Kettle");
        }
        assertThat(story.open(browser, "/cart").body()).isEqualTo("cart: [Item[id=99, quantity=2]]");
    }

    @Test
    void linkThatEndedASecondAgoRestoresNothing() {
        story.clock.advance(Node.MONTH.minusSeconds(1));
        String token = tokens.get(0);
        assertThat(story.open(story.browser(), path("r", token)).statusCode()).isEqualTo(200);
        story.clock.advance(Duration.ofSeconds(2));
        assertGone(token);
    }

    @Test
    void linkThatIsUsedUpRestoresNothingMore() {
        Lead lead = story.lead();
        String token = story.mql
                .links()
                .issue(
                        lead.id(),
                        "once",
                        List.of(Wish.of(Purpose.RECOVER, lead.carts().get(0).id(), Node.MONTH)
                                .atMost(1)))
                .get(0);
        HttpClient first = story.browser();
        assertThat(story.open(first, path("r", token)).uri().getPath()).isEqualTo("/cart");
        // The one who used it keeps it, until the session ends.
        assertThat(story.post(first, path("r", token), "").uri().getPath()).isEqualTo("/mql/r/" + token);
        assertGone(token);
    }

    @Test
    void linkOfACartThatWasOrderedRestoresNothing() {
        story.event(Story.VISITOR, "purchase", Story.ADDRESS);
        assertGone(tokens.get(0));
    }

    @Test
    void linksThatWereRevokedAreUnknownOnAllNodesAtOnce() {
        try (Node other = new Node(story, builder -> builder)) {
            assertThat(other.open(story.browser(), path("u", tokens.get(1))).statusCode())
                    .isEqualTo(200);
            story.mql.links().revokeAll("anna");
            for (int i = 0; i < PAGES.size(); i++) {
                assertThat(other.open(story.browser(), path(PAGES.get(i), tokens.get(i)))
                                .statusCode())
                        .isEqualTo(404);
            }
        }
    }

    // a link in the wrong hands

    @Test
    void somebodyElseWhoIsSignedInIsAskedAndStaysWhoTheyAre() {
        story.restart(Map.of("mql.login.session-attribute", "customer"));
        try (Node shop = new Node(story, builder -> builder)) {
            HttpClient browser = story.browser();
            String signedIn = shop.open(browser, "/sign-in?as=eve@example.org").body();
            Lead before = story.lead();

            HttpResponse<String> asked = shop.open(browser, path("r", tokens.get(0)));
            assertThat(asked.body())
                    .contains("You are signed in with an account that did not get this link", "Kettle")
                    .doesNotContain("eve", "ada", "example.org");
            assertThat(shop.open(browser, "/cart").body()).isEqualTo("cart: nothing");

            assertThat(shop.post(browser, path("r", tokens.get(0)), "").body())
                    .isEqualTo("cart: [Item[id=7, quantity=1], Item[id=8, quantity=3]]");
            assertThat(shop.open(browser, "/sign-in").body()).isEqualTo(signedIn);
            assertThat(story.lead()).isEqualTo(before);
        }
    }

    @Test
    void ownerWhoIsSignedInGetsTheCartAtOnceInTheSameSession() {
        story.restart(Map.of("mql.login.session-attribute", "customer"));
        try (Node shop = new Node(story, builder -> builder)) {
            HttpClient browser = story.browser();
            String signedIn = shop.open(browser, "/sign-in?as=Ada@Example.org").body();
            assertThat(shop.open(browser, path("r", tokens.get(0))).body())
                    .isEqualTo("cart: [Item[id=7, quantity=1], Item[id=8, quantity=3]]");
            assertThat(shop.open(browser, "/sign-in").body()).isEqualTo(signedIn);
        }
    }

    @Test
    void userOfTheContainerIsTheOwnerOrSomebodyElse() {
        try (Node shop = new Node(story, builder -> builder)) {
            String link = path("r", tokens.get(0));
            assertThat(shop.openAs("customer-4711", story.browser(), link).body())
                    .contains("You are signed in with an account that did not get this link");
            assertThat(shop.openAs(Story.ADDRESS, story.browser(), link).uri().getPath())
                    .isEqualTo("/cart");
        }
    }

    // a program

    @Test
    void scannerThatFetchesLinksTwentyTimesChangesNothing() {
        Lead before = story.lead();
        HttpClient scanner = straight();
        for (int i = 0; i < 20; i++) {
            for (String path : List.of(path("r", tokens.get(0)), path("c", tokens.get(3)))) {
                HttpResponse<String> head =
                        story.send(scanner, story.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
                HttpResponse<String> get =
                        story.send(scanner, story.request(path).GET());
                assertThat(head.statusCode()).isEqualTo(get.statusCode()).isIn(200, 302);
                assertThat(head.headers().allValues("Set-Cookie")).isEmpty();
                assertThat(get.headers().allValues("Set-Cookie")).isEmpty();
            }
        }
        assertThat(story.lead()).isEqualTo(before);
        assertThat(story.mql.counters().value("mail.click.machine")).isEqualTo(80);
        assertThat(story.mql.counters().value("mail.click.unproven")).isZero();
        String mail = "RECOVERY " + before.carts().get(0).id() + " 1";
        assertThat(story.mql.links().fetches().of(before.id(), mail)).satisfies(count -> {
            assertThat(count.byPrograms()).isEqualTo(20);
            assertThat(count.asPages()).isZero();
        });
    }

    // somebody else's address

    @ParameterizedTest
    @ValueSource(strings = {"/mql/u/", "/mql/u", "/mql/u/?email=ada@example.org"})
    void addressInPlaceOfATokenUnsubscribesNobody(String path) {
        assertThat(story.post(straight(), path, "email=ada@example.org&List-Unsubscribe=One-Click")
                        .statusCode())
                .isEqualTo(404);
        assertThat(story.lead().person().unsubscribed()).isFalse();
    }

    @Test
    void looksUnsubscribeNobodyAndOneClickDoesOnceAndForAll() {
        String path = path("u", tokens.get(1));
        for (int i = 0; i < 5; i++) {
            assertThat(story.open(straight(), path).statusCode()).isEqualTo(200);
        }
        assertThat(story.lead().person().unsubscribed()).isFalse();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> done = story.post(straight(), path, "List-Unsubscribe=One-Click");
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(done.body()).isEmpty();
        }
        assertThat(story.lead().person().unsubscribed()).isTrue();
        assertThat(story.lead().milestones())
                .filteredOn(m -> m.text().contains("unsubscribed"))
                .hasSize(1);
    }

    // a click that shall lead elsewhere

    @ParameterizedTest
    @ValueSource(
            strings = {"/1?url=https://evil.test", "/1?next=//evil.test", "/1?1=https://evil.test", "/1;url=evil.test"})
    void clickLeadsWhereTheMailSaidWhateverIsAdded(String rest) {
        HttpResponse<String> answer = story.open(straight(), "/mql/c/" + tokens.get(3) + rest);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/cart");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/0", "/3", "/-1", "/01", "/100", "/1/1", "/", "", "/x", "/9999999999", "/1/https://evil.test"})
    void numberOfNoLinkIsLikeAnUnknownToken(String rest) {
        HttpResponse<String> answer = story.open(straight(), "/mql/c/" + tokens.get(3) + rest);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(story.open(straight(), "/mql/r/" + "A".repeat(27)).body());
    }
}
