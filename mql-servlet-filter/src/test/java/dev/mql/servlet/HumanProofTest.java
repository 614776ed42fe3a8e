package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.cart.Cart;
import dev.mql.lead.Lead;
import dev.mql.lead.MailClick;
import dev.mql.lead.RecoveredCart;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A click in a mail counts when a person follows it, for the one who got the mail. */
class HumanProofTest {
    @TempDir
    Path files;

    private TestShop shop;
    private Lead owner;

    @BeforeEach
    void aMailIsOnItsWay() throws Exception {
        shop = TestShop.with(files, Map.of(), context -> {
            MqlFilter.register(context);
            context.addServlet("landing", new Landing()).addMapping("/landing");
        });
        String cookie = TestShop.needCookie(shop.open("/page", null));
        shop.events("{\"type\":\"add_to_cart\",\"props\":{\"item_id\":\"7\",\"value\":5}}", cookie);
        owner = lead(cookie);
    }

    @AfterEach
    void stop() throws Exception {
        shop.close();
    }

    /** What the link of a mail leads to. */
    private final class Landing extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            RecoveredCart cart =
                    new RecoveredCart(owner.id(), owner.carts().get(0).id());
            request.getSession()
                    .setAttribute(
                            MailClick.ATTRIBUTE, MailClick.of("token", cart).text());
        }
    }

    private Lead lead(String cookie) {
        Lead lead = shop.lead(cookie);
        assertThat(lead).isNotNull();
        return lead;
    }

    private Lead owner() {
        assertThat(shop.mql().awaitIdle(Duration.ofSeconds(10))).isTrue();
        return shop.mql().leads().get(owner.id()).orElseThrow();
    }

    private List<String> clicks() {
        return owner().activity().touches().stream()
                .map(touch -> touch.type())
                .filter("email_click"::equals)
                .toList();
    }

    /** @return the cookies of a browser that followed the link */
    private String follow() throws Exception {
        HttpResponse<String> landing = shop.open("/landing", null);
        return String.join(
                "; ",
                landing.headers().allValues("Set-Cookie").stream()
                        .map(each -> each.substring(0, each.indexOf(';')))
                        .toList());
    }

    private void spends(int seconds, String cookies) throws Exception {
        shop.events("{\"type\":\"engaged_time\",\"props\":{\"seconds\":" + seconds + "}}", cookies);
    }

    @Test
    void programThatOpensTheLinkAndRunsThePageIsNobody() throws Exception {
        String cookies = follow();
        shop.events("{\"type\":\"page_view\",\"url\":\"/landing\"}", cookies);
        spends(0, cookies);
        assertThat(owner()).isEqualTo(owner);
    }

    @Test
    void timeInFrontOfThePageProvesTheClickOfTheOneWhoGotTheMail() throws Exception {
        String cookies = follow();
        shop.clock.advance(Duration.ofMinutes(1));
        spends(3, cookies);
        assertThat(clicks()).hasSize(1);
        assertThat(owner().liveCart().map(Cart::touchedAt)).contains(shop.clock.millis());

        spends(3, cookies);
        String again = follow();
        spends(3, again);
        assertThat(clicks()).as("the same link counts once").hasSize(1);
    }

    @Test
    void timeOfAnotherBrowserProvesNothing() throws Exception {
        follow();
        spends(60, TestShop.needCookie(shop.open("/page", null)));
        assertThat(clicks()).isEmpty();
    }

    @Test
    void nothingComesBackToAnErasedLead() throws Exception {
        String cookies = follow();
        shop.mql().privacy().erase(owner.id());
        spends(3, cookies);
        assertThat(shop.mql().awaitIdle(Duration.ofSeconds(10))).isTrue();
        assertThat(shop.mql().leads().get(owner.id())).isEmpty();
    }
}
