package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.event.Purchase;
import dev.mql.event.Purpose;
import dev.mql.event.Shopper;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is logged in, and what else only the shop's own code can say. */
class ShopReadersTest {
    @TempDir
    Path files;

    private @Nullable TestShop running;

    /** As a shop may keep it in the session. */
    public record User(int id, String email, String name, Locale locale) implements Serializable {}

    @AfterEach
    void close() throws Exception {
        if (running != null) {
            running.close();
        }
    }

    private TestShop start(Map<String, String> settings, ShopReaders readers) throws Exception {
        running = TestShop.with(files, settings, context -> {
            filter(context);
            MqlFilter.register(context, readers);
        });
        return running;
    }

    /** The shop logs in whom the headers name: into the session, or as the container's user. */
    private static void filter(ServletContext context) {
        Filter login = (request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            String session = http.getHeader("X-Session-User");
            if (session != null) {
                http.getSession().setAttribute("user", new User(4711, session, "Jo", Locale.GERMANY));
            }
            String user = http.getHeader("X-User");
            Principal principal = user == null ? null : () -> user;
            chain.doFilter(
                    new HttpServletRequestWrapper(http) {
                        @Override
                        public @Nullable Principal getUserPrincipal() {
                            return principal;
                        }
                    },
                    response);
        };
        context.addFilter("login", login).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    private HttpResponse<String> open(TestShop shop, String cookie, String header, String value) throws Exception {
        HttpResponse<String> page = shop.send(shop.to("/page")
                .header("Accept", TestShop.PAGE)
                .header("Sec-Fetch-Mode", "navigate")
                .header("Cookie", cookie)
                .header(header, value));
        assertThat(shop.mql().awaitIdle(Duration.ofSeconds(20))).isTrue();
        return page;
    }

    private static Lead lead(TestShop shop, String cookie) {
        return Objects.requireNonNull(shop.lead(cookie));
    }

    private static long identified(Lead lead) {
        return lead.activity().touches().stream()
                .filter(touch -> touch.type().equals("identify"))
                .count();
    }

    @Test
    void containersUserIsWhoIsLoggedInAndIsToldOnce() throws Exception {
        TestShop shop = start(Map.of(), ShopReaders.NONE);
        String visitor = TestShop.needCookie(shop.open("/page", null));
        open(shop, visitor, "X-User", "jo@example.org");
        open(shop, visitor, "X-User", "jo@example.org");

        assertThat(shop.mql().leads().byAddress("jo@example.org"))
                .hasValueSatisfying(lead -> assertThat(identified(lead)).isEqualTo(1));
        assertThat(lead(shop, visitor).person().known()).isTrue();
        assertThat(lead(shop, visitor).stage())
                .as("a log-in is no basis and no deed")
                .isEqualTo(Stage.LEAD);
    }

    @Test
    void userWhoseNameIsNoAddressIsACustomerOnEveryDevice() throws Exception {
        TestShop shop = start(Map.of(), ShopReaders.NONE);
        String phone = TestShop.needCookie(shop.open("/page", null));
        String laptop = TestShop.needCookie(shop.open("/page", null));
        open(shop, phone, "X-User", "jo4711");
        open(shop, laptop, "X-User", "jo4711");

        assertThat(lead(shop, laptop).id()).isEqualTo(lead(shop, phone).id());
    }

    @Test
    void twoPeopleWhoLogInOnOneBrowserStayTwo() throws Exception {
        TestShop shop = start(Map.of(), ShopReaders.NONE);
        String visitor = TestShop.needCookie(shop.open("/page", null));
        open(shop, visitor, "X-User", "al@example.org");
        shop.open("/page", visitor);
        open(shop, visitor, "X-User", "bea@example.org");
        open(shop, visitor, "X-User", "al@example.org");

        Lead al = shop.mql().leads().byAddress("al@example.org").orElseThrow();
        Lead bea = shop.mql().leads().byAddress("bea@example.org").orElseThrow();
        assertThat(bea.id()).isNotEqualTo(al.id());
        assertThat(lead(shop, visitor).id()).isEqualTo(al.id());
    }

    @Test
    void sessionsUserIsReadByItsPaths() throws Exception {
        TestShop shop = start(Map.of("mql.login.session-attribute", "user"), ShopReaders.NONE);
        String visitor = TestShop.needCookie(shop.open("/page", null));
        open(shop, visitor, "X-Session-User", "jo@example.org");

        Lead lead = lead(shop, visitor);
        assertThat(shop.mql().leads().byAddress("jo@example.org")).hasValue(lead);
        assertThat(lead.person().locale()).isEqualTo("de-DE");
        assertThat(shop.mql().vault().open(String.valueOf(lead.person().sealedName())))
                .isEqualTo("Jo");
        assertThat(lead.person().customerHash()).isNotNull();
    }

    @Test
    void nobodyIsMadeKnownWithoutConsent() throws Exception {
        TestShop shop = start(Map.of("mql.consent", "required"), ShopReaders.NONE);
        open(shop, "mql_consent=denied", "X-User", "jo@example.org");

        assertThat(shop.mql().leads().byAddress("jo@example.org")).isEmpty();
    }

    @Test
    void shopsOwnReadersSayWhatSettingsCanNot() throws Exception {
        ShopReaders readers = ShopReaders.NONE
                .withLogin(request -> request.getHeader("X-Who") == null
                        ? null
                        : Shopper.address(request.getHeader("X-Who")).with("industry", "coffee"))
                .withCart(request -> Cart.held(List.of(new CartLine("7", "Cup", BigDecimal.TEN, 1, null, null)), "CHF"))
                .withOrder(request ->
                        request.getHeader("X-Order") == null ? null : Purchase.of(request.getHeader("X-Order")));
        TestShop shop = start(Map.of("mql.cart.session-attribute", "basket"), readers);
        String visitor = TestShop.needCookie(shop.open("/page", null));
        open(shop, visitor, "X-Who", "jo@example.org");
        open(shop, visitor, "X-Who", "jo@example.org");
        assertThat(lead(shop, visitor).carts())
                .extracting(Cart::state, Cart::currency)
                .containsExactly(tuple(Cart.State.OPEN, "CHF"));
        assertThat(lead(shop, visitor).profile().text("industry")).isEqualTo("coffee");

        open(shop, visitor, "X-Order", "W-9");
        open(shop, visitor, "X-Order", "W-9");
        assertThat(lead(shop, visitor).carts())
                .extracting(Cart::state, Cart::orderRef)
                .containsExactly(tuple(Cart.State.ORDERED, "W-9"));
        assertThat(lead(shop, visitor).milestones())
                .filteredOn(m -> m.kind().equals("order"))
                .hasSize(1);
    }

    @Test
    void consentOfTheShopsOwnManagerDecides() throws Exception {
        TestShop shop = start(
                Map.of("mql.consent", "required"),
                ShopReaders.NONE.withConsent(request -> "yes".equals(request.getHeader("X-Agrees"))
                        ? Set.of(Purpose.BEHAVIOUR)
                        : "no".equals(request.getHeader("X-Agrees")) ? Set.of() : null));

        assertThat(TestShop.cookie(open(shop, "a=b", "X-Agrees", "yes"))).isNotNull();
        assertThat(TestShop.cookie(open(shop, "mql_consent=granted", "X-Agrees", "no")))
                .isNull();
        assertThat(TestShop.cookie(open(shop, "mql_consent=granted", "X-Agrees", "not asked")))
                .isNotNull();
    }

    /** Named in META-INF/services. */
    public static final class Found implements LoginReader {
        @Override
        public Shopper read(HttpServletRequest request) {
            return Shopper.customer("4711");
        }
    }

    @Test
    void readersAreFoundAsServicesUnlessTheyAreGiven() throws Exception {
        Path service = files.resolve("META-INF/services/dev.mql.servlet.LoginReader");
        Files.createDirectories(service.getParent());
        Files.writeString(service, Found.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader shop = new URLClassLoader(new URL[] {files.toUri().toURL()}, before)) {
            thread.setContextClassLoader(shop);
            ServletContext context = mock();
            assertThat(ShopReaders.of(context).login()).isInstanceOf(Found.class);
            assertThat(ShopReaders.of(context).cart()).isNull();

            LoginReader given = request -> null;
            when(context.getAttribute(ShopReaders.class.getName())).thenReturn(ShopReaders.NONE.withLogin(given));
            assertThat(ShopReaders.of(context).login()).isSameAs(given);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void readersThatFailAreCountedAndTheShopIsNotAffected() throws Exception {
        ShopReaders readers = new ShopReaders(
                request -> {
                    throw new IllegalStateException("cart");
                },
                request -> {
                    throw new NoClassDefFoundError("login");
                },
                request -> {
                    throw new IllegalStateException("order");
                },
                request -> {
                    throw new IllegalStateException("consent");
                });
        TestShop shop = start(Map.of("mql.consent", "opt-out"), readers);
        HttpResponse<String> page = shop.open("/page", null);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(TestShop.cookie(page))
                .as("whose consent is not known has none")
                .isNull();
        assertThat(shop.count("bean.unreadable")).isPositive();
        assertThat(shop.count("filter.failed")).isZero();
    }
}
