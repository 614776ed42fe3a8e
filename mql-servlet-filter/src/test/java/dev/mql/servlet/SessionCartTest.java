package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.mql.bean.Misses;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.metrics.Counters;
import jakarta.servlet.http.HttpSession;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Carts in all the forms in which shops hold them. */
class SessionCartTest {
    private final Counters counters = new Counters();
    private final HttpSession session = mock();

    /** A line as a shop may write it. */
    record Line(String id, String name, Object price, int quantity) {}

    record Priced(String id, Amount price, int quantity) {}

    /** As in the money types of the Java world. */
    record Amount(BigDecimal number, Currency currency) {}

    SessionCartTest() {
        when(session.getId()).thenReturn("S-1");
    }

    private SessionCart cart(Map<String, String> settings) {
        return carts(settings)[0];
    }

    private SessionCart[] carts(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("mql.cart.session-attribute", "cart", "mql.cart.items", ""));
        all.putAll(settings);
        return SessionCart.of(Config.of(all), new Misses(counters));
    }

    private @Nullable Cart seen(SessionCart reader, @Nullable Object held) {
        when(session.getAttribute("cart")).thenReturn(held);
        SessionCart.News news = reader.read(session, 1_000);
        if (news == null) {
            return null;
        }
        reader.told(news);
        return news.cart();
    }

    private static List<String> words(@Nullable Cart cart) {
        return cart == null
                ? List.of("no news")
                : cart.lines().stream()
                        .map(line -> line.quantity() + " x " + line.id() + " at "
                                + line.price().toPlainString() + " " + cart.currency())
                        .toList();
    }

    @Test
    void everyChangeIsToldOnceThoughTheShopChangesItsCartInPlace() {
        SessionCart reader = cart(Map.of("mql.cart.currency", "EUR"));
        List<Line> held = new ArrayList<>();

        assertThat(seen(reader, held))
                .as("an empty cart from the start is no news")
                .isNull();
        held.add(new Line("7", "Cup", "9.50", 1));
        assertThat(words(seen(reader, held))).containsExactly("1 x 7 at 9.50 EUR");
        assertThat(seen(reader, held)).isNull();
        assertThat(seen(reader, List.copyOf(held)))
                .as("a copy of the same is the same")
                .isNull();
        held.set(0, new Line("7", "Cup", "9.50", 3));
        assertThat(words(seen(reader, held))).containsExactly("3 x 7 at 9.50 EUR");
        held.set(0, new Line("7", "Cup", "8.00", 3));
        assertThat(words(seen(reader, held))).containsExactly("3 x 7 at 8.00 EUR");
        held.add(new Line("8", "Pot", 20, 1));
        assertThat(words(seen(reader, held))).containsExactly("3 x 7 at 8.00 EUR", "1 x 8 at 20 EUR");
        held.remove(0);
        assertThat(words(seen(reader, held))).containsExactly("1 x 8 at 20 EUR");
        held.clear();
        assertThat(words(seen(reader, held))).isEmpty();
        assertThat(seen(reader, held)).isNull();
        held.add(new Line("8", "Pot", 20, 1));
        assertThat(words(seen(reader, held))).hasSize(1);
        assertThat(words(seen(reader, null))).as("taken out of the session").isEmpty();
        assertThat(seen(reader, null)).isNull();
    }

    @Test
    void newSessionIdAfterALogInTellsTheSameCartAgainAndNeverThatItIsEmpty() {
        SessionCart reader = cart(Map.of());
        List<Line> held = List.of(new Line("7", "Cup", "9.50", 1));

        assertThat(seen(reader, held)).isNotNull();
        when(session.getId()).thenReturn("S-2");
        assertThat(words(seen(reader, held))).hasSize(1);
        when(session.getId()).thenReturn("S-3");
        assertThat(seen(reader, null))
                .as("a session without a cart empties none")
                .isNull();
    }

    @Test
    void linesOfOneItemAreOneLine() {
        assertThat(words(seen(
                        cart(Map.of("mql.cart.currency", "EUR")),
                        List.of(
                                new Line("7", "Cup", "9.00", 1),
                                new Line("8", "Pot", "20", 1),
                                new Line("7", "Cup", "9.00", 2),
                                new Line("8", "Pot", "10", 1)))))
                .containsExactly("3 x 7 at 9.00 EUR", "2 x 8 at 15.000000 EUR");
    }

    @Test
    void pricesComeInAnyForm() {
        List<Object> prices =
                List.of(9, 9L, 9.5, new BigDecimal("9.50"), "9.50", new StringBuilder("9.5"), Double.NaN, "cheap", -1);
        List<Line> held = IntStream.range(0, prices.size())
                .mapToObj(i -> new Line("i" + i, "Cup", prices.get(i), 1))
                .toList();

        assertThat(words(seen(cart(Map.of("mql.cart.currency", "EUR")), held)))
                .containsExactly(
                        "1 x i0 at 9 EUR",
                        "1 x i1 at 9 EUR",
                        "1 x i2 at 9.5 EUR",
                        "1 x i3 at 9.50 EUR",
                        "1 x i4 at 9.50 EUR",
                        "1 x i5 at 9.5 EUR");
    }

    @Test
    void pricesInTheSmallestUnitAreMadeWhole() {
        List<Line> held = List.of(new Line("7", "Cup", 950L, 1));

        assertThat(words(seen(cart(Map.of("mql.cart.price-unit", "minor", "mql.cart.currency", "EUR")), held)))
                .containsExactly("1 x 7 at 9.50 EUR");
        assertThat(words(seen(cart(Map.of("mql.cart.price-unit", "minor", "mql.cart.currency", "JPY")), held)))
                .containsExactly("1 x 7 at 950 JPY");
    }

    @Test
    void currencyComesFromTheLinesWhereTheCartHasNone() {
        SessionCart reader = cart(Map.of("mql.cart.item.price", "price.number", "mql.cart.currency", "price.currency"));
        Currency euro = Currency.getInstance("EUR");
        Currency franc = Currency.getInstance("CHF");

        assertThat(words(seen(
                        reader,
                        List.of(
                                new Priced("7", new Amount(new BigDecimal("9.50"), franc), 1),
                                new Priced("8", new Amount(new BigDecimal("3"), euro), 1)))))
                .as("two currencies do not add up")
                .containsExactly("1 x 7 at 9.50 CHF");
        assertThat(counters.value("bean.unreadable")).isEqualTo(1);
        assertThat(words(seen(reader, List.of(new Priced("7", new Amount(new BigDecimal("9.50"), euro), 1)))))
                .containsExactly("1 x 7 at 9.50 EUR");
    }

    @Test
    void cartThatIsAMapIsReadByItsValuesOrItsEntries() {
        Map<String, Line> byName = new LinkedHashMap<>();
        byName.put("first", new Line("7", "Cup", 9, 2));
        assertThat(words(seen(cart(Map.of("mql.cart.currency", "EUR")), byName)))
                .containsExactly("2 x 7 at 9 EUR");

        Map<Line, Integer> pieces = new LinkedHashMap<>();
        pieces.put(new Line("7", "Cup", 9, 0), 4);
        SessionCart entries = cart(Map.of(
                "mql.cart.item.id", "key.id",
                "mql.cart.item.price", "key.price",
                "mql.cart.item.quantity", "value",
                "mql.cart.currency", "EUR"));
        assertThat(words(seen(entries, pieces))).containsExactly("4 x 7 at 9 EUR");
        pieces.replaceAll((line, count) -> 5);
        assertThat(words(seen(entries, pieces))).containsExactly("5 x 7 at 9 EUR");
    }

    @Test
    void severalCartsAreSeveralCarts() {
        SessionCart[] readers = carts(Map.of("mql.cart.session-attribute", "cart, samples"));
        when(session.getAttribute("samples")).thenReturn(new Line[] {new Line("s", "Sample", 0, 1)});

        assertThat(readers).hasSize(2);
        assertThat(String.valueOf(seen(readers[0], List.of(new Line("7", "Cup", 9, 1)))))
                .contains("place=,");
        SessionCart.News samples = readers[1].read(session, 1_000);
        assertThat(samples == null ? null : samples.cart().place()).isEqualTo("samples");
    }

    @Test
    void shopsOwnIdOfTheCartIsKept() {
        Map<String, Object> held = Map.of("number", 4711, "items", List.of(new Line("7", "Cup", 9, 1)));
        Cart cart = seen(cart(Map.of("mql.cart.items", "items", "mql.cart.id", "number")), held);

        assertThat(cart == null ? null : cart.ref()).isEqualTo("4711");
    }

    @Test
    void linesBeyondTheMostAreLeftOutWithAWord() {
        List<Line> held = IntStream.range(0, 130)
                .mapToObj(i -> new Line("i" + i, "Cup", 1, 1))
                .toList();

        assertThat(words(seen(cart(Map.of()), held))).hasSize(Cart.MAX_LINES);
        assertThat(counters.value("bean.unreadable")).isEqualTo(30);
    }

    @Test
    void cartThatCanNotBeReadIsNotAnEmptyCart() {
        SessionCart reader = cart(Map.of("mql.cart.items", "items"));
        List<Line> lines = List.of(new Line("7", "Cup", 9, 1));
        assertThat(seen(reader, Map.of("items", lines))).isNotNull();

        for (Object trouble : List.of(
                new Object() { // nothing of that name
                },
                Map.of("items", new AbstractList<Line>() {
                    @Override
                    public Line get(int index) {
                        throw new IllegalStateException("could not initialize proxy - no Session");
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                }),
                Map.of("items", List.of(new Object())),
                Map.of(
                        "items",
                        List.of(new Line(
                                "7",
                                "Cup",
                                new Object() {
                                    @Override
                                    public String toString() {
                                        throw new NoClassDefFoundError("gone");
                                    }
                                },
                                1))))) {
            long before = counters.value("bean.unreadable");
            assertThat(seen(reader, trouble)).isNull();
            assertThat(counters.value("bean.unreadable")).isGreaterThan(before);
        }
        assertThat(words(seen(reader, Map.of("items", List.of()))))
                .as("and this is one")
                .isEmpty();
    }

    @Test
    void hostileTextsAreCutAndCleaned() {
        Cart cart = seen(
                cart(Map.of()),
                List.of(new Line(" 7\n" + "x".repeat(100), "<b>\u0000" + "n".repeat(500), 9, Integer.MAX_VALUE)));

        assertThat(cart).isNotNull();
        CartLine line = Objects.requireNonNull(cart).lines().get(0);
        assertThat(line.id()).hasSize(64).startsWith("7 x");
        assertThat(line.name()).hasSize(200).startsWith("<b> n");
        assertThat(line.quantity()).isEqualTo(9_999);
    }
}
