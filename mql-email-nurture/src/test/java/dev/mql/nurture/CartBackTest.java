package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.link.Links.Purpose;
import dev.mql.link.Wish;
import dev.mql.nurture.shop.Catalog;
import dev.mql.nurture.shop.CouponIssuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cart that comes back is the one of today: prices, stock, coupon. */
class CartBackTest {
    private final Map<String, Catalog.Item> sold = new HashMap<>();
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private Story story;
    private Node shop;

    @BeforeEach
    void aCartWasLeft() {
        story = new Story();
        story.qualifiedLeadWithCart();
        sold.put("7", item("Kettle, new handle", "59.00", 5));
        sold.put("8", item("Filter papers", "5.20", 50));
        Catalog catalog = ids -> Map.copyOf(sold);
        CouponIssuer coupons = new CouponIssuer() {
            @Override
            public Coupon issue(Wish wish) {
                throw new UnsupportedOperationException("nobody asks for one here");
            }

            @Override
            public void apply(HttpServletRequest request, HttpServletResponse response, String code) {
                applied.add(code);
                try {
                    response.getWriter().print("a page of the shop's");
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
                throw new IllegalStateException("the shop's coupons are broken");
            }
        };
        shop = new Node(story, builder -> builder.catalog(catalog).couponIssuer(coupons));
    }

    @AfterEach
    void end() {
        shop.close();
        story.close();
    }

    private static Catalog.Item item(String name, String price, int available) {
        return new Catalog.Item(name, new BigDecimal(price), "EUR", available, null, null, null);
    }

    private String link() {
        Lead lead = story.lead();
        return "/mql/r/"
                + story.mql
                        .links()
                        .issue(
                                lead.id(),
                                "RECOVERY 1",
                                List.of(Wish.of(
                                                Purpose.RECOVER,
                                                lead.carts().get(0).id(),
                                                Node.MONTH)
                                        .withCoupon("TEN-4711")))
                        .get(0);
    }

    private HttpClient browserWithOtherItems() {
        HttpClient browser = story.browser();
        shop.post(browser, "/cart/add", "productId=99&quantity=2");
        return browser;
    }

    @Test
    void pricesAreThoseOfToday() {
        assertThat(shop.open(browserWithOtherItems(), link()).body())
                .contains("Kettle, new handle", "€59.00", "3\u00a0×\u00a0€5.20", "€74.60", "as of today")
                .doesNotContain("64.00", "No longer available");
    }

    @Test
    void whatIsGoneIsSaidAndTheRestComesBack() {
        sold.remove("7");
        HttpClient browser = browserWithOtherItems();
        String link = link();
        assertThat(shop.open(browser, link).body())
                .contains("No longer available", "<li>Kettle</li>", "€15.60")
                .doesNotContain("59.00");
        HttpResponse<String> done = shop.post(browser, link, "");
        assertThat(done.body()).contains("Not everything could be put back", "<li>Kettle</li>", "/cart");
        assertThat(shop.open(browser, "/cart").body())
                .isEqualTo("cart: [Item[id=99, quantity=2], Item[id=8, quantity=3]]");
    }

    @Test
    void noMoreComesBackThanThereIs() {
        sold.put("8", item("Filter papers", "5.20", 2));
        HttpClient browser = story.browser();
        assertThat(shop.open(browser, link()).body()).contains("Filter papers: only 2 left");
        assertThat(shop.open(browser, "/cart").body())
                .isEqualTo("cart: [Item[id=7, quantity=1], Item[id=8, quantity=2]]");
    }

    @Test
    void cartOfWhichNothingIsLeftTouchesNothing() {
        sold.clear();
        HttpClient browser = browserWithOtherItems();
        HttpResponse<String> page = shop.open(browser, link());
        assertThat(page.statusCode()).isEqualTo(410);
        assertThat(page.body()).contains("These items are gone", "<li>Kettle</li>", "<li>Filter papers</li>");
        assertThat(shop.open(browser, "/cart").body()).isEqualTo("cart: [Item[id=99, quantity=2]]");
    }

    @Test
    void hostileNameOfTheCatalogueIsText() {
        sold.put("7", item("<img src=x onerror=alert(1)>", "59.00", 5));
        assertThat(shop.open(browserWithOtherItems(), link()).body())
                .contains("&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<img src=x");
    }

    @Test
    void catalogueThatFailsLeavesTheCartAsItWas() {
        try (Node broken = new Node(
                story,
                builder -> builder.catalog(ids -> {
                    throw new IllegalStateException("the shop's database is away");
                }))) {
            HttpClient browser = story.browser();
            assertThat(broken.open(browser, link()).body())
                    .isEqualTo("cart: [Item[id=7, quantity=1], Item[id=8, quantity=3]]");
        }
    }

    @Test
    void couponIsPutToUseWithTheCartAndItsFailureBreaksNothing() {
        HttpClient browser = story.browser();
        assertThat(shop.open(browser, link()).body())
                .isEqualTo("cart: [Item[id=7, quantity=1], Item[id=8, quantity=3]]");
        assertThat(applied).containsExactly("TEN-4711");
    }

    @Test
    void couponIsNotPutToUseByALook() {
        String link = link();
        story.send(
                story.browser(),
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(story.shop.url() + link))
                        .GET());
        shop.open(browserWithOtherItems(), link);
        assertThat(applied).isEmpty();
    }
}
