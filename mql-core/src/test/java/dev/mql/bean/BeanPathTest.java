package dev.mql.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.metrics.Counters;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BeanPathTest {
    record Line(String id, int quantity) {}

    interface Priced {
        default String getPrice() {
            return "9.50";
        }
    }

    private static class Base {
        public String getOwner() {
            return "Jo";
        }
    }

    @SuppressWarnings({"unused", "UnusedMethod", "EffectivelyPrivate"}) // read by name
    private static final class Cart extends Base implements Priced {
        public final String currency = "EUR";
        public static final String NAME = "static";
        private final String secret = "hidden";

        public List<Line> getLines() {
            return List.of(new Line("7", 2), new Line("8", 1));
        }

        public Line[] array() {
            return new Line[] {new Line("9", 3)};
        }

        public boolean isOpen() {
            return true;
        }

        public Optional<String> getNote() {
            return Optional.of("wrap it");
        }

        public Optional<String> getVoucher() {
            return Optional.empty();
        }

        public String getBroken() {
            throw new IllegalStateException("the shop's own trouble");
        }

        public String getLoop() {
            return getLoop();
        }

        public Map<String, Object> getExtras() {
            Map<String, Object> extras = new HashMap<>();
            extras.put("gift-wrap", 1.5);
            extras.put("none", null);
            return extras;
        }

        public List<String> getLazy() {
            return new AbstractList<>() {
                @Override
                public String get(int index) {
                    throw new IllegalStateException("session closed");
                }

                @Override
                public int size() {
                    return 1;
                }
            };
        }

        public void getNothing() {}

        public String getUnlinked() {
            throw new NoClassDefFoundError("gone");
        }

        /** A map that does not take texts as keys. */
        public Map<Integer, String> getSorted() {
            return new TreeMap<>(Map.of(1, "one"));
        }

        public int[] pieces() {
            return new int[] {4, 5};
        }

        public OptionalInt getRating() {
            return OptionalInt.of(3);
        }

        public Optional<Line> getFirst() {
            return Optional.of(new Line("7", 2));
        }

        public List<String> getBag() {
            return new Bag(false);
        }

        public List<String> getFetched() {
            return new Bag(true);
        }

        public Proxy getProxy() {
            return new Proxy(false);
        }

        public Proxy getPerson() {
            return new Proxy(true);
        }

        String hiddenMethod() {
            return secret;
        }
    }

    private final Counters counters = new Counters();
    private final Misses misses = new Misses(counters);

    private BeanPath path(String text) {
        return BeanPath.parse(text, "mql.test", misses);
    }

    private @Nullable Object read(String path) {
        return path(path).read(new Cart());
    }

    private long missed() {
        return counters.value("bean.unreadable");
    }

    @Test
    void readsGettersRecordsFieldsMapsListsAndArrays() {
        assertThat(read("lines.0.id")).isEqualTo("7");
        assertThat(read("lines.1.quantity")).isEqualTo(1);
        assertThat(read("array.0.quantity")).isEqualTo(3);
        assertThat(read("currency")).isEqualTo("EUR");
        assertThat(read("open")).isEqualTo(true);
        assertThat(read("owner")).isEqualTo("Jo");
        assertThat(read("price")).isEqualTo("9.50");
        assertThat(read("extras.gift-wrap")).isEqualTo(1.5);
        assertThat(read("note")).isEqualTo("wrap it");
        assertThat(read("pieces.1")).isEqualTo(5);
        assertThat(read("rating")).isEqualTo(3);
        assertThat(read("first.id")).isEqualTo("7");
        assertThat(read("")).isInstanceOf(Cart.class);
    }

    @Test
    void whatCanNotBeReadIsNotThere() {
        for (String path : List.of(
                "voucher",
                "broken",
                "loop",
                "secret",
                "hiddenMethod",
                "NAME",
                "nothing",
                "missing",
                "lines.5.id",
                "lines.x",
                "array.7",
                "extras.none.more",
                "lazy.0",
                "99999999999",
                "open.more")) {
            assertThat(read(path)).as(path).isNull();
        }
        assertThat(path("a.b").read(null)).isNull();
    }

    @Test
    void errorsOfTheShopsGettersAreCountedAndNeverComeOut() {
        assertThat(read("broken")).isNull();
        assertThat(read("loop")).isNull();
        assertThat(read("unlinked")).isNull();
        assertThat(read("sorted.id")).isNull();
        assertThat(missed()).isEqualTo(4);

        assertThat(read("missing")).isNull();
        assertThat(read("voucher")).isNull();
        assertThat(missed()).as("what is not there is no failure").isEqualTo(4);
    }

    @Test
    void whatIsNeededAndCanNotBeReadIsSomethingElseThanNothing() throws Exception {
        for (String each : List.of("broken", "missing", "bag.lines", "owner.nobody")) {
            assertThatThrownBy(() -> path(each).need(new Cart())).as(each).isInstanceOf(Unreadable.class);
        }
        assertThat(missed()).isEqualTo(4);
        assertThat(path("voucher").need(new Cart())).isNull();
        assertThat(path("extras.none").need(new Cart())).isNull();
        assertThat(path("lines.0.id").need(new Cart())).isEqualTo("7");
    }

    @Test
    void whatAnOrmHasNotLoadedIsNotLoadedForUs() {
        assertThat(read("bag")).isNull();
        assertThat(read("bag.0")).isNull();
        assertThat(read("proxy.id")).isNull();
        assertThat(missed()).isEqualTo(3);

        assertThat(read("fetched.0")).isEqualTo("line");
        assertThat(read("person.id")).isEqualTo("7");
    }

    /** As Hibernate makes them. */
    private static final class Bag extends AbstractList<String> implements PersistentCollection {
        private final boolean loaded;

        Bag(boolean loaded) {
            this.loaded = loaded;
        }

        @Override
        public boolean wasInitialized() {
            return loaded;
        }

        @Override
        public String get(int index) {
            return sql("line");
        }

        @Override
        public int size() {
            return sql(1);
        }

        private <T> T sql(T answer) {
            if (!loaded) {
                throw new AssertionError("this would run SQL");
            }
            return answer;
        }
    }

    /** As Hibernate makes them. */
    public static final class Proxy implements HibernateProxy {
        private final boolean loaded;

        Proxy(boolean loaded) {
            this.loaded = loaded;
        }

        @Override
        public LazyInitializer getHibernateLazyInitializer() {
            return () -> !loaded;
        }

        public String getId() {
            return "7";
        }
    }

    @Test
    void handsOutWhatHiddenClassesImplementInTheOpen() {
        assertThat(path("size").read(List.of(1, 2))).isEqualTo(2);
        assertThat(path("city").read(new Object() {
                    @SuppressWarnings("unused") // read by name
                    public String city() {
                        return "Bern";
                    }
                }))
                .isEqualTo("Bern");
        assertThat(path("value").read(new HashMap<>(Map.of("value", Optional.of(OptionalInt.of(3))))))
                .isEqualTo(OptionalInt.of(3));
    }
}
