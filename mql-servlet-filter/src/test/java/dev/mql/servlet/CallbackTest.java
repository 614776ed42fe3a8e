package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mql.cart.Cart;
import dev.mql.event.Purchase;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A payment provider tells the shop that an order is paid: no browser, no cookie, a program's User-Agent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallbackTest {
    private TestShop shop;

    @BeforeAll
    void open(@TempDir Path files) throws Exception {
        shop = TestShop.with(
                files,
                Map.of(
                        "mql.cart.session-attribute", "basket",
                        "mql.cart.item.id", "sku",
                        "mql.cart.item.price", "unitPrice",
                        "mql.cart.item.quantity", "pieces",
                        "mql.rule.start", "POST /form -> begin_checkout transaction_id=param:order",
                        "mql.rule.paid",
                                "POST /data -> purchase transaction_id=param:order email=param:payer"
                                        + " customer_id=param:customer value=param:amount currency=const:EUR"));
    }

    @AfterAll
    void close() throws Exception {
        shop.close();
    }

    private HttpResponse<String> called(String body) throws Exception {
        HttpResponse<String> answer = shop.send(shop.to("/data")
                .header("User-Agent", "PayBot/2.0 (+https://pay.example/bot)")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "server-timing");
        assertThat(shop.mql().awaitIdle(Duration.ofSeconds(20))).isTrue();
        return answer;
    }

    /** A browser with one item in its cart. */
    private String shopper() throws Exception {
        String visitor = TestShop.needCookie(shop.open("/page", null));
        HttpResponse<String> set = shop.form("/cart/set", "sku=7&pieces=1", visitor);
        String session = set.headers().firstValue("Set-Cookie").orElseThrow();
        return visitor + "; " + session.substring(0, session.indexOf(';'));
    }

    private List<Cart> carts(String cookies) {
        Lead lead = shop.lead(cookies.substring(0, cookies.indexOf(';')));
        return Objects.requireNonNull(lead).carts();
    }

    @Test
    void closesTheCartForWhichTheShopNamedTheNumberWhoeverPaid() throws Exception {
        String jo = shopper();
        String al = shopper();
        shop.form("/form", "order=W-1", jo);
        long bots = shop.count("filter.ignored.bot_agent");
        called("order=W-1&amount=9.50");
        called("order=W-1&amount=9.50");

        assertThat(carts(jo)).extracting(Cart::state, Cart::orderRef).containsExactly(tuple(Cart.State.ORDERED, "W-1"));
        assertThat(carts(al)).extracting(Cart::state).containsExactly(Cart.State.OPEN);
        assertThat(shop.count("filter.ignored.bot_agent")).isEqualTo(bots);
        Lead lead = Objects.requireNonNull(shop.lead(jo.substring(0, jo.indexOf(';'))));
        assertThat(lead.stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(lead.milestones()).filteredOn(m -> m.kind().equals("order")).hasSize(1);
    }

    @Test
    void sameOrderFromTheShopsOwnCodeIsTheSameOrder() throws Exception {
        String jo = shopper();
        shop.form("/form", "order=W-2", jo);
        called("order=W-2");
        shop.mql().purchase(Purchase.of("W-2"));

        assertThat(carts(jo)).extracting(Cart::state).containsExactly(Cart.State.ORDERED);
        assertThat(Objects.requireNonNull(shop.lead(jo.substring(0, jo.indexOf(';'))))
                        .milestones())
                .filteredOn(m -> m.kind().equals("order"))
                .hasSize(1);
    }

    @Test
    void orderOfAnAddressIsThePersonsAndOneOfNobodyIsCounted() throws Exception {
        called("order=W-3&payer=jo%40example.org");
        assertThat(shop.mql().leads().byAddress("jo@example.org"))
                .hasValueSatisfying(lead -> assertThat(lead.stage()).isEqualTo(Stage.CUSTOMER));

        long unknown = shop.count("orders.without_cart");
        called("order=W-4");
        assertThat(shop.count("orders.without_cart")).isEqualTo(unknown + 1);
        called("order=");
        assertThat(shop.count("orders.without_number")).isEqualTo(1);
    }

    @Test
    void requestsOfABrowserAreWatchedAsEver() throws Exception {
        HttpResponse<String> answer = shop.send(shop.to("/data")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Mode", "cors")
                .POST(HttpRequest.BodyPublishers.ofString("order=W-5")));
        String visitor = TestShop.needCookie(answer);
        assertThat(Objects.requireNonNull(shop.lead(visitor)).stage()).isEqualTo(Stage.CUSTOMER);
    }
}
