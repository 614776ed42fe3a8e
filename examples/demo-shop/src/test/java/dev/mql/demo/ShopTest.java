package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.demo.shop.ConsentMode;
import dev.mql.demo.shop.Product;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShopTest {

    private static RunningDemo demo;

    private Browser visitor;

    @BeforeAll
    static void start() throws Exception {
        demo = Demo.start(DemoOptions.forTests());
    }

    @BeforeEach
    void arrive() {
        visitor = new Browser(demo);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/pricing",
                "/search",
                "/search?q=walnut",
                "/cart",
                "/contact",
                "/contact?kind=quote",
                "/contact/thanks?kind=quote",
                "/newsletter",
                "/newsletter/thanks",
                "/consent",
                "/help/shipping"
            })
    void everyPageIsThereAndClosedToForeignScripts(String path) throws Exception {
        HttpResponse<String> page = visitor.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .startsWith("<!DOCTYPE html>")
                .contains("<script async src=\"/mql/beacon.js\"></script>");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self';"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void twelveProductsHaveAPageAndTwoPicturesEach() throws Exception {
        assertThat(demo.shop().catalogue().all()).hasSize(12);
        for (Product product : demo.shop().catalogue().all()) {
            assertThat(visitor.get("/").body()).contains(product.url()).contains(product.picture());
            assertThat(visitor.get(product.url()).body())
                    .contains(product.name())
                    .contains(product.priceText());
            assertThat(visitor.get(product.picture()).headers().firstValue("Content-Type"))
                    .contains("image/svg+xml");
            HttpResponse<String> png = visitor.get(product.image());
            assertThat(png.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(png.headers().firstValueAsLong("Content-Length").orElse(0))
                    .isBetween(1_000L, 20_000L);
        }
    }

    @Test
    void searchFindsByEveryWord() throws Exception {
        assertThat(visitor.get("/search?q=Walnut%20KETTLE").body())
                .contains("Heron kettle")
                .doesNotContain("Dune cups");
        assertThat(visitor.get("/search?q=teapot").body()).contains("We have nothing by that name");
    }

    @Test
    void whatAVisitorTypedIsShownAndNeverRun() throws Exception {
        assertThat(visitor.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").body())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
    }

    @Test
    void cartIsFilledChangedAndEmptied() throws Exception {
        HttpResponse<String> added = visitor.post("/cart/add", "productId", "heron-kettle", "quantity", "1");
        assertThat(added.statusCode()).isEqualTo(303);
        assertThat(visitor.get(Browser.location(added)).body())
                .contains("<strong>Heron kettle</strong> is in your cart");
        visitor.post("/cart/add", "productId", "dune-cups", "quantity", "2");
        visitor.post("/cart/add", "productId", "dune-cups");
        assertThat(visitor.get("/cart").body()).contains("€197.00");

        assertThat(visitor.post("/cart/update", "productId", "dune-cups", "quantity", "1")
                        .statusCode())
                .isEqualTo(303);
        assertThat(visitor.get("/cart").body()).contains("€125.00");

        visitor.post("/cart/update", "productId", "dune-cups", "quantity", "0");
        assertThat(visitor.get("/cart").body()).doesNotContain("Dune cups");
        visitor.post("/cart/remove", "productId", "heron-kettle");
        assertThat(visitor.get("/cart").body()).contains("There is nothing in it yet");
    }

    @Test
    void visitorsDoNotSeeEachOthersCarts() throws Exception {
        visitor.post("/cart/add", "productId", "heron-kettle");

        assertThat(new Browser(demo).get("/cart").body()).contains("There is nothing in it yet");
    }

    @Test
    void checkoutMakesAnOrderThatOnlyTheBuyerSeesAndEmptiesTheCart() throws Exception {
        visitor.post("/cart/add", "productId", "morning-field", "quantity", "3");
        assertThat(visitor.get("/checkout").body()).contains("Place the order, €43.50");

        HttpResponse<String> ordered = visitor.post("/checkout", "email", "ada@example.com", "name", "Ada <b>L</b>");

        assertThat(ordered.statusCode()).isEqualTo(303);
        assertThat(Browser.location(ordered)).matches("/order/KK-\\d{4}-\\d{4}");
        assertThat(visitor.get(Browser.location(ordered)).body())
                .contains("Thank you, Ada &lt;b&gt;L&lt;/b&gt;.")
                .contains("ada@example.com")
                .contains("€43.50");
        assertThat(visitor.get("/cart").body()).contains("There is nothing in it yet");
        assertThat(visitor.post("/checkout", "email", "ada@example.com", "name", "Ada")
                        .statusCode())
                .isEqualTo(400);
        assertThat(new Browser(demo).get(Browser.location(ordered)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void checkoutOfAnEmptyCartLeadsToTheCart() throws Exception {
        assertThat(Browser.location(visitor.get("/checkout"))).isEqualTo("/cart");
    }

    @Test
    void formsLeadToAPageThatSaysTheyArrived() throws Exception {
        HttpResponse<String> letter = visitor.post("/newsletter", "email", "ada@example.com");
        assertThat(letter.statusCode()).isEqualTo(303);
        assertThat(visitor.get(Browser.location(letter)).body()).contains("confirm that the address is yours");

        HttpResponse<String> quote = visitor.post(
                "/contact", "kind", "quote", "email", "ada@example.com", "name", "Ada", "message", "Forty people");
        assertThat(quote.statusCode()).isEqualTo(303);
        assertThat(visitor.get(Browser.location(quote)).body()).contains("Your request is with us");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /cart/add    | productId=nothing                                      | We do not have that product
            /cart/add    | quantity=1                                             | We do not have that product
            /cart/add    | productId=heron-kettle&quantity=0                      | Please choose a quantity from 1 to 99
            /cart/add    | productId=heron-kettle&quantity=-5                     | Please choose a quantity from 1 to 99
            /cart/add    | productId=heron-kettle&quantity=many                   | Please choose a quantity from 1 to 99
            /cart/update | productId=heron-kettle&quantity=100                    | Please choose a quantity from 0 to 99
            /checkout    | name=Ada                                               | Please tell us your email address
            /checkout    | email=a@example.com                                    | Please tell us your name
            /newsletter  | email=ada                                              | does not look like an email address
            /newsletter  | email=ada@localhost                                    | does not look like an email address
            /newsletter  | email=a b@example.com                                  | does not look like an email address
            /contact     | kind=other                                             | whether you have a question
            /contact     | kind=contact&name=Ada&email=a@example.com              | what it is about
            /consent     | choice=perhaps                                         | either to accept or to decline
            """)
    void badInputIsAnsweredWithOneClearSentence(String path, String fields, String sentence) throws Exception {
        String[] pairs = fields.split("[=&]", -1);

        HttpResponse<String> answer = visitor.post(path, pairs);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/p/nothing",
                "/p",
                "/p/heron-kettle/x",
                "/order/KK-0000-0000",
                "/cart/add",
                "/assets/products/nothing.png",
                "/assets/../catalogue.json",
                "/assets/%2e%2e/catalogue.json"
            })
    void addressesThatDoNotExistAreNotFound(String path) throws Exception {
        assertThat(visitor.get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void optOutShopAsksNobodyAndOffersTheChoiceAtTheFoot() throws Exception {
        assertThat(visitor.get("/").body())
                .contains("href=\"/consent\"")
                .doesNotContain("May we remember what you look at, so that");

        HttpResponse<String> declined = visitor.post("/consent", "choice", "decline", "from", "//evil.example/");

        assertThat(Browser.location(declined)).isEqualTo("/");
        assertThat(declined.headers().firstValue("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie)
                .contains("shop_consent=declined", "Path=/", "SameSite=Lax")
                .doesNotContain("HttpOnly"));
        assertThat(visitor.get("/consent").body()).contains("You said no:");
    }

    @Test
    void shopThatMustAskDoesSoUntilItIsAnswered() throws Exception {
        try (RunningDemo asking = Demo.start(new DemoOptions(0, ConsentMode.REQUIRED, false, false))) {
            Browser asked = new Browser(asking);
            assertThat(asked.get("/p/heron-kettle").body())
                    .contains("<form class=\"consent\"")
                    .contains("name=\"from\" value=\"/p/heron-kettle\"");

            HttpResponse<String> accepted = asked.post("/consent", "choice", "accept", "from", "/p/heron-kettle");

            assertThat(Browser.location(accepted)).isEqualTo("/p/heron-kettle");
            assertThat(asked.get("/p/heron-kettle").body()).doesNotContain("<form class=\"consent\"");
        }
    }

    @Test
    void shopWithoutConsentOffersNoChoice() throws Exception {
        try (RunningDemo open = Demo.start(new DemoOptions(0, ConsentMode.OFF, false, false))) {
            assertThat(new Browser(open).get("/").body()).doesNotContain("/consent");
            assertThat(new Browser(open).get("/consent").statusCode()).isEqualTo(404);
        }
    }
}
