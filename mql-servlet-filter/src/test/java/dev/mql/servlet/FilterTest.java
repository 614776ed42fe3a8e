package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final Map<String, String> BASKET = Map.of(
            "mql.cart.session-attribute", "basket",
            "mql.cart.item.id", "sku",
            "mql.cart.item.name", "title",
            "mql.cart.item.price", "unitPrice",
            "mql.cart.item.quantity", "pieces",
            "mql.cart.item.image", "picture",
            "mql.cart.item.url", "page",
            "mql.rule.purchase",
                    "POST /checkout -> purchase email=param:email name=param:name transaction_id=session:lastOrder.number "
                            + "value=session:lastOrder.total currency=session:lastOrder.currency");

    @TempDir
    Path files;

    private TestShop shop;

    private void start(Map<String, String> settings) throws Exception {
        shop = TestShop.with(files, settings);
    }

    @AfterEach
    void stop() throws Exception {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void openedPageMakesAVisitorAndCountsOnce() throws Exception {
        start(Map.of());

        HttpResponse<String> first = shop.open("/page", null);
        String cookie = TestShop.needCookie(first);
        HttpResponse<String> second = shop.open("/other?email=private", cookie);

        assertThat(first.headers().firstValue("Set-Cookie").orElse(""))
                .matches("mql_vid=[\\w-]{22}\\.[\\w-]{22}; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax");
        assertThat(TestShop.cookie(second)).isNull();
        assertThat(shop.done(cookie)).containsExactlyInAnyOrder("page_view /page", "page_view /other");
    }

    @Test
    void beaconThatRepeatsThePageViewOfTheFilterIsNotCountedAgain() throws Exception {
        start(Map.of());
        HttpResponse<String> page = shop.open("/page", null);
        String cookie = TestShop.needCookie(page);
        String timing = page.headers().firstValue("Server-Timing").orElse("");
        assertThat(timing).matches("mql;desc=\"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\"");
        String id = timing.substring(10, timing.length() - 1);

        String event = "{\"events\":[{\"id\":\"" + id + "\",\"type\":\"page_view\",\"url\":\"/page\"}]}";
        assertThat(shop.events(event, cookie).statusCode()).isEqualTo(204);

        assertThat(shop.done(cookie)).containsExactly("page_view /page");
        assertThat(shop.count("events.duplicate")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: application/json",
                "Accept: */*",
                "Sec-Fetch-Mode: cors",
                "Sec-Fetch-Dest: iframe",
                "Sec-Purpose: prefetch;prerender",
                "Purpose: prefetch",
                "User-Agent: Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "User-Agent: Screaming Frog SEO SPIDER/19",
                "User-Agent: Mozilla/5.0 HeadlessChrome/140.0",
                "User-Agent: curl/8.1",
                "Sec-CH-UA: \"HeadlessChrome\";v=\"140\"",
                "Sec-GPC: 1",
                "DNT: 1"
            })
    void requestThatShowsNoPageToAPersonLeavesNoTrace(String header) throws Exception {
        start(Map.of());
        int colon = header.indexOf(": ");

        HttpResponse<String> answer = shop.send(shop.to("/page")
                .header("Accept", TestShop.PAGE)
                .header("Sec-Fetch-Mode", "navigate")
                .setHeader(header.substring(0, colon), header.substring(colon + 2)));

        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "server-timing");
        shop.mql().awaitIdle(Duration.ofSeconds(5));
        assertThat(shop.count("events.received")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Java-http-client/17", "Mozilla/5.0 (Linux; CUBOT X19) Chrome/140", "MyShop/1.0 (iPhone)"})
    void notEveryUnusualBrowserIsABot(String agent) throws Exception {
        start(Map.of());

        HttpResponse<String> answer =
                shop.send(shop.to("/page").header("Accept", TestShop.PAGE).header("User-Agent", agent));

        assertThat(shop.done(TestShop.needCookie(answer))).containsExactly("page_view /page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data", "/missing", "/fail", "/away"})
    void answerThatIsNoPageIsNoPageView(String path) throws Exception {
        start(Map.of());

        String cookie = TestShop.needCookie(shop.open(path, null));

        assertThat(shop.done(cookie)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/forward", "/include", "/async", "/async-dispatch", "/slow-head"})
    void pageCountsOnceHoweverTheShopMakesIt(String path) throws Exception {
        start(Map.of(
                "mql.rule.any", "GET " + path + " -> search item_id=const:x", "mql.rule.page", "GET /page -> sign_up"));

        String cookie = TestShop.needCookie(shop.open(path, null));

        assertThat(shop.done(cookie)).containsExactlyInAnyOrder("page_view " + path, "search x");
    }

    @Test
    void asynchronousRequestThatFailsMeansNothing() throws Exception {
        start(Map.of("mql.rule.any", "GET /** -> search"));

        String cookie = TestShop.needCookie(shop.open("/async-timeout", null));

        assertThat(shop.done(cookie)).isEmpty();
    }

    @Test
    void rulesTakeTheirValuesFromAllSources() throws Exception {
        start(Map.of(
                "mql.rule.add", "POST /form/** -> add_to_cart item_id=param:id quantity=param:n",
                "mql.rule.item", "GET /p/{sku}.html -> view_item item_id=path:sku",
                "mql.rule.head", "GET /h -> search item_id=header:X-Item",
                "mql.rule.const", "GET /c -> search item_id=const:fixed",
                "mql.rule.twice", "GET /c -> view_pricing"));
        String cookie = TestShop.needCookie(shop.open("/page", null));

        shop.form("/form", "id=7&n=2", cookie);
        shop.send(shop.to("/p/cup%20%C3%B6.html").header("Cookie", cookie));
        shop.send(shop.to("/h").header("X-Item", "from head").header("Cookie", cookie));
        shop.send(shop.to("/c").header("Cookie", cookie));

        assertThat(shop.done(cookie))
                .containsExactlyInAnyOrder(
                        "page_view /page",
                        "add_to_cart 7",
                        "view_item cup ö",
                        "search from head",
                        "search fixed",
                        "view_pricing /c");
        Lead lead = shop.lead(cookie);
        assertThat(lead).isNotNull();
        assertThat(lead.carts().get(0).lines()).extracting(CartLine::quantity).containsExactly(2);
    }

    @Test
    void ruleFiresOnlyIfTheShopSaidYes() throws Exception {
        start(Map.of("mql.rule.any", "GET /** -> search"));
        String cookie = TestShop.needCookie(shop.open("/away", null));

        shop.send(shop.to("/missing").header("Cookie", cookie));
        shop.send(shop.to("/fail").header("Cookie", cookie));

        assertThat(shop.done(cookie)).containsExactly("search /away");
    }

    @Test
    void ignoredPathLeavesNoTraceWhateverElseMatches() throws Exception {
        start(Map.of("mql.rule.any", "GET /** -> search", "mql.rule.office", "GET /page/** -> ignore"));

        assertThat(shop.open("/page", null).headers().map()).doesNotContainKeys("set-cookie", "server-timing");
        String cookie = TestShop.needCookie(shop.open("/away", null));
        shop.open("/page", cookie);

        assertThat(shop.done(cookie)).containsExactly("search /away");
    }

    @Test
    void addressFromAFormIsAClaimAndFromAPurchaseIsProof() throws Exception {
        Map<String, String> settings = new HashMap<>(BASKET);
        settings.put("mql.rule.news", "POST /form -> newsletter_signup email=param:email");
        start(settings);
        String reader = TestShop.needCookie(shop.form("/form", "email=Jo%40Example.Org", null));
        String buyer = TestShop.needCookie(shop.open("/page", null));
        shop.form("/checkout", "email=al%40example.org&name=Al", buyer);

        Lead claims = shop.lead(reader);
        Lead bought = shop.lead(buyer);

        assertThat(claims).isNotNull();
        assertThat(claims.claim()).isNotNull();
        assertThat(claims.person().known()).isFalse();
        assertThat(bought).isNotNull();
        assertThat(bought.person().known()).isTrue();
        assertThat(bought.stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(bought.milestones()).anyMatch(m -> m.text().contains("41.5"));
    }

    @Test
    void brokenAddressCostsTheAddressNotTheEvent() throws Exception {
        start(Map.of("mql.rule.news", "POST /form -> newsletter_signup email=param:email"));

        String cookie = TestShop.needCookie(shop.form("/form", "email=victim%40x.test%0D%0ABcc%3Aall%40x.test", null));

        Lead lead = shop.lead(cookie);
        assertThat(shop.done(cookie)).containsExactly("newsletter_signup /form");
        assertThat(lead).isNotNull();
        assertThat(lead.claim()).isNull();
    }

    @Test
    void cartOfTheSessionIsReadAsTheShopHoldsIt() throws Exception {
        start(BASKET);
        String cookie = TestShop.needCookie(shop.open("/page", null));
        HttpResponse<String> set = shop.form("/cart/set", "sku=7&pieces=2", cookie);
        String session = set.headers().firstValue("Set-Cookie").orElse("").replaceAll(";.*", "");
        String both = cookie + "; " + session;

        Cart cart = cart(cookie);
        assertThat(cart.lines())
                .containsExactly(
                        new CartLine("7", "Cup no. 7", new java.math.BigDecimal("9.50"), 2, "/img/7.png", "/p/7"));
        assertThat(cart.currency()).isEqualTo("CHF");

        long before = shop.count("events.received");
        shop.send(shop.to("/data").header("Cookie", both));
        shop.send(shop.to("/data").header("Cookie", both));
        assertThat(shop.count("events.received"))
                .as("an unchanged cart is not told again")
                .isEqualTo(before);

        shop.form("/cart/set", "sku=broken&pieces=1", both);
        assertThat(cart(cookie).lines())
                .extracting(CartLine::id, CartLine::url)
                .contains(org.assertj.core.groups.Tuple.tuple("broken", null));

        shop.form("/cart/set", "sku=7&pieces=5", both);
        assertThat(cart(cookie).lines()).extracting(CartLine::quantity).contains(5);

        shop.send(shop.to("/cart/drop").header("Cookie", both));
        assertThat(cart(cookie).state()).isEqualTo(Cart.State.EMPTIED);
    }

    @Test
    void purchaseClosesTheCartThoughTheShopEmptiesItInTheSameRequest() throws Exception {
        start(BASKET);
        String cookie = TestShop.needCookie(shop.open("/page", null));
        HttpResponse<String> set = shop.form("/cart/set", "sku=7&pieces=2", cookie);
        String both = cookie + "; "
                + set.headers().firstValue("Set-Cookie").orElse("").replaceAll(";.*", "");

        shop.form("/checkout", "email=al%40example.org&name=Al", both);

        assertThat(cart(cookie).state()).isEqualTo(Cart.State.ORDERED);
        assertThat(cart(cookie).orderRef()).isEqualTo("A-17");
    }

    private Cart cart(String cookie) {
        Lead lead = shop.lead(cookie);
        assertThat(lead).isNotNull();
        assertThat(lead.carts()).isNotEmpty();
        return lead.carts().get(0);
    }

    @Test
    void noSessionIsMadeForUs() throws Exception {
        start(BASKET);

        HttpResponse<String> answer = shop.open("/page", null);

        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }

    @Test
    void changedOrInventedCookieBecomesAFreshVisitor() throws Exception {
        start(Map.of());
        String cookie = TestShop.needCookie(shop.open("/page", null));
        char last = cookie.charAt(cookie.length() - 1);
        String changed = cookie.substring(0, 30) + (cookie.charAt(30) == 'A' ? 'B' : 'A') + cookie.substring(31);

        for (String bad : new String[] {
            changed,
            cookie.substring(0, cookie.length() - 1) + (last == 'A' ? 'Q' : 'A'),
            cookie.substring(0, 30),
            cookie + "A",
            "mql_vid=",
            "mql_vid=abcdefghijklmnopqrstuv",
            "mql_vid=" + "x".repeat(5_000),
            "mql_vid={a:*}"
        }) {
            String fresh = TestShop.needCookie(shop.open("/page", bad));
            assertThat(fresh).as(bad).isNotEqualTo(cookie).isNotEqualTo(bad);
        }
        assertThat(shop.done(cookie)).containsExactly("page_view /page");
    }

    @Test
    void cookieUnderAnEarlierSecretIsTheSameVisitorAndIsRenewed() throws Exception {
        String old = "0123456789abcdef0123456789abcdef";
        String secret = "another secret of 32 characters!";
        start(Map.of("mql.secret", old));
        String cookie = TestShop.needCookie(shop.open("/page", null));
        shop.close();
        start(Map.of(
                "mql.secret", secret, "mql.secret.previous", old, "mql.rule.add", "POST /cart/add -> add_to_cart"));

        String renewed = TestShop.needCookie(shop.open("/page", cookie));
        assertThat(renewed).isNotEqualTo(cookie).startsWith(cookie.substring(0, "mql_vid=".length() + 22));
        assertThat(TestShop.cookie(shop.form("/cart/add", "x=1", cookie))).isEqualTo(renewed);
        assertThat(TestShop.cookie(shop.events(
                        "{\"sent\":1795341600000,\"events\":[{\"id\":\"e-1\",\"type\":\"search\",\"at\":1795341600000}]}",
                        cookie)))
                .isEqualTo(renewed);
        assertThat(TestShop.cookie(shop.open("/page", renewed))).isNull();
        assertThat(shop.done(renewed))
                .containsExactlyInAnyOrder("page_view /page", "page_view /page", "add_to_cart /cart/add", "search");

        String changed = cookie.substring(0, 30) + (cookie.charAt(30) == 'A' ? 'B' : 'A') + cookie.substring(31);
        assertThat(TestShop.needCookie(shop.open("/page", changed)).substring(0, 30))
                .isNotEqualTo(cookie.substring(0, 30));
        shop.close();
        start(Map.of("mql.secret", secret));
        assertThat(TestShop.cookie(shop.open("/page", renewed))).isNull();
        assertThat(TestShop.cookie(shop.open("/page", cookie))).isNotNull();
    }

    @Test
    void foreignVisitorIdsAreTakenOnlyWhereALoadTestAsksForIt() throws Exception {
        start(Map.of("mql.visitor.trust-unsigned", "true"));

        assertThat(TestShop.cookie(shop.open("/page", "mql_vid=visitor-0000000017")))
                .isNull();
        assertThat(TestShop.cookie(shop.open("/page", "mql_vid=v1"))).isNull();
        assertThat(TestShop.cookie(shop.open("/page", "mql_vid=with:colon:and:more")))
                .isNotNull();
        assertThat(shop.done("mql_vid=visitor-0000000017")).containsExactly("page_view /page");
    }

    @Test
    void pagesThatCachesKeepForEverybodyGetNoCookieOnceTheyAreKnown() throws Exception {
        start(Map.of());

        shop.open("/shared/late", null);
        HttpResponse<String> second = shop.open("/shared/late", null);
        HttpResponse<String> other = shop.open("/shared", null);

        assertThat(second.headers().allValues("Set-Cookie")).containsExactly("shop=1");
        assertThat(other.headers().allValues("Set-Cookie")).containsExactly("shop=1");
    }

    @Test
    void pageForEverybodyThatIsStillInTheBufferGetsNoCookieAtAll() throws Exception {
        start(Map.of());

        HttpResponse<String> first = shop.open("/shared", null);

        assertThat(first.headers().allValues("Set-Cookie")).containsExactly("shop=1");
    }

    @Test
    void ourOwnPagesAreNoPagesOfTheShop() throws Exception {
        start(Map.of("mql.rule.any", "GET /** -> search"));

        HttpResponse<String> answer = shop.open("/mql/r/some-token", null);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("Not found");
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "server-timing");
        assertThat(shop.count("events.received")).isZero();
    }
}
